/** LinkedIn: OAuth at www.linkedin.com and the REST API: oauth. */
import type { Signature } from "../define.ts";

const FLOW =
  "https://learn.microsoft.com/en-us/linkedin/shared/authentication/authorization-code-flow?context=linkedin/context";
const SCOPE = "https://newbedev.com/unauthorized-scope-error-in-linkedin-oauth2-authentication";
const MISMATCH = "https://taourl.com/read-2675429.html";

export const oauth: readonly Signature[] = [
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
];
