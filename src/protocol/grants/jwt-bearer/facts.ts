/** What is known of an assertion that is a grant: never its text. Also what a record keeps of it. */

import { flag, members, oneOf, optional, text, texts, versioned } from "../../record.ts";
import { type SentJwt, sentJwtShape } from "../../sent-jwt.ts";
import type { TrustedIssuer } from "../../settings.ts";

/** What decisions use of who made an assertion. */
export type AssertionIssuer = Pick<TrustedIssuer, "issuer" | "identityAssertions" | "clients" | "scopes" | "subjects">;

export interface JwtBearerFacts {
  readonly jwt: SentJwt;
  /** The audiences that mean this server: the issuer first. */
  readonly audiences: readonly string[];
  /** Who made it, if the server trusts that one. */
  readonly issuer?: AssertionIssuer | undefined;
  /** The user that it is about, if it must be one of this server. */
  readonly user?: string | undefined;
  /** Whether it was used before. */
  readonly used?: boolean | undefined;
}

/** Claims that decisions read. A record keeps no others. */
export const BEARER_CLAIMS = [
  "iss",
  "sub",
  "aud",
  "exp",
  "nbf",
  "iat",
  "jti",
  "client_id",
  "scope",
  "resource",
] as const;

export const jwtBearerRecord = versioned(
  1,
  members<JwtBearerFacts>({
    jwt: sentJwtShape(BEARER_CLAIMS),
    audiences: texts,
    issuer: optional(
      members<AssertionIssuer>({
        issuer: text,
        identityAssertions: flag,
        clients: texts,
        scopes: texts,
        subjects: oneOf("own", "users"),
      }),
    ),
    user: optional(text),
    used: optional(flag),
  }),
);
