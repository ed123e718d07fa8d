/** Amazon Cognito: the token endpoint. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html";
const PAGE_1 =
  "https://stackoverflow.com/questions/50264679/aws-cognito-unauthorized-client-error-when-hitting-oauth2-token";

export const token: readonly Signature[] = [
  {
    id: "invalid-client",
    error: "invalid_client",
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.5,
        fix: "Send client id and secret of this app client: Basic base64(id:secret), or in the body.",
        tell: "The client has a secret.",
      },
      {
        reason: "client-auth/secret-absent",
        weight: 0.4,
        fix: "A client with a secret must send it; make a public client without one for browsers and mobiles.",
        tell: "No secret was sent.",
      },
      { reason: "client/unknown", weight: 0.25, fix: "Use the domain of the pool that owns the client." },
      {
        reason: "client-auth/method-mismatch",
        weight: 0.15,
        fix: "A client without a secret must not send Authorization.",
      },
    ],
    page: PAGE_0,
    example: { error: "invalid_client", status: 400 },
  },
  {
    id: "unauthorized-client",
    error: "unauthorized_client",
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.5,
        fix: "User pool > App clients > (client) > Login pages > OAuth grant types: tick the grant that is used.",
        tell: "The hosted settings lack the grant.",
      },
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.45,
        fix: "Send the redirect_uri of the authorization request character for character, final slash and encoding too.",
        tell: "The grant is selected.",
      },
      {
        reason: "client-auth/method-mismatch",
        weight: 0.15,
        fix: "Send no secret for a client that has none, and the secret for one that has.",
      },
    ],
    page: PAGE_1,
    example: { error: "unauthorized_client", status: 400 },
  },
  {
    id: "invalid-grant-code",
    error: "invalid_grant",
    parameter: { name: "grant_type", like: /authorization_code/i },
    means: [
      {
        reason: "code/already-used",
        weight: 0.5,
        fix: "Redeem the code once; a failed attempt spends it as well.",
        tell: "It is a second request with the same code.",
      },
      { reason: "code/expired", weight: 0.35, fix: "Redeem the code within 5 minutes." },
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.3,
        fix: "Send the verifier as it is (not hashed); the challenge is base64url of its SHA-256.",
        tell: "The authorization request had a code_challenge.",
      },
      { reason: "code/redirect-uri-mismatch", weight: 0.25, fix: "Send the same redirect_uri." },
    ],
    page: PAGE_0,
    example: {
      error: "invalid_grant",
      request:
        "POST https://demo.auth.eu-west-1.amazoncognito.com/oauth2/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=authorization_code&code=abc",
    },
  },
  {
    id: "invalid-grant-refresh",
    error: "invalid_grant",
    parameter: { name: "grant_type", like: /refresh_token/i },
    means: [
      {
        reason: "refresh-token/expired",
        weight: 0.45,
        fix: "Sign in again, or raise App client > Refresh token expiration.",
      },
      {
        reason: "refresh-token/revoked",
        weight: 0.45,
        fix: "The token was revoked (sign-out, RevokeToken, user disabled): sign in again.",
      },
      { reason: "refresh-token/of-other-client", weight: 0.2, fix: "Refresh with the app client that got it." },
      { reason: "refresh-token/reused", weight: 0.15, fix: "With rotation use the newest token." },
    ],
    page: PAGE_0,
    example: {
      error: "invalid_grant",
      request:
        "POST https://demo.auth.eu-west-1.amazoncognito.com/oauth2/token HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\n\ngrant_type=refresh_token&refresh_token=abc",
    },
  },
  {
    id: "invalid-grant",
    error: "invalid_grant",
    means: [
      { reason: "code/already-used", weight: 0.45, fix: "Redeem each code once.", tell: "The request redeems a code." },
      { reason: "refresh-token/revoked", weight: 0.35, fix: "Sign in again.", tell: "The request is a refresh." },
      { reason: "refresh-token/expired", weight: 0.3, fix: "Sign in again, or raise the Refresh token expiration." },
      { reason: "code/expired", weight: 0.3, fix: "Redeem the code within 5 minutes." },
      { reason: "pkce/verifier-mismatch", weight: 0.25, fix: "Send the verifier that made the challenge." },
    ],
    page: PAGE_0,
    example: { error: "invalid_grant", status: 400 },
  },
  {
    id: "unsupported-grant",
    error: "unsupported_grant_type",
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.9,
        fix: "grant_type is authorization_code, refresh_token or client_credentials; nothing else.",
      },
    ],
    page: PAGE_0,
    example: { error: "unsupported_grant_type" },
  },
  {
    id: "invalid-request",
    error: "invalid_request",
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.45,
        fix: "Send grant_type, client_id, code and redirect_uri (or refresh_token) in the body.",
      },
      {
        reason: "request/wrong-content-type",
        weight: 0.4,
        fix: "Content-Type must be application/x-www-form-urlencoded.",
      },
      { reason: "pkce/verifier-missing", weight: 0.25, fix: "Send code_verifier if the flow began with a challenge." },
      { reason: "client-auth/repeated", weight: 0.15, fix: "Send the credentials in one way only." },
    ],
    page: PAGE_0,
    example: { error: "invalid_request", status: 400 },
  },
  {
    id: "method-405",
    says: /http method get is not supported|request method .?get.? (?:is )?not supported|method not allowed/i,
    means: [{ reason: "request/wrong-method", weight: 0.93, fix: "POST to /oauth2/token." }],
    page: PAGE_0,
    example: { text: "Request method 'GET' not supported", status: 405 },
  },
];
