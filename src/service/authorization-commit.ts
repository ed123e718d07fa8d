/** What an authorization stores: its grant, with the hash of the code. */
import type { AuthorizationCase } from "../protocol/authorization/checks.ts";
import type { AuthorizationGranted } from "../protocol/authorization/decide.ts";
import { SECRET_BYTES } from "../protocol/credential.ts";
import { mint } from "./credentials.ts";
import type { Deps } from "./deps.ts";

export type Granting = Extract<AuthorizationGranted, { decided: "granted" }>;

/** Stores the grant and makes its code: the one write of an authorization. */
export async function grant(
  deps: Deps,
  { request, to, now }: AuthorizationCase,
  { person, scope, requestedClaims, codeExpiresAt }: Granting,
): Promise<string> {
  const id = deps.ids(now);
  const { text, hash } = mint(deps.keys, "code", id, 0, deps.random(SECRET_BYTES));
  await deps.storage.grants.insert({
    id,
    clientId: to.client.id,
    subject: person.subject,
    source: {
      kind: "code",
      hash,
      expiresAt: codeExpiresAt,
      redirectUri: to.uri,
      redirectUriSent: to.sent,
      challenge: request.codeChallenge,
      ...(request.dpopJkt !== undefined && { cnf: { jkt: request.dpopJkt } }),
      redeemedAt: undefined,
      redeemedBy: undefined,
    },
    sessionId: person.sessionId,
    scopes: scope.scopes,
    createdAt: now,
    authTime: person.authTime,
    nonce: request.nonce,
    ...(requestedClaims !== undefined && { requestedClaims }),
    refresh: undefined,
    revokedAt: undefined,
    revokedBecause: undefined,
  });
  return text;
}
