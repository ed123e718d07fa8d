/** Checks what applications that register themselves may do. */
import { isAllowable } from "../protocol/redirect-uri.ts";
import { ADMIN_SCOPE_NAMES } from "../protocol/scope/catalogue.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";
import type { Configuration } from "./schema.ts";

/** Nobody vouches for such an application, so it may have no sensitive scope. */
export function* registrationFaults({
  registration: { scopes, schemes },
  scopes: declared,
}: Pick<Configuration, "registration" | "scopes">): Generator<ConfigurationFault> {
  for (const [i, name] of scopes.entries()) {
    const key = `registration.scopes[${i}]`;
    const isSensitive = ADMIN_SCOPE_NAMES.includes(name) || declared.some((one) => one.name === name && one.sensitive);
    // One that isn't declared here may be registered at run time.
    if (isSensitive)
      yield {
        key,
        is: quoted(name),
        expected: "a scope that isn't sensitive, because nobody vouches for the app",
      };
  }
  for (const [i, scheme] of schemes.entries()) {
    if (isAllowable(scheme)) continue;
    const expected = "the name of a private-use scheme without a dot, in lower case and without its colon: cursor";
    yield { key: `registration.schemes[${i}]`, is: quoted(scheme), expected };
  }
}
