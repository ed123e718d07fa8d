/** The refresh token grant (RFC 6749 6). */
import type { Refusal } from "../../../reasons/index.ts";
import { rfc } from "../../../specs.ts";
import { authenticated } from "../../client-authentication/checks.ts";
import { profileOf } from "../../profiles/index.ts";
import type { GrantType } from "../grant-type.ts";
import { granted, type TokenGranted } from "../granted.ts";
import { scopeOfGrant } from "../scope-of-grant.ts";
import { isRepetition, type RefreshCase, refreshChecks, refreshOf } from "./checks.ts";
import type { RefreshFacts } from "./facts.ts";
import { refreshRecord } from "./record.ts";
import { type RefreshRequest, readRefreshRequest } from "./request.ts";
import { refreshSupplies } from "./supplies.ts";

export const refreshToken: GrantType<"refresh_token", RefreshRequest, RefreshFacts> = {
  name: "refresh_token",
  cites: rfc(6749, "6"),
  exchanges: "A refresh token, which is replaced each time.",
  requires: "refresh_token",
  read: readRefreshRequest,
  checks: refreshChecks,
  grant: refresh,
  boundTo: ({ token }) => (token.is === "found" ? token.grant.refresh?.cnf : undefined),
  record: refreshRecord,
  supplies: refreshSupplies,
  theft: {
    refused: "refresh-token/reused",
    because: "an old refresh token was used again",
    grant: ({ token }) => (token.is === "found" ? token.grant : undefined),
  },
};

function refresh(given: RefreshCase): TokenGranted | Refusal {
  const { grant } = refreshOf(given);
  const client = authenticated(given.client);
  return granted(given, scopeOfGrant(grant, given), {
    kind: profileOf(client).keepsRefreshTokens === true ? "keep" : isRepetition(given) ? "repeat" : "rotate",
    grant,
  });
}
