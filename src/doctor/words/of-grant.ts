/** Wordings about refresh tokens, assertions and the grants behind them. */
import { NOT_GRANT } from "./of-code.ts";
import { says, type Wording } from "./wording.ts";

const ofRefresh: readonly Wording[] = [
  says("refresh-token/expired", 0.82, "refresh + expired|idle", { unless: "used" }),
  says("refresh-token/expired", 0.5, "expired, idle", {
    of: ["refresh"],
    without: NOT_GRANT,
    unless: "refresh, secret, code, session, accessToken, assertion, certificate",
  }),
  says("refresh-token/revoked", 0.82, "refresh + revoked|inactive", { unless: "used" }),
  says("refresh-token/revoked", 0.55, "revoked, inactive", {
    of: ["refresh"],
    without: NOT_GRANT,
    unless: "refresh, secret, user > revoked, certificate, client, session",
  }),
  says("refresh-token/reused", 0.88, "refresh + used|rotated"),
  says("refresh-token/reused", 0.86, "token > used", { unless: "code, assertion, clientAssertion, jti, nonce" }),
  says("refresh-token/reused", 0.6, "concurrent, both > share", { of: ["refresh"] }),
  says("refresh-token/reused", 0.55, "used", {
    of: ["refresh"],
    without: NOT_GRANT,
    unless: "refresh, code, jti, assertion",
  }),
  says("refresh-token/unknown", 0.6, "refresh + unknown|malformed", { unless: "used, other > client|clientId" }),
  says("refresh-token/unknown", 0.44, "refresh + invalid|failed", {
    unless: "expired, revoked, used, missing",
    tell: "An invalid refresh token may be unknown, revoked, expired or rotated: compare it with the last one that the server gave.",
  }),
  says("refresh-token/revoked", 0.36, "refresh + invalid|failed", { unless: "revoked, missing" }),
  says("refresh-token/expired", 0.34, "refresh + invalid|failed", { unless: "expired, missing" }),
  says("refresh-token/unknown", 0.45, "unknown", {
    of: ["refresh"],
    with: ["invalid_grant"],
    unless: "refresh, client, user, session, scope",
  }),
  says(
    "refresh-token/of-other-client",
    0.84,
    "refresh > other > client|clientId, refresh > mismatch > client, refresh > notIssued|denied > client, client > mismatch > refresh, refresh > client > mismatch",
  ),
  says(
    "refresh-token/of-other-client",
    0.62,
    "issued|matching > other > client|clientId, notIssued > client|clientId, client > mismatch",
    {
      of: ["refresh"],
      without: NOT_GRANT,
      unless: "code, secret",
    },
  ),
  says(
    "refresh-token/not-issued",
    0.8,
    "none > refresh, notReturned|missing > refresh, refresh > missing|notReturned",
    {
      unless: "parameter, body, invalid, denied, header, body",
      without: ["invalid_request", "invalid_grant"],
      tell: "Look at the first token response: is there a refresh_token in it?",
    },
  ),
];

const ofGrants: readonly Wording[] = [
  says(
    "grant/revoked-by-user",
    0.8,
    "user|admin|tenant > revoked|uninstalled, client|consent|permission|grant > revoked|uninstalled, revoked|uninstalled > user|client, uninstalled",
    { unless: "refresh >> revoked, token >> revoked, certificate, key, refresh + revoked" },
  ),
  says("grant/password-changed", 0.84, "changed + password", { unless: "notReady, missing, expired" }),
  says("grant/token-limit-exceeded", 0.8, "quota|most|exceeds > token|refresh|grant|session, token > quota > exceeds", {
    unless: "request, rateLimit, perRequest, length",
  }),
  says(
    "grant/app-in-testing-mode",
    0.82,
    "testing, client > notReady|denied > verification, verification, client + notReady",
    {
      unless: "clientId, environment, key, user + notReady, sandbox",
      without: ["invalid_client", "unsupported"],
    },
  ),
  says(
    "grant/session-ended",
    0.8,
    "session + unknown|expired|loggedOut|inactive|invalid|revoked|disabled, none > session, user > loggedOut",
    {
      unless: "code, state, cookie, loginRequired, nonce, interaction, quota",
      without: ["login_required", "interaction_required", "access_denied"],
    },
  ),
];

const ofAssertions: readonly Wording[] = [
  says(
    "assertion/signature-invalid",
    0.84,
    "signature + invalid|failed|mismatch|unknown, key + unknown|invalid|missing|none",
    {
      of: ["assertion"],
    },
  ),
  says(
    "assertion/expired",
    0.78,
    "expired, expClaim|iatClaim|lifetime > exceeds|length|invalid|expired, invalid > expClaim|iatClaim",
    {
      of: ["assertion"],
      unless: "clock",
    },
  ),
  says("assertion/expired", 0.72, "assertion + expired", { unless: "clientAssertion, clock" }),
  says("assertion/wrong-audience", 0.84, "audience + invalid|failed|mismatch|missing|other|denied|notIssued", {
    of: ["assertion"],
  }),
  says("assertion/wrong-audience", 0.7, "assertion > audience", {
    of: ["code", "refresh", "unknown", "exchange", "token"],
    unless: "clientAssertion",
  }),
  says(
    "assertion/subject-not-delegated",
    0.84,
    "denied > delegation, delegation + denied|missing|invalid|unsupported|failed, user > denied > delegation, delegation, denied > onBehalf, unsupported > onBehalf",
  ),
  says("assertion/subject-not-delegated", 0.5, "denied", {
    of: ["assertion"],
    with: ["unauthorized_client", "access_denied"],
  }),
];

export const wordsOfGrant: readonly Wording[] = [...ofRefresh, ...ofGrants, ...ofAssertions];
