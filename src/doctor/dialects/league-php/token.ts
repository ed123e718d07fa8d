/** League OAuth2 Server (Laravel Passport): what the token endpoint says. */
import type { Signature } from "../define.ts";

const CODE = "https://github.com/thephpleague/oauth2-server/blob/master/src/Grant/AuthCodeGrant.php";
const REFRESH = "https://github.com/thephpleague/oauth2-server/blob/master/src/Grant/RefreshTokenGrant.php";

export const token: readonly Signature[] = [
  {
    id: "code-revoked",
    says: /Authorization code has been revoked/i,
    distinctive: true,
    means: [{ reason: "code/already-used", weight: 0.95, fix: "Redeem each code once; the first use revokes it." }],
    page: CODE,
    example: {
      body: '{"error":"invalid_grant","error_description":"The provided authorization grant is invalid.","hint":"Authorization code has been revoked"}',
      status: 400,
    },
  },
  {
    id: "code-expired",
    says: /Authorization code has expired/i,
    means: [
      { reason: "code/expired", weight: 0.97, fix: "Redeem the code sooner; AuthCodeGrant is built with its life." },
    ],
    page: CODE,
    example: { body: '{"error":"invalid_grant","hint":"Authorization code has expired"}', status: 400 },
  },
  {
    id: "code-decrypt",
    says: /(?:Cannot|Issue) decrypt(?:ing)? the authorization code|Authorization code malformed|Cannot validate the provided authorization code/i,
    distinctive: true,
    means: [
      {
        reason: "code/corrupted",
        weight: 0.65,
        fix: "Pass the code on unchanged, decoded once; it is long, so look for a column or a log that cuts it.",
      },
      {
        reason: "code/unknown",
        weight: 0.5,
        fix: "Use the server with the same encryption key (in Passport: APP_KEY).",
      },
    ],
    page: CODE,
    example: { body: '{"error":"invalid_request","hint":"Cannot decrypt the authorization code"}', status: 400 },
  },
  {
    id: "code-client",
    says: /Authorization code was not issued to this client/i,
    distinctive: true,
    means: [{ reason: "code/of-other-client", weight: 0.97, fix: "Redeem it with the client that asked for it." }],
    page: CODE,
    example: {
      body: '{"error":"invalid_request","hint":"Authorization code was not issued to this client"}',
      status: 400,
    },
  },
  {
    id: "code-redirect",
    says: /\bInvalid redirect URI\b/i,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.95,
        fix: "Send in the token request the redirect_uri of the authorization request.",
      },
    ],
    page: CODE,
    example: { body: '{"error":"invalid_request","hint":"Invalid redirect URI"}', status: 400 },
  },
  {
    id: "verifier-mismatch",
    says: /Failed to verify `?code_verifier/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.97,
        fix: "Send the verifier from which this flow's challenge was made.",
      },
    ],
    page: CODE,
    example: { body: '{"error":"invalid_grant","hint":"Failed to verify `code_verifier`."}', status: 400 },
  },
  {
    id: "verifier-form",
    says: /Code Verifier must follow the specifications of RFC-7636/i,
    distinctive: true,
    means: [
      { reason: "pkce/verifier-mismatch", weight: 0.75, fix: "Make the verifier of 43 to 128 unreserved characters." },
    ],
    page: CODE,
    example: {
      body: '{"error":"invalid_request","hint":"Code Verifier must follow the specifications of RFC-7636."}',
      status: 400,
    },
  },
  {
    id: "verifier-unexpected",
    says: /code_verifier received when no code_challenge is present/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.8,
        fix: "Send code_challenge in the authorization request too.",
      },
    ],
    page: CODE,
    example: {
      body: '{"error":"invalid_request","hint":"code_verifier received when no code_challenge is present"}',
      status: 400,
    },
  },
  {
    id: "verifier-missing",
    says: /Check the `code_verifier` parameter/i,
    distinctive: true,
    means: [{ reason: "pkce/verifier-missing", weight: 0.97, fix: "Send code_verifier in the token request." }],
    page: CODE,
    example: {
      body: '{"error":"invalid_request","error_description":"The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.","hint":"Check the `code_verifier` parameter"}',
      status: 400,
    },
  },
  {
    id: "refresh-expired",
    says: /refresh token is invalid[\s\S]*Token has expired/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/expired",
        weight: 0.97,
        fix: "Sign the user in again; in Passport refreshTokensExpireIn sets the life.",
      },
    ],
    page: REFRESH,
    example: {
      body: '{"error":"invalid_grant","error_description":"The refresh token is invalid.","hint":"Token has expired"}',
      status: 401,
    },
  },
  {
    id: "refresh-revoked",
    says: /refresh token is invalid[\s\S]*Token has been revoked/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.65,
        fix: "Store the new refresh token of each response: the old one is revoked by its use; refresh from one process.",
        tell: "Two refreshes within a short time.",
      },
      {
        reason: "refresh-token/revoked",
        weight: 0.5,
        fix: "Sign the user in again.",
        tell: "The tokens were revoked in the admin or by sign-out.",
      },
    ],
    page: REFRESH,
    example: {
      body: '{"error":"invalid_grant","error_description":"The refresh token is invalid.","hint":"Token has been revoked"}',
      status: 401,
    },
  },
  {
    id: "refresh-client",
    says: /Token is not linked to client/i,
    distinctive: true,
    means: [
      { reason: "refresh-token/of-other-client", weight: 0.97, fix: "Refresh with the client that got the token." },
    ],
    page: REFRESH,
    example: {
      body: '{"error":"invalid_grant","error_description":"The refresh token is invalid.","hint":"Token is not linked to client"}',
      status: 401,
    },
  },
  {
    id: "refresh-decrypt",
    says: /Cannot decrypt the refresh token/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/unknown",
        weight: 0.9,
        fix: "Send the refresh token, not the access token, whole; a new encryption key (APP_KEY) makes old ones unreadable.",
      },
    ],
    page: REFRESH,
    example: {
      body: '{"error":"invalid_grant","error_description":"The refresh token is invalid.","hint":"Cannot decrypt the refresh token"}',
      status: 401,
    },
  },
  {
    id: "refresh-invalid",
    says: /The refresh token is invalid\./i,
    means: [
      {
        reason: "refresh-token/unknown",
        weight: 0.55,
        fix: "Send the newest refresh token; read the member hint for why.",
      },
    ],
    page: REFRESH,
    example: { error: "invalid_grant", description: "The refresh token is invalid." },
  },
  {
    id: "password",
    says: /The user credentials were incorrect/i,
    distinctive: true,
    means: [
      {
        reason: "user/credentials-wrong",
        weight: 0.97,
        fix: "Check user name and password; in Passport findForPassport picks the user.",
      },
    ],
    page: CODE,
    example: { error: "invalid_grant", description: "The user credentials were incorrect." },
  },
];
