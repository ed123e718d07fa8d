/** Salesforce: grants and the REST API. */
import type { Signature } from "../define.ts";

const PAGE = "https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flow_errors.htm&language=en_US&type=5";

export const api: readonly Signature[] = [
  {
    id: "grant-unsupported",
    error: "unsupported_grant_type",
    says: /grant type not supported|unsupported_grant_type/i,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.65,
        fix: "Correct grant_type, or switch the flow on in the app and under OAuth and OpenID Connect Settings.",
      },
      {
        reason: "request/wrong-content-type",
        weight: 0.4,
        fix: "Send application/x-www-form-urlencoded; JSON is read as no grant_type.",
        tell: "The body is JSON.",
      },
    ],
    page: PAGE,
    example: { error: "unsupported_grant_type", description: "grant type not supported" },
  },
  {
    id: "invalid-session",
    says: /INVALID_SESSION_ID|session expired or invalid|INVALID_AUTH_HEADER/i,
    distinctive: true,
    means: [
      { reason: "token/expired", weight: 0.6, fix: "Refresh the access token (Session Settings > Timeout)." },
      {
        reason: "request/wrong-environment",
        weight: 0.25,
        fix: "Call the instance_url of the token response, not another org.",
      },
      { reason: "token/insufficient-scope", weight: 0.2, fix: "Ask scope api." },
    ],
    page: PAGE,
    example: { body: '[{"message":"Session expired or invalid","errorCode":"INVALID_SESSION_ID"}]', status: 401 },
  },
  {
    id: "bad-oauth-token",
    says: /bad_oauth_token|missing_oauth_token|wrong_org/i,
    means: [
      {
        reason: "token/malformed",
        weight: 0.5,
        fix: "Send Authorization: Bearer with the access token, to the instance_url.",
      },
      { reason: "request/wrong-environment", weight: 0.4, fix: "Use the identity URL of the same org." },
    ],
    page: PAGE,
    example: { body: "Bad_OAuth_Token", status: 403 },
  },
  {
    id: "api-disabled",
    says: /API_DISABLED_FOR_ORG|API is not enabled for this organization/i,
    distinctive: true,
    means: [{ reason: "user/policy-blocked", weight: 0.7, fix: "The edition or profile lacks API Enabled." }],
    page: PAGE,
    example: {
      body: '[{"message":"The REST API is not enabled for this Organization.","errorCode":"API_DISABLED_FOR_ORG"}]',
      status: 403,
    },
  },
  {
    id: "login-rate",
    error: "invalid_grant",
    says: /login rate exceeded|REQUEST_LIMIT_EXCEEDED/i,
    means: [{ reason: "server/rate-limited", weight: 0.95, fix: "Keep and reuse access tokens; wait." }],
    page: PAGE,
    example: { error: "invalid_grant", description: "login rate exceeded" },
  },
  {
    id: "unsupported-method",
    error: "invalid_request",
    says: /must use http post|invalid_request.{0,20}post/i,
    means: [{ reason: "request/wrong-method", weight: 0.93, fix: "POST to /services/oauth2/token." }],
    page: PAGE,
    example: { error: "invalid_request", description: "must use HTTP POST" },
  },
  {
    id: "missing-parameter",
    error: "invalid_request",
    says: /missing required parameter|parameter.{0,20}missing/i,
    means: [{ reason: "request/parameter-absent", weight: 0.93, fix: "Send the parameter that is named." }],
    page: PAGE,
    example: { error: "invalid_request", description: "missing required parameter: code" },
  },
];
