/** The scopes and APIs of a configuration. */
import {
  adminApi,
  adminScopes,
  type Catalogue,
  catalogueOf,
  GRANT_SCOPES,
  GROUP_SCOPES,
  OPENID_SCOPES,
  type Scope,
} from "../protocol/scope/catalogue.ts";
import type { Configuration } from "./schema.ts";

/** The catalogue of scopes and APIs. */
export function catalogueFrom({ issuer, scopes, apis, clients, grantManagement }: Configuration): Catalogue {
  const groups = GROUP_SCOPES.filter(({ name }) => clients.some((client) => client.scopes.includes(name)));
  const managing = grantManagement === "off" ? [] : GRANT_SCOPES;
  const declared = [...OPENID_SCOPES, ...managing, ...groups, ...scopes.map(scopeFrom)];
  return catalogueOf([...declared, ...adminScopes(issuer)], [...apis, adminApi(issuer)]);
}

/** A scope as decisions see it. */
export function scopeFrom({ deprecated, removed, ...scope }: Configuration["scopes"][number]): Scope {
  const state: Scope["state"] = removed
    ? { is: "removed", ...removed }
    : deprecated
      ? { is: "deprecated", ...deprecated }
      : { is: "active" };
  const { name, description, descriptions, api, sensitive, claims } = scope;
  return {
    ...{ name, description, api, sensitive, personal: false, state },
    ...(descriptions !== undefined && { descriptions }),
    ...(claims !== undefined && { claims }),
  };
}
