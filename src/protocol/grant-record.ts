/** What a record keeps of a grant. Decisions need neither its hashes nor what the client asked for in the user's name. */
import type { Confirmation } from "./access-token.ts";
import { GRANTED_DETAILS } from "./authorization-details/record.ts";
import type { AuthorizationCode, CodeGrant, Grant, GrantSource, RefreshState } from "./grant.ts";
import type { Origin } from "./origin.ts";
import { flag, forgotten, leftOut, type Members, members, number, optional, text, texts, variants } from "./record.ts";

const NO_HASH = forgotten<Uint8Array>(new Uint8Array());

export const ORIGIN = members<Origin>({ agent: optional(text), network: optional(text) });

export const CONFIRMATION = members<Confirmation>({
  jkt: optional(text),
  "x5t#S256": optional(text),
  attestation: optional(text),
});

const CODE: Members<Omit<AuthorizationCode, "kind">> = {
  hash: NO_HASH,
  expiresAt: number,
  redirectUri: text,
  redirectUriSent: flag,
  challenge: optional(text),
  cnf: optional(CONFIRMATION),
  redeemedAt: optional(number),
  redeemedBy: optional(ORIGIN),
};

const MEMBERS: Members<Omit<Grant, "source">> = {
  id: number,
  clientId: text,
  subject: text,
  sessionId: optional(number),
  scopes: texts,
  audience: optional(texts),
  authorizationDetails: optional(GRANTED_DETAILS),
  createdAt: number,
  authTime: optional(number),
  nonce: leftOut(),
  requestedClaims: leftOut(),
  managed: leftOut(),
  refresh: optional(
    members<RefreshState>({
      generation: number,
      hash: NO_HASH,
      rotatedAt: number,
      startedAt: number,
      by: optional(ORIGIN),
      cnf: optional(CONFIRMATION),
    }),
  ),
  revokedAt: optional(number),
  revokedBecause: optional(text),
};

/** A grant from any source. */
export const GRANT = members<Grant>({
  ...MEMBERS,
  source: variants<GrantSource, "kind">(
    { code: CODE, exchange: { act: leftOut() }, device: {}, ciba: {}, assertion: {}, moved: {}, implicit: {} },
    "kind",
  ),
});

/** A grant that came from a code. */
export const CODE_GRANT = members<CodeGrant>({
  ...MEMBERS,
  source: variants<AuthorizationCode, "kind">({ code: CODE }, "kind"),
});
