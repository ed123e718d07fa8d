/** League OAuth2 Server (Laravel Passport): what is said of clients and their authentication. */
import type { Signature } from "../define.ts";

const ERRORS = "https://github.com/thephpleague/oauth2-server/blob/master/src/Exception/OAuthServerException.php";

export const client: readonly Signature[] = [
  {
    id: "grant-type",
    error: "unsupported_grant_type",
    says: /Check that all required parameters have been provided|authorization grant type is not supported/i,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.6,
        fix: "Check the spelling of grant_type and enable the grant (in Passport 12 and later: Passport::enablePasswordGrant for password).",
      },
      {
        reason: "request/parameter-absent",
        weight: 0.45,
        fix: "Send grant_type in the form body; no body at all gives this response too.",
        tell: "The request's grant_type is empty or sits in JSON or the query.",
      },
    ],
    page: ERRORS,
    example: {
      error: "unsupported_grant_type",
      description: "The authorization grant type is not supported by the authorization server.",
    },
  },
  {
    id: "grant-type-hint",
    says: /Check that all required parameters have been provided/i,
    distinctive: true,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.6,
        fix: "Check the spelling of grant_type and enable the grant.",
      },
      { reason: "request/parameter-absent", weight: 0.45, fix: "Send grant_type in the form body." },
    ],
    page: ERRORS,
    example: { text: '"hint":"Check that all required parameters have been provided"' },
  },
  {
    id: "parameter-secret",
    says: /Check the `client_secret` parameter/i,
    distinctive: true,
    means: [
      { reason: "client-auth/secret-absent", weight: 0.95, fix: "Send the client secret, or make the client public." },
    ],
    page: ERRORS,
    example: { body: '{"error":"invalid_request","hint":"Check the `client_secret` parameter"}', status: 400 },
  },
  {
    id: "parameter-absent",
    says: /Check the `\w+` parameter/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.85,
        fix: "Send the named parameter in the form body, once and as a string.",
      },
    ],
    page: ERRORS,
    example: {
      body: '{"error":"invalid_request","error_description":"The request is missing a required parameter, includes an invalid parameter value, includes a parameter more than once, or is otherwise malformed.","hint":"Check the `code` parameter"}',
      status: 400,
    },
  },
  {
    id: "client",
    error: "invalid_client",
    says: /^(?:invalid_client\W+)?Client authentication failed\.?$/i,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.5,
        fix: "Copy the secret again; Passport shows a hashed secret only once.",
        tell: "The client exists and is not revoked.",
      },
      { reason: "client/unknown", weight: 0.4, fix: "Check client_id against oauth_clients." },
      {
        reason: "redirect-uri/unregistered",
        weight: 0.35,
        fix: "At /oauth/authorize: register the exact redirect URI with the client.",
        tell: "It is the authorization endpoint that says so.",
      },
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.3,
        fix: "Use a client made for this grant (password, personal access).",
        tell: "The grant is password or personal_access.",
      },
    ],
    page: ERRORS,
    example: { error: "invalid_client", description: "Client authentication failed", status: 401 },
  },
];
