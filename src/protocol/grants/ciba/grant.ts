/** The CIBA grant at the token endpoint (CIBA Core 1.0, 10.1). */
import type { Refusal } from "../../../reasons/index.ts";
import { openid } from "../../../specs.ts";
import { CIBA } from "../../ciba/grant-type.ts";
import { authenticated } from "../../client-authentication/checks.ts";
import type { Grant } from "../../grant.ts";
import { flag, members, versioned } from "../../record.ts";
import { mayRefresh } from "../authorization-code/grant.ts";
import { detailsAllowed } from "../device-code/facts.ts";
import { POLLED } from "../device-code/record.ts";
import type { GrantType } from "../grant-type.ts";
import { granted, type TokenGranted } from "../granted.ts";
import { scopeOfGrant } from "../scope-of-grant.ts";
import { allowedIn, type CibaCase, cibaChecks, foundIn } from "./checks.ts";
import type { CibaFacts } from "./facts.ts";
import type { CibaRequest } from "./request.ts";
import { cibaSupplies } from "./supplies.ts";

/** What a record keeps of an auth_req_id. */
const cibaRecord = versioned(1, members<CibaFacts>({ asked: POLLED, accountEnabled: flag }));

export const ciba: GrantType<typeof CIBA, CibaRequest, CibaFacts> = {
  name: CIBA,
  cites: openid("ciba", "10.1"),
  exchanges: "An `auth_req_id`, once the user whom the client has asked has allowed it.",
  requires: "auth_req_id",
  optional: true,
  read: ({ values, common }) => ({ ...common, authReqId: values.get("auth_req_id") ?? "" }),
  checks: cibaChecks,
  grant: begin,
  details: ({ asked }) => detailsAllowed(asked),
  record: cibaRecord,
  supplies: cibaSupplies,
};

function begin(given: CibaCase): TokenGranted | Refusal {
  const client = authenticated(given.client);
  const { at, grantId, subject, authTime, scopes, details, audience } = allowedIn(given);
  const grant: Grant = {
    ...{ id: grantId, clientId: client.id, subject, source: { kind: "ciba" }, scopes, createdAt: at, authTime },
    ...(audience !== undefined && { audience }),
    ...(details !== undefined && { authorizationDetails: details }),
    // The app isn't in the browser in which the user has decided: it goes on when that one signs out.
    sessionId: undefined,
    nonce: undefined,
    refresh: undefined,
    revokedAt: undefined,
    revokedBecause: undefined,
    // The app hasn't seen the user, so its ID token says how: acr_values asks for it (CIBA Core 1.0, 7.1).
    requestedClaims: { id_token: { acr: null } },
  };
  return granted(given, scopeOfGrant(grant, given), {
    kind: "begin",
    grant,
    startRefresh: mayRefresh(client, scopes),
    uses: foundIn(given).id,
    of: "ciba",
  });
}
