/** Wordings about redirect URIs, scopes, and the registration of clients. */
import { says, type Wording } from "./wording.ts";

const GRANT_REFUSED = ["invalid_grant"];

const ofRedirects: readonly Wording[] = [
  says("redirect-uri/unregistered", 0.84, "redirect + mismatch|denied|unknown|disabled|unsupported, appDomain", {
    unless: "code, earlier, authorizationRequest, cookie, postLogout",
    without: GRANT_REFUSED,
  }),
  says("redirect-uri/unregistered", 0.84, "redirect + notRegistered", {
    unless: "earlier, cookie, postLogout",
    without: GRANT_REFUSED,
  }),
  says("redirect-uri/unregistered", 0.6, "redirect + invalid|failed", {
    without: GRANT_REFUSED,
    unless: "invalid >> code, malformed, absolute, loopback",
    tell: "Compare redirect_uri with the registered ones, letter by letter.",
  }),
  says("redirect-uri/unregistered", 0.84, "redirect > mismatch > registered, redirect > registered > mismatch", {
    with: GRANT_REFUSED,
    unless: "earlier, authorizationRequest",
  }),
  says("redirect-uri/unregistered", 0.4, "redirect + mismatch|notRegistered|denied", { with: GRANT_REFUSED }),
  says("redirect-uri/post-logout-unregistered", 0.86, "postLogout + mismatch|notRegistered|denied|unknown|invalid"),
  says("redirect-uri/malformed", 0.78, "redirect + malformed|absolute", { unless: "notRegistered, allowed" }),
  says("redirect-uri/not-allowed", 0.74, "redirect + loopback|insecure, oob + denied|disabled|deprecated|unsupported", {
    unless: "mismatch",
  }),
];

const ofScopes: readonly Wording[] = [
  says(
    "scope/unknown",
    0.74,
    "scope|permission > unknown, unknown|invalid|unsupported >> scope, scope > invalid|unsupported, unknown > scope, invalid > scope",
    {
      unless:
        "multiple > resource, token, missing, denied, exceeds, malformed, user, permission, delimiter, insufficient, denied|invalid > client",
    },
  ),
  says(
    "scope/not-allowed-for-client",
    0.8,
    "scope|permission > denied|disabled|notRegistered, denied|notRegistered > scope, client > denied|notRegistered > scope|permission, allowed >> scope, scope > unknown|unsupported|invalid > client, mismatch > scope > registered > scope",
    { unless: "token, exceeds, user, refresh, admin, insufficient, malformed, consent" },
  ),
  says("scope/unknown", 0.7, "permission|scope + invalid|unknown", {
    with: ["invalid_scope"],
    unless: "client, denied, missing, delimiter",
  }),
  says("scope/not-allowed-for-client", 0.4, "invalid > scope, scope > invalid", {
    with: ["invalid_scope"],
    unless: "token, missing, malformed",
  }),
  says("scope/missing", 0.8, "scope + missing, none > scope", {
    unless: "token, insufficient, admin, delimiter, permission, user, header, authHeader",
    without: ["invalid_token", "insufficient_scope"],
  }),
  says("scope/malformed", 0.74, "scope|permission + malformed", { unless: "delimiter, unknown" }),
  says("scope/wrong-delimiter", 0.86, "scope|permission + delimiter"),
  says("scope/wrong-case", 0.8, "scope + letterCase"),
  says("scope/exceeds-grant", 0.85, "scope|permission + exceeds, refresh > scope > not|denied", {
    unless: "quota, length, perRequest",
  }),
  says(
    "scope/needs-admin-consent",
    0.88,
    "admin + consent|missing|allowed|permission, missing > admin, consent > admin",
    {
      unless: "disabled, policy, user > denied",
    },
  ),
  says("scope/deprecated", 0.86, "scope|permission + deprecated", { unless: "token, user, redirect" }),
  says("scope/mixes-resources", 0.84, "multiple > resource|audience|api, scope > multiple > resource", {
    unless: "token > audience",
  }),
];

const ofRegistration: readonly Wording[] = [
  says("registration/not-allowed", 0.94, "unsupported > registration", {
    unless: "clientMetadata, authMethod, methodName",
  }),
  says(
    "registration/not-allowed",
    0.86,
    "registration + denied|disabled|missing|policy, registration > unsupported, registration >> token",
    {
      unless: "clientMetadata, authMethod, methodName",
    },
  ),
  says("registration/metadata-invalid", 0.84, "clientMetadata + invalid|failed|unsupported|missing|denied|malformed"),
];

export const wordsOfAsked: readonly Wording[] = [...ofRedirects, ...ofScopes, ...ofRegistration];
