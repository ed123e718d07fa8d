/** LinkedIn: OAuth at www.linkedin.com and the REST API: api. */
import type { Signature } from "../define.ts";

const FLOW =
  "https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow?context=linkedin/context";
const ERRORS = "https://mccrackenwitich.blogspot.com/2022/03/linkedin-login-error-error-occurred.html";

export const api: readonly Signature[] = [
  {
    id: "65602",
    says: /EXPIRED_ACCESS_TOKEN|token used in the request has expired|\b65602\b/i,
    means: [
      {
        reason: "token/expired",
        weight: 0.96,
        fix: "Send the member through authorization again (or refresh): tokens live 60 days.",
      },
    ],
    page: ERRORS,
    example: {
      body: '{"serviceErrorCode":65602,"code":"EXPIRED_ACCESS_TOKEN","message":"The token used in the request has expired","status":401}',
      status: 401,
    },
  },
  {
    id: "65601",
    says: /REVOKED_ACCESS_TOKEN|token used in the request has been revoked|\b65601\b/i,
    means: [
      { reason: "grant/revoked-by-user", weight: 0.85, fix: "Send the member through authorization again." },
      {
        reason: "token/revoked",
        weight: 0.4,
        fix: "A new authorization with other scopes ends the older tokens: store the latest.",
      },
    ],
    page: ERRORS,
    example: {
      body: '{"serviceErrorCode":65601,"code":"REVOKED_ACCESS_TOKEN","message":"The token used in the request has been revoked by the user","status":401}',
      status: 401,
    },
  },
  {
    id: "65600",
    says: /INVALID_ACCESS_TOKEN|Invalid access token|Unable to verify access token|\b65600\b/i,
    means: [
      {
        reason: "token/malformed",
        weight: 0.6,
        fix: "Send Authorization: Bearer <access_token>, whole: they are some 300 to 1000 characters long.",
      },
      { reason: "token/revoked", weight: 0.35, fix: "Send the member through authorization again." },
    ],
    page: ERRORS,
    example: { body: '{"serviceErrorCode":65600,"message":"Invalid access token","status":401}', status: 401 },
  },
  {
    id: "empty",
    says: /Empty oauth2_access_token|Unknown authentication scheme?a?/i,
    distinctive: true,
    means: [{ reason: "token/absent", weight: 0.93, fix: "Send Authorization: Bearer <access_token>." }],
    page: ERRORS,
    example: { body: '{"message":"Empty oauth2_access_token","serviceErrorCode":401,"status":401}', status: 401 },
  },
  {
    id: "permissions",
    says: /Not enough permissions to access|not have permission to (access|use)|Unpermitted fields/i,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.8,
        fix: "Ask for the scope that the endpoint names; for /v2/userinfo that is openid profile.",
      },
      {
        reason: "request/wrong-endpoint",
        weight: 0.45,
        fix: "With openid profile email call /v2/userinfo, not /v2/me.",
        tell: "The call went to /me or /emailAddress.",
      },
      { reason: "scope/not-allowed-for-client", weight: 0.3, fix: "Add the product that carries the endpoint." },
    ],
    page: ERRORS,
    example: {
      body: '{"serviceErrorCode":100,"message":"Not enough permissions to access: GET /me","status":403}',
      status: 403,
    },
  },
  {
    id: "throttle",
    says: /throttle limit|Resource level throttle|Too many requests/i,
    means: [
      { reason: "server/rate-limited", weight: 0.95, fix: "Wait until midnight UTC, or ask for a higher limit." },
    ],
    page: ERRORS,
    example: {
      body: '{"serviceErrorCode":101,"message":"Resource level throttle APPLICATION DAY limit for calls to this resource is reached.","status":429}',
      status: 429,
    },
  },
  {
    id: "csrf",
    says: /CSRF check failed/i,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.6,
        fix: "Compare state with the one stored before the redirect; keep the session cookie.",
      },
    ],
    page: FLOW,
    example: { text: "CSRF check failed." },
  },
];
