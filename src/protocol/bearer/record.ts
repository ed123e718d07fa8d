/** What a record keeps of a call with an access token. */
import { CLIENT } from "../client-record.ts";
import { MANAGED } from "../grant-management/record.ts";
import { CONFIRMATION } from "../grant-record.ts";
import { flag, members, number, oneOf, optional, text, texts, variants, versioned } from "../record.ts";
import { RECEIVED } from "../replay/redact.ts";
import { CATALOGUE } from "../scope/record.ts";
import { PROOF } from "../sender-constraints/record.ts";
import type { AccessTokenFacts, Demand, TokenClaims } from "./decide.ts";
import type { BearerOccasion } from "./occasion.ts";

const CLAIMS = members<TokenClaims>({
  id: number,
  clientId: text,
  subject: text,
  scopes: texts,
  audience: texts,
  issuedAt: optional(number),
  expiresAt: number,
  grantId: optional(number),
  cnf: optional(CONFIRMATION),
});

export const bearerRecord = versioned(
  1,
  members<BearerOccasion>({
    decision: oneOf("bearer"),
    now: number,
    received: RECEIVED,
    token: optional(
      variants<AccessTokenFacts>({
        malformed: { looks: text, length: number },
        unknown: {},
        found: { claims: CLAIMS, revoked: flag },
      }),
    ),
    proof: optional(PROOF),
    demand: members<Demand>({ audience: optional(text), scope: optional(text) }),
    accountEnabled: optional(flag),
    managed: optional(MANAGED),
    client: optional(CLIENT),
    catalogue: CATALOGUE,
  }),
);
