/** What Google's APIs say to a token. */
import type { Signature } from "../define.ts";
import { BASICS, google, means } from "./codes.ts";

const ERRORS = "https://developers.google.com/drive/handle-errors";
const body = (code: number, message: string, status: string, reason = ""): { status: number; body: string } => ({
  status: code,
  body: JSON.stringify({ error: { code, message, status, ...(reason !== "" && { details: [{ reason }] }) } }),
});

export const api: readonly Signature[] = [
  google(
    "scope-insufficient",
    /ACCESS_TOKEN_SCOPE_INSUFFICIENT|Request had insufficient authentication scopes|insufficientPermissions\b|insufficient authentication scopes/i,
    body(
      403,
      "Request had insufficient authentication scopes.",
      "PERMISSION_DENIED",
      "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
    ),
    [
      means(
        "token/insufficient-scope",
        0.95,
        "Ask for the scope that the method's page names, let the user consent again (delete the stored token), and check that the box was selected on the consent page.",
      ),
    ],
    "https://developers.google.com/google-ads/api/docs/get-started/common-errors",
    { distinctive: true },
  ),
  google(
    "token-expired",
    /ACCESS_TOKEN_EXPIRED|Invalid Credentials.{0,40}expired|access token (?:has )?expired/i,
    body(401, "Request had invalid authentication credentials.", "UNAUTHENTICATED", "ACCESS_TOKEN_EXPIRED"),
    [means("token/expired", 0.95, "Refresh the access token: it lives an hour.")],
    BASICS,
  ),
  google(
    "token-type",
    /ACCESS_TOKEN_TYPE_UNSUPPORTED|JWT_TOKEN_INVALID/i,
    body(401, "Request had invalid authentication credentials.", "UNAUTHENTICATED", "ACCESS_TOKEN_TYPE_UNSUPPORTED"),
    [
      means("token/malformed", 0.8, "Send an access token (ya29...), not an ID token or a JWT of your own."),
      means("token/wrong-audience", 0.4, "Send a token for this API."),
    ],
    BASICS,
    { distinctive: true },
  ),
  google(
    "no-credentials",
    /Request is missing required authentication credential|CREDENTIALS_MISSING/i,
    body(
      401,
      "Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
      "UNAUTHENTICATED",
      "CREDENTIALS_MISSING",
    ),
    [
      means(
        "token/absent",
        0.95,
        "Send Authorization: Bearer <access token>; an API key is not enough for private data.",
      ),
    ],
    BASICS,
    { distinctive: true },
  ),
  google(
    "api-keys-unsupported",
    /API keys are not supported by this API/i,
    body(
      401,
      "API keys are not supported by this API. Expected OAuth2 access token or other authentication credentials that assert a principal.",
      "UNAUTHENTICATED",
    ),
    [means("token/absent", 0.93, "Send an OAuth access token in place of the API key.")],
    BASICS,
    { distinctive: true },
  ),
  google(
    "invalid-credentials",
    /Request had invalid authentication credentials|ACCESS_TOKEN_INVALID/i,
    body(
      401,
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
      "UNAUTHENTICATED",
    ),
    [
      means("token/expired", 0.65, "Refresh the access token: it lives an hour.", "The token is older than an hour."),
      means(
        "token/malformed",
        0.35,
        "Send the access token whole (ya29...), not an ID token or refresh token.",
        "It does not begin with ya29.",
      ),
      means("token/revoked", 0.3, "Let the user consent again."),
    ],
    BASICS,
    { distinctive: true },
  ),
  google(
    "invalid-credentials-short",
    /^Invalid Credentials$|authError/im,
    { status: 401, body: '{"error":{"code":401,"message":"Invalid Credentials","errors":[{"reason":"authError"}]}}' },
    [
      means("token/expired", 0.65, "Refresh the access token: it lives an hour."),
      means("token/malformed", 0.35, "Send the access token whole (ya29...), not an ID token or refresh token."),
    ],
    ERRORS,
  ),
  google(
    "login-required",
    /^Login Required\.?$/im,
    { status: 401, body: '{"error":{"code":401,"message":"Login Required","errors":[{"reason":"required"}]}}' },
    [means("token/absent", 0.93, "Send Authorization: Bearer <access token>.")],
    ERRORS,
  ),
  google(
    "insufficient-permission",
    /^Insufficient Permission/im,
    { status: 403, body: '{"error":{"code":403,"message":"Insufficient Permission","errors":[{"domain":"global"}]}}' },
    [
      means(
        "token/insufficient-scope",
        0.9,
        "Ask for the scope that the method's page names, and let the user consent again (delete the stored token).",
      ),
    ],
    ERRORS,
  ),
  google(
    "userinfo-invalid",
    /Invalid Value|invalid_token/i,
    { error: "invalid_token", description: "Invalid Value", status: 400 },
    [
      means("token/expired", 0.55, "Refresh the token."),
      means("token/malformed", 0.5, "Send the token whole, and an ID token only to id_token of tokeninfo."),
    ],
    BASICS,
    { error: "invalid_token" },
  ),
  google(
    "api-disabled",
    /accessNotConfigured|SERVICE_DISABLED|has not been used in project .{1,60} before or it is disabled/i,
    body(
      403,
      "Gmail API has not been used in project 123456 before or it is disabled.",
      "PERMISSION_DENIED",
      "SERVICE_DISABLED",
    ),
    [
      means(
        "scope/not-allowed-for-client",
        0.6,
        "Press Enable under APIs & Services > Library for this API, in the project of the client id; wait some minutes.",
      ),
      means("client/disabled", 0.3, "Press Enable under APIs & Services > Library for this API."),
    ],
    ERRORS,
    { distinctive: true },
  ),
  google(
    "domain-policy",
    /domainPolicy|The domain administrators have disabled/i,
    body(403, "The domain administrators have disabled Drive apps.", "PERMISSION_DENIED", "domainPolicy"),
    [means("user/policy-blocked", 0.95, "Let the Workspace administrator switch the service or API access on.")],
    ERRORS,
    { distinctive: true },
  ),
  google(
    "delegation-denied",
    /Delegation denied for/i,
    body(403, "Delegation denied for ada@example.com", "PERMISSION_DENIED"),
    [
      means(
        "assertion/subject-not-delegated",
        0.9,
        "Set the user as subject of the service account's credentials (domain-wide delegation), and use userId me.",
      ),
    ],
    ERRORS,
    { distinctive: true },
  ),
  google(
    "rate-limit-api",
    /(?:user)?RateLimitExceeded|RATE_LIMIT_EXCEEDED|RESOURCE_EXHAUSTED|Quota exceeded for quota|dailyLimitExceeded|Rate Limit Exceeded/i,
    body(429, "Quota exceeded for quota metric 'Queries'.", "RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED"),
    [
      means(
        "server/rate-limited",
        0.95,
        "Wait with a pause that grows, or ask for more under APIs & Services > Quotas.",
      ),
    ],
    ERRORS,
  ),
  google(
    "daily-unauthenticated",
    /Daily Limit for Unauthenticated Use Exceeded/i,
    body(403, "Daily Limit for Unauthenticated Use Exceeded. Continued use requires signup.", "PERMISSION_DENIED"),
    [means("token/absent", 0.93, "Send Authorization: Bearer <access token>.")],
    ERRORS,
    { distinctive: true },
  ),
  google(
    "precondition-mail",
    /failedPrecondition|Mail service not enabled|Precondition check failed/i,
    body(400, "Precondition check failed.", "FAILED_PRECONDITION"),
    [
      means(
        "assertion/subject-not-delegated",
        0.75,
        "A service account has no mailbox: act for a user (subject) by domain-wide delegation.",
        "The caller is a service account.",
      ),
      means("user/account-not-ready", 0.35, "Switch Gmail on for that account."),
    ],
    ERRORS,
  ),
  google(
    "id-token-audience",
    /Wrong recipient, payload audience != requiredAudience|Token has wrong audience|audience .{1,120} is not (?:in|equal)/i,
    { text: "Error: Wrong recipient, payload audience != requiredAudience" },
    [
      means(
        "token/wrong-audience",
        0.95,
        "Verify with the client id that the token was made for: on Android and iOS that of the Web client (serverClientId).",
      ),
    ],
    BASICS,
  ),
  google(
    "id-token-late",
    /Token used too (?:late|early)/i,
    {
      text: "google.auth.exceptions.InvalidValue: Token used too early, 1767348000 < 1767348001. Check that your computer's clock is set correctly.",
    },
    [
      means("time/clock-skew", 0.7, "Set the machine's clock, or give clock_skew_in_seconds."),
      means("token/expired", 0.55, "Get a new ID token.", "It says too late, by more than a few seconds."),
    ],
    BASICS,
  ),
  google(
    "no-refresh-token",
    /No refresh token is set|missing refresh_token|refresh token must be passed in or set as part of setAccessToken|credentials do not contain the necessary fields need to refresh/i,
    { text: "Error: No refresh token is set." },
    [
      means(
        "refresh-token/not-issued",
        0.95,
        "Send access_type=offline and prompt=consent; Google gives a refresh token at the first consent only. Store it.",
      ),
    ],
    BASICS,
    { distinctive: true },
  ),
  google(
    "default-credentials",
    /Could not (?:automatically determine|load the default) credentials/i,
    {
      text: "Could not load the default credentials. Browse to https://cloud.google.com/docs/authentication/getting-started for more information.",
    },
    [means("token/absent", 0.5, "Run gcloud auth application-default login, or set GOOGLE_APPLICATION_CREDENTIALS.")],
    BASICS,
    { distinctive: true },
  ),
];
