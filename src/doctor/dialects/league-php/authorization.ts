/** League OAuth2 Server (Laravel Passport): what the authorization endpoint says. */
import type { Signature } from "../define.ts";

const ERRORS = "https://github.com/thephpleague/oauth2-server/blob/master/src/Exception/OAuthServerException.php";
const CODE = "https://github.com/thephpleague/oauth2-server/blob/master/src/Grant/AuthCodeGrant.php";

export const authorization: readonly Signature[] = [
  {
    id: "pkce-required",
    says: /Code challenge must be provided for public clients/i,
    distinctive: true,
    means: [{ reason: "pkce/required", weight: 0.97, fix: "Send code_challenge and code_challenge_method=S256." }],
    page: CODE,
    example: {
      body: '{"error":"invalid_request","hint":"Code challenge must be provided for public clients"}',
      status: 400,
    },
  },
  {
    id: "pkce-method",
    says: /Code challenge method must be (?:one of|provided)|Unsupported code challenge method/i,
    distinctive: true,
    means: [{ reason: "pkce/method-unsupported", weight: 0.95, fix: "Send code_challenge_method=S256." }],
    page: CODE,
    example: {
      body: '{"error":"invalid_request","hint":"Code challenge method must be one of `S256`, `plain`"}',
      status: 400,
    },
  },
  {
    id: "pkce-challenge",
    says: /Code challenge must follow the specifications of RFC-7636/i,
    distinctive: true,
    means: [
      { reason: "pkce/challenge-malformed", weight: 0.97, fix: "Send base64url(SHA-256(verifier)) without padding." },
    ],
    page: CODE,
    example: {
      body: '{"error":"invalid_request","hint":"Code challenge must follow the specifications of RFC-7636."}',
      status: 400,
    },
  },
  {
    id: "denied",
    says: /The user denied the request/i,
    means: [{ reason: "user/denied", weight: 0.95, fix: "Offer the sign-in again." }],
    page: CODE,
    example: {
      error: "access_denied",
      description: "The resource owner or authorization server denied the request. The user denied the request",
    },
  },
  {
    id: "scope",
    says: /Check the `.*` scope/i,
    distinctive: true,
    means: [
      {
        reason: "scope/unknown",
        weight: 0.75,
        fix: "Define the scope (in Passport: Passport::tokensCan) or correct its name.",
      },
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.35,
        fix: "Let finalizeScopes or the client's scopes allow it.",
      },
    ],
    page: ERRORS,
    example: {
      body: '{"error":"invalid_scope","error_description":"The requested scope is invalid, unknown, or malformed","hint":"Check the `photos` scope"}',
      status: 400,
    },
  },
  {
    id: "scope-absent",
    says: /Specify a scope in the request or set a default scope/i,
    distinctive: true,
    means: [{ reason: "scope/missing", weight: 0.97, fix: "Send scope, or set a default scope on the server." }],
    page: ERRORS,
    example: {
      body: '{"error":"invalid_scope","hint":"Specify a scope in the request or set a default scope"}',
      status: 400,
    },
  },
];
