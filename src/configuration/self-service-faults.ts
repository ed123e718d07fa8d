/** Checks what users may do by themselves. */
import { ADMIN_SCOPE_NAMES, GROUP_SCOPES, OPENID_SCOPES } from "../protocol/scope/catalogue.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";
import { known } from "./known.ts";
import type { Configuration } from "./schema.ts";

/** A sensitive scope is an operator's to allow, so a list of what owners may do can't have one. */
export function* selfServiceFaults({
  selfService: { scopes = [] },
  scopes: declared,
}: Pick<Configuration, "selfService" | "scopes">): Generator<ConfigurationFault> {
  const names = [...OPENID_SCOPES, ...GROUP_SCOPES, ...declared].map(({ name }) => name);
  for (const [i, name] of scopes.entries()) {
    const key = `selfService.scopes[${i}]`;
    const isSensitive = ADMIN_SCOPE_NAMES.includes(name) || declared.some((one) => one.name === name && one.sensitive);
    if (isSensitive)
      yield {
        key,
        is: quoted(name),
        expected: "a scope that isn't sensitive, because an operator allows sensitive ones",
      };
    else yield* known(key, name, names, "scopes");
  }
}
