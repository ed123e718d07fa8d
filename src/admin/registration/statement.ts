/** Whether a software statement counts (RFC 7591 2.3), and what it says of the application: pure, over what came of verifying it. */
import { quoted } from "../../configuration/form.ts";
import type { MetadataFault } from "../../protocol/registration/occasion.ts";
import type { SentClaims, SentJwt, Unverified } from "../../protocol/sent-jwt.ts";
import type { Members } from "../representation.ts";

/** What is known of the member `software_statement`. */
export interface StatementGiven {
  /** `undefined`: it isn't text. */
  readonly jwt: SentJwt | undefined;
  /** Whether this server trusts whoever it says has made it. */
  readonly trusted: boolean;
  /** Whether the application registered with the same statement before, which may have expired since. */
  readonly isKept: boolean;
  /** Of this server. */
  readonly issuer: string;
  readonly now: number;
}

export type ReadStatement =
  | { readonly faults: readonly MetadataFault[] }
  | { readonly claims: Members; readonly by: string };

const MEMBER = "software_statement";

/** Milliseconds by which the clock of an issuer may differ. */
const SKEW = 60_000;

/** Claims about the statement itself. */
const OWN: ReadonlySet<string> = new Set(["iss", "sub", "aud", "exp", "nbf", "iat", "jti", MEMBER]);

/** Its claims about the application, or why it doesn't count. */
export function readStatement(given: StatementGiven): ReadStatement {
  const { jwt } = given;
  if (jwt === undefined) return invalid("no text", "a signed JWT");
  if (jwt.is === "malformed") return invalid(jwt.looks, "a signed JWT");
  const { iss } = jwt.claims;
  if (typeof iss !== "string" || iss === "")
    return invalid("a JWT without iss", "a JWT whose iss is who vouches for the app");
  if (!given.trusted)
    return fault("unapproved", `a JWT of ${quoted(iss.slice(0, 200))}`, "one of an issuer that this server trusts");
  if (jwt.is === "unverified") return invalid(`a JWT ${UNVERIFIED[jwt.because] ?? "that isn't verified"}`, EXPECTED);
  const wrong = wrongIn(jwt.claims, given);
  if (wrong !== undefined) return invalid(...wrong);
  const about = Object.entries(jwt.claims).filter(([name, value]) => !OWN.has(name) && value !== null);
  return { claims: Object.fromEntries(about), by: iss };
}

const EXPECTED = "one that its issuer has signed with a published key";

const UNVERIFIED: Readonly<Partial<Record<Unverified, string>>> = {
  alg: "with an algorithm that isn't accepted",
  "no-keys": "whose issuer publishes no keys",
  "no-key-fits": "whose kid and algorithm none of its issuer's keys has",
  "keys-unavailable": "whose issuer's keys couldn't be fetched",
  signature: "that none of its issuer's keys has signed",
};

/** What is wrong with a statement as one for here and now, and what is expected. */
function wrongIn(
  { exp, nbf, iat, aud, software_statement: nested }: SentClaims,
  { now, issuer, isKept }: StatementGiven,
): readonly [sent: string, expected: string] | undefined {
  for (const [name, value] of Object.entries({ exp, nbf, iat }))
    if (value !== undefined && typeof value !== "number")
      return [`a JWT whose ${name} isn't a number`, "seconds since 1970"];
  if (!isKept && typeof exp === "number" && now >= exp * 1000 + SKEW)
    return [`a JWT that has expired ${Math.round(now / 1000 - exp)} s ago`, "one that is still valid"];
  if ([nbf, iat].some((at) => typeof at === "number" && at * 1000 > now + SKEW))
    return ["a JWT from the future", "one that is valid already"];
  if (aud !== undefined && ![aud].flat().includes(issuer))
    return ["a JWT for another server", `aud ${issuer}, or none`];
  return nested === undefined ? undefined : ["a JWT with a statement in it", "a JWT without software_statement"];
}

const fault = (of: "statement" | "unapproved", sent: string, expected: string): ReadStatement => ({
  faults: [{ of, member: MEMBER, sent, expected }],
});

const invalid = (sent: string, expected: string): ReadStatement => fault("statement", sent, expected);

/** The metadata with what a statement says of it, which takes precedence (2.3). Keys come from one place. */
export function withStatement(body: Members, claims: Members): Members {
  const { jwks, jwks_uri: uri, ...rest } = body;
  const keys = claims.jwks === undefined && claims.jwks_uri === undefined ? { jwks, jwks_uri: uri } : {};
  return { ...rest, ...keys, ...claims };
}
