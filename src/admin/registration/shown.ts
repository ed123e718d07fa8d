/** A registration as its application is shown it (RFC 7591 3.2.1): everything as it is registered, whatever was sent. */
import type { StoredApplication } from "../../ports/registered.ts";
import type { Client } from "../../protocol/client.ts";
import { usesImplicit } from "../../protocol/response-types.ts";
import type { Members } from "../representation.ts";
import { AS_SETTINGS } from "./members.ts";

/** The metadata. Neither ids nor tokens are in it. */
export function shownRegistration({ client, registration }: StoredApplication): Members {
  const settings = AS_SETTINGS.flatMap(([member, name]) => {
    const value = client[name as keyof Client];
    return value === undefined || (Array.isArray(value) && value.length === 0) ? [] : [[member, value] as const];
  });
  return {
    client_name: client.name,
    redirect_uris: client.redirectUris,
    grant_types: [...client.grantTypes, ...(usesImplicit(client) ? ["implicit"] : [])],
    token_endpoint_auth_method: client.authMethods[0],
    scope: client.scopes.join(" "),
    application_type: client.applicationType,
    ...Object.fromEntries(settings),
    ...registration?.members,
  };
}
