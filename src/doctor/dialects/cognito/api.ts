/** Amazon Cognito: the user pools API, tokens and API Gateway. */
import type { Signature } from "../define.ts";

const PAGE_0 = "https://github.com/aws/aws-sdk-net/issues/1936";
const PAGE_1 = "https://github.com/aws/aws-sdk-java-v2/issues/3418";
const PAGE_2 = "https://github.com/aws-amplify/amplify-js/issues/2205";
const PAGE_3 = "https://github.com/amazon-archives/amazon-cognito-identity-js/issues/91";

export const api: readonly Signature[] = [
  {
    id: "secret-hash",
    says: /unable to verify secret hash for client/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.85,
        fix: "SECRET_HASH is base64 of HMAC-SHA256(secret, username + client id); on refresh use the real username or sub, not an alias.",
      },
      { reason: "client-auth/secret-absent", weight: 0.2, fix: "Make an app client without a secret for browsers." },
    ],
    page: PAGE_0,
    example: { text: "NotAuthorizedException: Unable to verify secret hash for client abc123" },
  },
  {
    id: "secret-hash-absent",
    says: /is configured (?:with|for) (?:a )?secret but secret_?hash was not received/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-absent",
        weight: 0.97,
        fix: "Send SECRET_HASH, or use an app client without a secret (Amplify cannot use one).",
      },
    ],
    page: PAGE_0,
    example: {
      text: "NotAuthorizedException: Client abc123 is configured with secret but SECRET_HASH was not received",
    },
  },
  {
    id: "secret-hash-unexpected",
    says: /not configured (?:with|for) secret but secret(?: hash|_hash)? was received/i,
    distinctive: true,
    means: [{ reason: "client/type-mismatch", weight: 0.9, fix: "Send no SECRET_HASH for a client without a secret." }],
    page: PAGE_0,
    example: {
      text: "NotAuthorizedException: Client abc123 is not configured for secret but secret hash was received",
    },
  },
  {
    id: "refresh-revoked",
    says: /refresh token has been revoked/i,
    means: [
      {
        reason: "refresh-token/revoked",
        weight: 0.96,
        fix: "Sign in again: global sign-out, RevokeToken or a disabled user ended the token.",
      },
    ],
    page: PAGE_0,
    example: { body: '{"__type":"NotAuthorizedException","message":"Refresh Token has been revoked"}', status: 400 },
  },
  {
    id: "refresh-expired",
    says: /refresh token has expired/i,
    means: [
      {
        reason: "refresh-token/expired",
        weight: 0.97,
        fix: "Sign in again, or raise App client > Refresh token expiration.",
      },
    ],
    page: PAGE_0,
    example: { body: '{"__type":"NotAuthorizedException","message":"Refresh Token has expired"}', status: 400 },
  },
  {
    id: "refresh-invalid",
    says: /invalid refresh token/i,
    means: [
      {
        reason: "refresh-token/unknown",
        weight: 0.5,
        fix: "Send the token to the pool, region and client that gave it.",
      },
      { reason: "refresh-token/of-other-client", weight: 0.35, fix: "Use the client id that got the token." },
      {
        reason: "refresh-token/revoked",
        weight: 0.25,
        fix: "With device tracking send DEVICE_KEY, else the token counts as invalid.",
        tell: "Remember devices is on.",
      },
    ],
    page: PAGE_1,
    example: { body: '{"__type":"NotAuthorizedException","message":"Invalid Refresh Token"}', status: 400 },
  },
  {
    id: "access-revoked",
    says: /access token has been revoked/i,
    means: [{ reason: "token/revoked", weight: 0.95, fix: "The user signed out everywhere: sign in again." }],
    page: PAGE_2,
    example: { body: '{"__type":"NotAuthorizedException","message":"Access Token has been revoked"}' },
  },
  {
    id: "access-expired",
    says: /access token has expired|the incoming token has expired/i,
    means: [{ reason: "token/expired", weight: 0.97, fix: "Refresh the token and repeat the call." }],
    page: PAGE_0,
    example: { body: '{"message":"The incoming token has expired"}', status: 401 },
  },
  {
    id: "access-scopes",
    says: /access token does not (?:have|contain) (?:the )?(?:required|needed) scopes/i,
    distinctive: true,
    means: [
      {
        reason: "token/insufficient-scope",
        weight: 0.97,
        fix: "GetUser and the like want scope aws.cognito.signin.user.admin: tick it for the client and ask for it.",
      },
    ],
    page: PAGE_0,
    example: { body: '{"__type":"NotAuthorizedException","message":"Access Token does not have required scopes"}' },
  },
  {
    id: "flow-not-enabled",
    says: /(?:user_password_auth|user_srp_auth|auth|admin_\w+) flow not enabled for this client|initiate auth method not supported/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.93,
        fix: "App client > Authentication flows: tick the ALLOW_ flow that is used.",
      },
    ],
    page: PAGE_0,
    example: { text: "InvalidParameterException: USER_PASSWORD_AUTH flow not enabled for this client" },
  },
  {
    id: "credentials",
    says: /incorrect username or password|user does not exist\b/i,
    means: [{ reason: "user/credentials-wrong", weight: 0.92, fix: "Check user and password in this pool." }],
    page: PAGE_0,
    example: { text: "NotAuthorizedException: Incorrect username or password." },
  },
  {
    id: "not-ready",
    says: /user is not confirmed|user is disabled|password reset required|temporary password has expired|UserNotConfirmed|PasswordResetRequired/i,
    means: [
      {
        reason: "user/account-not-ready",
        weight: 0.95,
        fix: "Confirm or enable the user, or let the password be set again.",
      },
    ],
    page: PAGE_0,
    example: { text: "UserNotConfirmedException: User is not confirmed." },
  },
  {
    id: "kid",
    says: /couldn'?t verify signed token|invalid signature.{0,40}cognito/i,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.75,
        fix: "Give the identity pool the ID token of the pool and client that it is set to.",
      },
    ],
    page: PAGE_3,
    example: { text: "NotAuthorizedException: Invalid login token. Couldn't verify signed token." },
  },
  {
    id: "rate",
    says: /too ?many ?requests ?exception|rate exceeded/i,
    means: [{ reason: "server/rate-limited", weight: 0.95, fix: "Back off; see Service Quotas for the category." }],
    page: PAGE_0,
    example: { body: '{"__type":"TooManyRequestsException","message":"Rate exceeded"}', status: 400 },
  },
];
