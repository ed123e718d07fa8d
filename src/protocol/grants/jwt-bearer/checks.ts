/** Whether an assertion is accepted as a grant (RFC 7523 3), or as an identity assertion of another domain (ID-JAG). */
import { type Refusal, refuse } from "../../../reasons/index.ts";
import { rfc } from "../../../specs.ts";
import { authenticated } from "../../client-authentication/checks.ts";
import type { Check } from "../../decision.ts";
import { CLIENT_SIGNING_ALGS } from "../../jwk.ts";
import type { TokenRequest } from "../../token/facts.ts";
import type { GrantCase } from "../grant-type.ts";
import type { AssertionIssuer, JwtBearerFacts } from "./facts.ts";

export interface JwtBearerRequest extends TokenRequest {
  readonly scope: string | undefined;
}

export type JwtBearerCase = GrantCase<JwtBearerRequest, JwtBearerFacts>;

/** The type of an identity assertion, without `application/`. */
export const ID_JAG_TYP = "oauth-id-jag+jwt";

/** Seconds by which another clock may be ahead, and until when an assertion may be valid at most. */
const [SLACK, LONGEST] = [60, 3600];

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";

const shownOf = (value: unknown): string =>
  value === undefined ? "missing" : typeof value === "string" ? value : (JSON.stringify(value) ?? "missing");

const invalid = (member: string, sent: unknown, expected: string): Refusal =>
  refuse("grant/assertion-invalid", { member, sent: shownOf(sent), expected });

/** What was read, after the checks have found that it is a JWT of a trusted issuer. */
export function readOf({ jwt, issuer }: JwtBearerFacts) {
  if (jwt.is === "malformed" || issuer === undefined) throw new Error("It is used before its checks have run.");
  return { ...jwt, issuer };
}

export const jwtBearerChecks: readonly Check<JwtBearerCase>[] = [
  {
    asks: "Is the assertion a JWT of an issuer that is trusted?",
    cites: rfc(7523, "3"),
    run: ({ jwt, issuer }) => {
      if (jwt.is === "malformed") return invalid("assertion", jwt.looks, "a signed JWT");
      if (!CLIENT_SIGNING_ALGS.includes(jwt.header.alg ?? ""))
        return invalid("alg", jwt.header.alg, `one of ${CLIENT_SIGNING_ALGS.join(", ")}`);
      return issuer === undefined ? invalid("iss", jwt.claims.iss, "an issuer that this server trusts") : undefined;
    },
  },
  {
    asks: "Does it say whom it is about, and that it is for this server?",
    cites: rfc(7523, "3"),
    run: (given) => {
      const { claims, issuer } = readOf(given);
      const { sub, aud } = claims;
      const [own = ""] = given.audiences;
      if (!isText(sub)) return invalid("sub", sub, "the user that it is about");
      if (issuer.identityAssertions) return aud === own ? undefined : invalid("aud", aud, `${own}, and nothing else`);
      const sent = [aud].flat();
      return sent.length > 0 && sent.every((one) => isText(one) && given.audiences.includes(one))
        ? undefined
        : invalid("aud", aud, own);
    },
  },
  {
    asks: "Is the assertion within its lifetime?",
    cites: rfc(7523, "3"),
    run: (given) => timeFault(readOf(given).claims, Math.floor(given.now / 1000)),
  },
  {
    asks: "Is it an identity assertion for this client, if its issuer makes those?",
    cites: rfc(7523, "3"),
    run: (given) => {
      const { header, claims, issuer } = readOf(given);
      return issuer.identityAssertions ? identityFault(header.typ, claims, authenticated(given.client).id) : undefined;
    },
  },
  {
    asks: "Did its issuer sign it?",
    cites: rfc(7523, "3"),
    run: (given) => {
      const read = readOf(given);
      return read.is === "verified"
        ? undefined
        : refuse("grant/assertion-unverified", {
            issuer: read.issuer.issuer,
            because: read.because,
            detail: read.detail,
          });
    },
  },
  {
    asks: "Is it used for the first time?",
    cites: rfc(7523, "3"),
    run: (given) =>
      given.used === true
        ? invalid("jti", readOf(given).claims.jti, "one that wasn't used before: each assertion is accepted once")
        : undefined,
  },
  {
    asks: "May the client use assertions of this issuer, about this user?",
    cites: rfc(7521, "4.1"),
    run: (given) => {
      const { issuer, claims } = readOf(given);
      const { id: clientId } = authenticated(given.client);
      return notAllowed(issuer, clientId, given.user, String(claims.sub));
    },
  },
];

function notAllowed(
  { issuer, clients, subjects }: AssertionIssuer,
  clientId: string,
  user: string | undefined,
  sub: string,
): Refusal | undefined {
  if (!clients.includes(clientId))
    return refuse("grant/assertion-not-allowed", { clientId, issuer, because: "client" });
  return subjects === "users" && user === undefined
    ? refuse("grant/assertion-not-allowed", { clientId, issuer, because: "user", subject: sub })
    : undefined;
}

function identityFault(
  typ: string | undefined,
  { jti, iat, client_id }: Readonly<Record<string, unknown>>,
  clientId: string,
): Refusal | undefined {
  if (typ?.toLowerCase().replace(/^application\//, "") !== ID_JAG_TYP) return invalid("typ", typ, ID_JAG_TYP);
  if (!isText(jti)) return invalid("jti", jti, "a text that is different in each assertion");
  if (iat === undefined) return invalid("iat", iat, "a number of seconds since 1970");
  return client_id === clientId
    ? undefined
    : invalid("client_id", client_id, `the client that sends it, '${clientId}'`);
}

function timeFault({ exp, nbf, iat }: Readonly<Record<string, unknown>>, now: number): Refusal | undefined {
  for (const [claim, value] of Object.entries({ exp, nbf, iat }))
    if (!(Number.isFinite(value) || (value === undefined && claim !== "exp")))
      return invalid(claim, value, "a number of seconds since 1970");
  if (now >= Number(exp)) return invalid("exp", exp, `later than now, which is ${now}`);
  if (Number(exp) > now + LONGEST + SLACK)
    return invalid("exp", exp, `at most ${LONGEST} s after now, which is ${now}`);
  if (Number(nbf ?? 0) > now + SLACK) return invalid("nbf", nbf, `now, which is ${now}, or earlier`);
  return Number(iat ?? 0) > now + SLACK ? invalid("iat", iat, `now, which is ${now}, or earlier`) : undefined;
}
