/** The authorization code grant at the token endpoint (RFC 6749 4.1.3). */
import type { Refusal } from "../../../reasons/index.ts";
import { rfc } from "../../../specs.ts";
import type { Client } from "../../client.ts";
import { authenticated } from "../../client-authentication/checks.ts";
import type { GrantType } from "../grant-type.ts";
import { granted, type TokenGranted } from "../granted.ts";
import { scopeOfGrant } from "../scope-of-grant.ts";
import { type CodeCase, codeChecks, grantOf } from "./checks.ts";
import type { CodeFacts } from "./facts.ts";
import { codeRecord } from "./record.ts";
import { type CodeRequest, readCodeRequest } from "./request.ts";
import { codeSupposed } from "./supplies.ts";

export const authorizationCode: GrantType<"authorization_code", CodeRequest, CodeFacts> = {
  name: "authorization_code",
  cites: rfc(6749, "4.1.3"),
  exchanges: "The code that the authorization endpoint has sent to the app.",
  requires: "code",
  read: readCodeRequest,
  checks: codeChecks,
  grant: redeem,
  boundTo: ({ code }) => (code.is === "found" ? code.grant.source.cnf : undefined),
  record: codeRecord,
  ...codeSupposed,
  theft: {
    refused: "code/already-used",
    because: "its code was used twice",
    grant: ({ code }) => (code.is === "found" ? code.grant : undefined),
  },
};

function redeem(given: CodeCase): TokenGranted | Refusal {
  const client = authenticated(given.client);
  const grant = grantOf(given);
  return granted(given, scopeOfGrant(grant, given), {
    kind: "redeem",
    grant,
    startRefresh: mayRefresh(client, grant.scopes),
  });
}

/** A refresh token is issued if offline_access was granted, or the client is registered for refresh without it. */
export function mayRefresh(client: Client, scopes: readonly string[]): boolean {
  return (
    client.grantTypes.includes("refresh_token") &&
    (scopes.includes("offline_access") || client.refreshWithoutOfflineAccess)
  );
}
