/** Wordings about the user who signs in: what they did, must do, or may not. */
import { says, type Wording } from "./wording.ts";

const OF_CLIENT = ["invalid_client", "unauthorized_client", "invalid_scope", "unsupported_"];

export const wordsOfUser: readonly Wording[] = [
  says(
    "user/denied",
    0.86,
    "user > canceled, canceled >> user|request|consent|grant|byUser, canceled > byUser, user > denied > request",
    {
      unless: "policy, denied > user, admin, disabled, tenant, ip, scope, group, client > denied",
      without: OF_CLIENT,
    },
  ),
  says("user/denied", 0.5, "accessDenied, request|consent > canceled", {
    with: ["access_denied", "none"],
    unless: "policy, consent, scope, admin, group, token, api",
  }),
  says("user/login-required", 0.86, "loginRequired, user > loginRequired, none > session", {
    of: ["unknown", "code", "token", "refresh"],
    unless: "state, clientAuth, api, credentials, authHeader, mfa, absentToken",
    without: ["invalid_grant", "invalid_client", "invalid_token"],
  }),
  says(
    "user/consent-required",
    0.86,
    "consentRequired, consent + missing|none|denied, user > denied > client > notReady",
    {
      unless: "admin, delegation",
    },
  ),
  says("user/interaction-required", 0.84, "interaction, multiple > user", {
    unless: "mfa, loginRequired, consentRequired",
  }),
  says("user/mfa-required", 0.9, "mfa"),
  says(
    "user/policy-blocked",
    0.84,
    "policy + denied|disabled|failed|missing|unsupported|canceled, denied|disabled|canceled > policy|admin|location, device > denied|compliant|notRegistered, ip + denied|disabled|notRegistered, location > denied|disabled, risk, admin > disabled|denied, compliant",
    {
      unless: "cors, origin, cookie, scope, registration, redirect, client >> disabled, responseType, grantType, flow",
      without: OF_CLIENT,
    },
  ),
  says("client/address-not-allowed", 0.86, "ip + denied|disabled|notRegistered", {
    without: ["access_denied", "interaction_required"],
    unless: "cors, origin, user > denied, policy",
  }),
  says("user/not-assigned", 0.8, "permission|allowed|denied > toAccess > client", {
    without: OF_CLIENT,
    unless: "cors, origin, scope, grantType",
  }),
  says("user/not-assigned", 0.86, "user > denied|notIssued, user > mismatch > group, missing > group", {
    unless:
      "tenant, scope, redirect, token, delegation, testing, flow, grantType, consentRequired, client > denied, responseType",
    without: OF_CLIENT,
  }),
  says(
    "user/not-in-tenant",
    0.86,
    "user > unknown|mismatch|denied|other > tenant, tenant > denied|mismatch, denied > tenant, user > not > tenant",
    {
      unless: "redirect, client, scope, resource, group, token, clientId, policy",
    },
  ),
  says(
    "user/credentials-wrong",
    0.86,
    "invalid|unknown > username|userCredentials|password, invalid >> credentials, username > password > invalid|mismatch|unknown, password > invalid|mismatch, userCredentials + failed|invalid",
    {
      unless: "client, clientId, secret, code, changed, expired, token, clientAuth, notReady, assertion, state",
      without: ["invalid_client", "invalid_token", "unauthorized_client", "invalid_scope", "login_required"],
    },
  ),
  says(
    "user/credentials-wrong",
    0.8,
    "userCredentials|credentials + user + invalid|unknown, userCredentials + invalid|failed",
    {
      unless: "client, clientId, secret, code, token",
      without: ["invalid_client", "invalid_token", "unauthorized_client"],
    },
  ),
  says("user/credentials-wrong", 0.6, "credentials > invalid|mismatch", {
    unless: "client, clientId, secret, code, token, clientAuth, assertion, valid",
    without: ["invalid_client", "invalid_token", "unauthorized_client", "invalid_request"],
  }),
  says("user/credentials-wrong", 0.6, "unknown, credentials + invalid|failed", {
    of: ["password"],
    unless: "client, scope, secret",
  }),
  says(
    "user/account-not-ready",
    0.86,
    "user > disabled|notReady|inactive|expired, disabled|notReady|inactive >> user, username + notReady, emailUnconfirmed, password > expired|notReady, notReady > password|username, missing > changed > password",
    {
      unless: "client, token, serviceAccount, session, consent, code",
      without: OF_CLIENT,
    },
  ),
];
