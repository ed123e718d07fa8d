/** Wordings about codes and PKCE. */
import { says, type Wording } from "./wording.ts";

/** Errors that are not about a grant. */
export const NOT_GRANT = [
  "invalid_client",
  "invalid_scope",
  "invalid_token",
  "insufficient_scope",
  "unsupported_",
  "unauthorized_client",
];
const OTHER =
  "refresh, redirect, verifier, challenge, challengeMethod, pkce, responseType, scope, state, secret, token + expired";

const ofCode: readonly Wording[] = [
  says("code/expired", 0.84, "deviceCode + expired"),
  says("code/already-used", 0.8, "deviceCode + used"),
  says("code/unknown", 0.7, "deviceCode + unknown|invalid", { unless: "expired, used, missing" }),
  says("code/expired", 0.82, "code + expired", { unless: "refresh, secret, session" }),
  says("code/expired", 0.55, "expired", {
    of: ["code"],
    without: NOT_GRANT,
    unless: "refresh, secret, code, session, accessToken, certificate, state, idToken",
  }),
  says("code/already-used", 0.85, "code + used", { unless: "refresh" }),
  says("code/already-used", 0.6, "used", {
    of: ["code"],
    without: NOT_GRANT,
    unless: "refresh, code, verifier, challenge, redirect, jti, nonce, assertion, token",
  }),
  says("code/revoked", 0.5, "code + revoked", { unless: "refresh" }),
  says("code/unknown", 0.62, "code + unknown, none > code > matching", {
    unless: "refresh, redirect, verifier, state",
  }),
  says("code/unknown", 0.42, "code + invalid|failed", {
    unless: `${OTHER}, expired`,
    tell: "An invalid code may be unknown, altered, expired or used: compare it with the one in the redirect, and look whether it was sent before.",
  }),
  says("code/already-used", 0.36, "code + invalid|failed", { unless: `${OTHER}, used` }),
  says("code/expired", 0.34, "code + invalid|failed", { unless: `${OTHER}, expired` }),
  says("code/corrupted", 0.66, "code + malformed", { unless: "verifier, challenge, redirect" }),
  says(
    "code/of-other-client",
    0.82,
    "code > issued > other > client|clientId, code > notIssued > client|clientId, client > mismatch > code, code > other > client|clientId, code > mismatch > client, clientId|client > mismatch > authorizationRequest|code, code > unknown|invalid > client",
    { unless: "refresh, redirect, verifier, secret, challenge" },
  ),
  says("code/of-other-client", 0.6, "issued|matching > other > client|clientId, notIssued|mismatch > client", {
    of: ["code"],
    without: NOT_GRANT,
    unless: "refresh, redirect, verifier, secret, state",
  }),
  says("code/redirect-uri-mismatch", 0.8, "redirect + mismatch|invalid|failed|missing|unknown", {
    of: ["code"],
    without: ["redirect_uri_mismatch", "invalid_client", "unsupported_"],
    unless: "notRegistered, denied, allowed, registered, invalid >> code",
  }),
  says(
    "code/redirect-uri-mismatch",
    0.86,
    "redirect > mismatch|other > code|authorizationRequest|issued|earlier, redirect > sent > authorizationRequest, redirect > code|earlier",
    {
      unless: "notRegistered, verifier, missing > redirect, invalid > redirect, invalid >> code",
    },
  ),
];

const ofPkce: readonly Wording[] = [
  says(
    "pkce/verifier-missing",
    0.86,
    "verifier + missing, none > verifier, verifier > unknown, pkce > missing > code",
    {
      unless: "length, none > challenge",
    },
  ),
  says(
    "pkce/verifier-mismatch",
    0.86,
    "verifier + mismatch|invalid|failed, challenge + mismatch|failed, pkce + failed|invalid|mismatch",
    { unless: "verifier >> missing, missing >> verifier, length, challengeMethod" },
  ),
  says("pkce/verifier-malformed", 0.7, "verifier + length|malformed"),
  says("pkce/required", 0.86, "challenge + missing, none > pkce|challenge, pkce + missing", {
    unless: "verifier, length, challengeMethod, disabled",
  }),
  says(
    "pkce/method-unsupported",
    0.88,
    "challengeMethod + unsupported|unknown|invalid|missing|denied|mismatch, mustBeS256, challengeMethod + s256, plainMethod > denied|unsupported, s256 + missing|unsupported",
  ),
  says("pkce/challenge-malformed", 0.84, "challenge + length|malformed", { unless: "verifier, challengeMethod" }),
  says("pkce/challenge-malformed", 0.55, "challenge + invalid", { unless: "verifier, challengeMethod, length" }),
];

export const wordsOfCode: readonly Wording[] = [...ofCode, ...ofPkce];
