/** LinkedIn: OAuth at www.linkedin.com and the REST API. */
import type { Dialect } from "./define.ts";

const FLOW =
  "https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow?context=linkedin/context";
const ERRORS = "https://mccrackenwitich.blogspot.com/2022/03/linkedin-login-error-error-occurred.html";
const SCOPE = "https://newbedev.com/unauthorized-scope-error-in-linkedin-oauth2-authentication";
const MISMATCH = "https://taourl.com/read-2675429.html";

export const linkedin: Dialect = {
  provider: "linkedin",
  name: "LinkedIn",
  hosts: ["www.linkedin.com", "linkedin.com", "api.linkedin.com"],
  marks: [/serviceErrorCode/, /\/oauth\/v2\/accessToken/],
  signatures: [
    {
      id: "unauthorized_scope_error",
      error: "unauthorized_scope_error",
      distinctive: true,
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.7,
          fix: "Request the product that carries the scope under Products of the app in the Developer Portal; Auth > OAuth 2.0 scopes lists what it has.",
        },
        {
          reason: "scope/deprecated",
          weight: 0.45,
          fix: "r_liteprofile and r_emailaddress gave way to openid profile email (Sign In with LinkedIn using OpenID Connect).",
          tell: "The scope is r_liteprofile, r_emailaddress or r_basicprofile.",
        },
      ],
      page: SCOPE,
      example: {
        error: "unauthorized_scope_error",
        description: 'Scope "r_liteprofile" is not authorized for your application',
      },
    },
    {
      id: "scope-words",
      says: /Scope \S+ is not authorized for your application/i,
      distinctive: true,
      means: [
        {
          reason: "scope/not-allowed-for-client",
          weight: 0.7,
          fix: "Request the product that carries the scope under Products of the app; Auth > OAuth 2.0 scopes lists what it has.",
        },
        {
          reason: "scope/deprecated",
          weight: 0.45,
          fix: "Use openid profile email.",
          tell: "The scope is r_liteprofile, r_emailaddress or r_basicprofile.",
        },
      ],
      page: SCOPE,
      example: { text: "Scope &quot;r_emailaddress&quot; is not authorized for your application" },
    },
    {
      id: "redirect-page",
      says: /redirect_uri does not match the registered value/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Add the URL letter for letter under Auth > Authorized redirect URLs for your app.",
        },
      ],
      page: FLOW,
      example: { text: "Bummer, something went wrong. The redirect_uri does not match the registered value" },
    },
    {
      id: "code-mismatch",
      says: /Unable to retrieve access token|appid\/redirect[ _]uri\/code verifier does not match/i,
      distinctive: true,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.5,
          fix: "Send to /accessToken the very redirect_uri of /authorization.",
        },
        {
          reason: "code/already-used",
          weight: 0.45,
          fix: "Exchange each code once.",
          tell: "An earlier exchange succeeded.",
        },
        { reason: "code/expired", weight: 0.4, fix: "Exchange the code within 30 minutes (at once is better)." },
        { reason: "code/of-other-client", weight: 0.3, fix: "Use one client_id in both requests." },
        {
          reason: "pkce/verifier-mismatch",
          weight: 0.2,
          fix: "Send the code_verifier that belongs to the challenge, to the native PKCE endpoint.",
          tell: "The request has code_verifier.",
        },
      ],
      page: MISMATCH,
      example: {
        error: "invalid_request",
        description:
          "Unable to retrieve access token: appid/redirect uri/code verifier does not match authorization code. Or authorization code expired. Or external member binding exists",
        status: 400,
      },
    },
    {
      id: "client-id",
      says: /passed in client_id is invalid|client_id is invalid|pass the .{0,8}client_id/i,
      means: [{ reason: "client/unknown", weight: 0.9, fix: "Copy the Client ID of the app's Auth tab." }],
      page: FLOW,
      example: { text: 'The passed in client_id is invalid "77example"' },
    },
    {
      id: "cancelled-login",
      error: "user_cancelled_login",
      distinctive: true,
      means: [{ reason: "user/denied", weight: 0.95, fix: "The user did not sign in: offer to begin again." }],
      page: FLOW,
      example: { error: "user_cancelled_login", description: "The user cancelled LinkedIn login" },
    },
    {
      id: "cancelled-authorize",
      error: "user_cancelled_authorize",
      distinctive: true,
      means: [{ reason: "user/denied", weight: 0.96, fix: "The user refused the permissions: offer to begin again." }],
      page: FLOW,
      example: { error: "user_cancelled_authorize", description: "The user cancelled the authorization" },
    },
    {
      id: "invalid_client",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.7,
          fix: "Copy the Primary Client Secret of the Auth tab; encode = and + in the form.",
        },
        { reason: "client-auth/secret-absent", weight: 0.3, fix: "Send client_id and client_secret in the form body." },
        {
          reason: "client-auth/secret-encoding",
          weight: 0.3,
          fix: "Percent-encode the secret in the form.",
          tell: "The secret ends in == or holds a plus.",
        },
      ],
      page: FLOW,
      example: { error: "invalid_client", description: "Client authentication failed", status: 401 },
    },
    {
      id: "no-app-tokens",
      says: /not allowed to create application tokens/i,
      distinctive: true,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.95,
          fix: "Use the authorization code flow; client_credentials is given to approved apps only.",
        },
      ],
      page: FLOW,
      example: { error: "access_denied", description: "This application is not allowed to create application tokens" },
    },
    {
      id: "required",
      says: /A required parameter .{0,40} is missing/i,
      means: [
        { reason: "request/parameter-absent", weight: 0.7, fix: "Send the named parameter in the form body." },
        {
          reason: "request/wrong-content-type",
          weight: 0.5,
          fix: "POST application/x-www-form-urlencoded: JSON is not read.",
        },
      ],
      page: FLOW,
      example: { error: "invalid_request", description: 'A required parameter "client_id" is missing' },
    },
    {
      id: "refresh",
      says: /authorization grant or refresh token is invalid, expired or revoked|refresh token .{0,30}(expired|revoked|invalid)/i,
      means: [
        {
          reason: "refresh-token/expired",
          weight: 0.5,
          fix: "Send the member through authorization again: a refresh token ends 365 days after the first consent, however often it is used.",
        },
        { reason: "refresh-token/revoked", weight: 0.5, fix: "Send the member through authorization again." },
      ],
      page: FLOW,
      example: {
        error: "invalid_request",
        description: "The provided authorization grant or refresh token is invalid, expired or revoked.",
      },
    },
    {
      id: "programmatic-refresh",
      says: /not (allowed|authorized|enabled).{0,40}refresh tokens?/i,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.85,
          fix: "Programmatic refresh tokens are for approved partners: send the member through authorization again.",
        },
      ],
      page: FLOW,
      example: { text: "Application is not authorized to use refresh tokens" },
    },
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
      says: /CSRF check failed|state.{0,30}does not match/i,
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
  ],
  departures: [
    { says: "A code that is refused is invalid_request, not invalid_grant.", page: MISMATCH },
    { says: "Granted scopes are joined by commas in the answer.", page: FLOW },
  ],
};
