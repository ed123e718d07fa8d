/** The client credentials grant (RFC 6749 4.4): the client asks for itself, and brings nothing. */
import type { Refusal } from "../../../reasons/index.ts";
import { rfc } from "../../../specs.ts";
import { refuseOtherApi } from "../../authorization-details/checks.ts";
import { apisOfDetails } from "../../authorization-details/details.ts";
import { authenticated } from "../../client-authentication/checks.ts";
import { resolveScope } from "../../scope/resolve.ts";
import type { TokenRequest } from "../../token/facts.ts";
import type { GrantCase, GrantType } from "../grant-type.ts";
import { granted, type TokenGranted } from "../granted.ts";
import { NO_FACTS } from "../no-facts.ts";

export interface ClientCredentialsRequest extends TokenRequest {
  readonly scope: string | undefined;
  /** Under which name the scope was probably sent, if it is missing. */
  readonly nearScope?: string | undefined;
}

export const clientCredentials: GrantType<"client_credentials", ClientCredentialsRequest, object> = {
  name: "client_credentials",
  cites: rfc(6749, "4.4"),
  exchanges: "Nothing: the client acts for itself, without a user.",
  read: ({ values, near, common }) => ({ ...common, scope: values.get("scope"), nearScope: near("scope") }),
  checks: [],
  record: NO_FACTS,
  grant,
};

function grant(given: GrantCase<ClientCredentialsRequest, object>): TokenGranted | Refusal {
  const { request, catalogue, settings, details, now } = given;
  const client = authenticated(given.client);
  const { unknownScopes } = settings;
  const { scope: sent, target, nearScope: near } = request;
  const also = apisOfDetails(details);
  const scope = resolveScope({ sent, near, target, client, catalogue, withPerson: false, unknownScopes, also }, now);
  const other = "refused" in scope ? undefined : refuseOtherApi(details, target, scope, catalogue);
  return other ?? granted(given, scope, { kind: "none" });
}
