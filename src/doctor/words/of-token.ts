/** Wordings about tokens: those sent to a resource, and those that a client or an API checks. */
import type { Subject } from "../rules/subject.ts";
import { says, type Wording } from "./wording.ts";

const HELD: readonly Subject[] = ["token", "exchange", "unknown", "code"];
const HELD_OR_REFRESHED: readonly Subject[] = [...HELD, "refresh"];
const GRANT = ["invalid_grant", "invalid_client", "invalid_scope", "invalid_request_object"];
const TELLING = "audience, issuer, signature, refresh, scope, state, missing, none, idToken";

export const wordsOfToken: readonly Wording[] = [
  says(
    "token/expired",
    0.86,
    "token|idToken + expired, signature > expired, lifetime > failed, expClaim > failed|invalid|expired",
    {
      unless: "refresh, code, secret, clock, assertion, clientAssertion, device, deviceCode",
      without: GRANT,
    },
  ),
  says("token/expired", 0.6, "expired", {
    of: ["token"],
    unless: "token, refresh, secret, session, certificate, code",
  }),
  says("token/expired", 0.5, "token + expired", { of: ["exchange", "assertion"], unless: "refresh" }),
  says("token/revoked", 0.72, "token + revoked|inactive|disabled", {
    unless: "refresh, expired, user, client",
    without: GRANT,
  }),
  says(
    "token/signature-invalid",
    0.86,
    "signature + invalid|failed|mismatch, key + unknown|mismatch|missing, none > key, jwks + unknown|missing|none",
    {
      of: HELD_OR_REFRESHED,
      unless: "clientAssertion, dpop, expired, algorithm, certificate",
    },
  ),
  says(
    "token/algorithm-mismatch",
    0.88,
    "algorithm + unsupported|mismatch|denied|invalid|missing|expected, unknown >> algorithm, algorithmName + missing|expected|unsupported|denied|not|other",
    {
      // The algorithm of a client's assertion is the client's.
      of: ["code", "refresh", "password", "assertion", "exchange", "device", "token", "unknown"],
      unless: "challenge, challengeMethod, s256, https",
    },
  ),
  says(
    "token/wrong-audience",
    0.88,
    "audience + invalid|failed|mismatch|unsupported|other|missing|expected|denied|notIssued, token > notIssued > client|clientId|api|resource",
    {
      of: HELD_OR_REFRESHED,
      unless: "clientAssertion, assertion, unknown > audience, audience > unknown, resource, audience > parameter",
      without: ["invalid_client"],
    },
  ),
  says(
    "token/wrong-issuer",
    0.88,
    "issuer + invalid|failed|mismatch|other|unknown|unsupported|missing|expected|denied",
    {
      of: HELD_OR_REFRESHED,
      unless: "discovery, clientAssertion, certificate",
    },
  ),
  says("token/malformed", 0.84, "token|idToken + malformed, tokenMalformed", {
    unless: "refresh, code, json, assertion, signature, key, header >> malformed",
  }),
  says("token/malformed", 0.4, "token + invalid|unknown|failed", {
    of: ["token", "unknown", "exchange"],
    unless: `${TELLING}, expired`,
    tell: "Decode the token: is it a JWT, and do exp, aud and iss fit this API?",
  }),
  says("token/expired", 0.38, "token + invalid|failed", {
    of: ["token", "unknown"],
    unless: `${TELLING}, expired, malformed`,
  }),
  says(
    "token/absent",
    0.86,
    "none|missing > token|authHeader, authHeader + missing|unknown|not, token > missing, bearer > unknown, authHeader + stripped, absentToken",
    {
      of: ["token", "unknown"],
      unless:
        "refresh, clientAuth, secret, idToken, loginRequired, state, session, scope, permission, registration, invalid, audience, issuer, signature, algorithm, user > missing, nonce, responseType, parameter, dpop",
    },
  ),
  says(
    "token/insufficient-scope",
    0.9,
    "insufficient, low > scope|permission, token > missing|denied > scope|permission, scope|permission + missing, missing > scope|permission|group",
    {
      of: ["token", "unknown"],
      unless: "admin, authorizationRequest",
      without: [
        "invalid_scope",
        "invalid_request",
        "invalid_client",
        "access_denied",
        "consent_required",
        "invalid_grant",
        "unauthorized_client",
      ],
    },
  ),
  says("token/insufficient-scope", 0.7, "insufficient", { without: ["unauthorized_client"] }),
  says("time/clock-skew", 0.86, "clock, early, nbfClaim + failed|invalid|early, iatClaim + early|invalid|failed", {
    unless: "fault, idle",
  }),
];
