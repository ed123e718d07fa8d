/** The scopes and APIs of a configuration. */
import { type Catalogue, catalogueOf, GROUP_SCOPES, OPENID_SCOPES, type Scope } from "../protocol/scope/catalogue.ts";
import type { Configuration } from "./schema.ts";

/** The catalogue of scopes and APIs. */
export function catalogueFrom({ scopes, apis, clients }: Configuration): Catalogue {
  const declared = scopes.map(({ name, description, api, sensitive, deprecated, removed }): Scope => {
    const state: Scope["state"] = removed
      ? { is: "removed", ...removed }
      : deprecated
        ? { is: "deprecated", ...deprecated }
        : { is: "active" };
    return { name, description, api, sensitive, personal: false, state };
  });
  const groups = GROUP_SCOPES.filter(({ name }) => clients.some((client) => client.scopes.includes(name)));
  return catalogueOf([...OPENID_SCOPES, ...groups, ...declared], apis);
}
