/** OpenIddict: what the authorization endpoint says. */
import type { Signature } from "../define.ts";

const PAGE =
  "https://github.com/openiddict/openiddict-core/blob/dev/src/OpenIddict.Abstractions/OpenIddictResources.resx";

export const authorization: readonly Signature[] = [
  {
    id: "ID2029-verifier",
    says: /mandatory 'code_verifier' parameter is missing|parameter 'code_verifier' required/i,
    distinctive: true,
    means: [{ reason: "pkce/verifier-missing", weight: 0.97, fix: "Send code_verifier in the token request." }],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The mandatory 'code_verifier' parameter is missing.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2029",
    },
  },
  {
    id: "ID2029-challenge",
    says: /mandatory 'code_challenge' parameter is missing|'code_challenge' parameter required for this client/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/required",
        weight: 0.97,
        fix: "Send code_challenge and code_challenge_method=S256; the application has the requirement ft:pkce, or the server RequireProofKeyForCodeExchange.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The mandatory 'code_challenge' parameter is missing.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2029",
    },
  },
  {
    id: "ID2029-nonce",
    says: /mandatory 'nonce' parameter is missing/i,
    distinctive: true,
    means: [{ reason: "request/nonce-missing", weight: 0.97, fix: "Send a nonce with the implicit and hybrid flow." }],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The mandatory 'nonce' parameter is missing.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2029",
    },
  },
  {
    id: "ID2054-secret",
    says: /'client_secret' (?:and\/or 'client_assertion' )?parameter (?:is )?required|'client_secret' parameter required for this client/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-absent",
        weight: 0.95,
        fix: "Send the client secret, or register the application as public.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_client",
      description: "The 'client_secret' parameter required for this client application is missing.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2054",
    },
  },
  {
    id: "ID2029",
    says: /The mandatory '[^']+' (?:parameter|and\/or '[^']+' parameters) (?:is|are) missing/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.95,
        fix: "Send the named parameter; at the token endpoint in a form body.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The mandatory 'redirect_uri' parameter is missing.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2029",
    },
  },
  {
    id: "ID2043-redirect",
    says: /specified 'redirect_uri' is not valid for this client/i,
    distinctive: true,
    means: [
      {
        reason: "redirect-uri/unregistered",
        weight: 0.93,
        fix: "Add the exact URI to the application's RedirectUris.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The specified 'redirect_uri' is not valid for this client application.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2043",
    },
  },
  {
    id: "ID2030-redirect",
    says: /'redirect_uri' parameter must (?:be a valid absolute|not include)/i,
    distinctive: true,
    means: [
      { reason: "redirect-uri/malformed", weight: 0.97, fix: "Send an absolute redirect_uri without a fragment." },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The 'redirect_uri' parameter must be a valid absolute URI.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2030",
    },
  },
  {
    id: "ID2052-client",
    says: /specified 'client_id' is invalid/i,
    distinctive: true,
    means: [
      { reason: "client/unknown", weight: 0.95, fix: "Create the application with that ClientId in this database." },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The specified 'client_id' is invalid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2052",
    },
  },
  {
    id: "ID2052-scope",
    says: /specified 'scope' is (?:invalid|not supported)/i,
    distinctive: true,
    means: [
      { reason: "scope/unknown", weight: 0.92, fix: "Register the scope by RegisterScopes or the scope manager." },
    ],
    page: PAGE,
    example: {
      error: "invalid_scope",
      description: "The specified 'scope' is invalid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2052",
    },
  },
  {
    id: "ID2034",
    says: /mandatory '\w+' scope is missing/i,
    distinctive: true,
    means: [{ reason: "scope/missing", weight: 0.95, fix: "Add the named scope to the request." }],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The mandatory 'openid' scope is missing.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2034",
    },
  },
  {
    id: "ID2035",
    says: /'offline_access' scope is not allowed|not allowed to use the 'offline_access' scope/i,
    distinctive: true,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.93,
        fix: "Give the application the refresh token permission (gt:refresh_token) and call AllowRefreshTokenFlow.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The 'offline_access' scope is not allowed.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2035",
    },
  },
  {
    id: "ID2051",
    says: /not allowed to use the (?:specified|'[^']+') scope/i,
    distinctive: true,
    means: [
      {
        reason: "scope/not-allowed-for-client",
        weight: 0.97,
        fix: "Add the permission scp:<scope> to the application.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "This client application is not allowed to use the specified scope.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2051",
    },
  },
  {
    id: "ID2047",
    says: /client application is not allowed to use the (?:authorization code|implicit|hybrid|device authorization) flow/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.95,
        fix: "Add the grant type permission (gt:authorization_code, ...) to the application.",
      },
    ],
    page: PAGE,
    example: {
      error: "unauthorized_client",
      description: "The client application is not allowed to use the authorization code flow.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2047",
    },
  },
  {
    id: "ID2043-response",
    says: /specified 'response_type' is not valid for this client|not allowed to use the specified response type/i,
    distinctive: true,
    means: [
      {
        reason: "client/response-type-not-allowed",
        weight: 0.95,
        fix: "Add the response type permission (rst:code) to the application.",
      },
    ],
    page: PAGE,
    example: {
      error: "unauthorized_client",
      description: "The specified 'response_type' is not valid for this client application.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2043",
    },
  },
  {
    id: "ID2046",
    says: /client application is not allowed to use the (?:authorization|token|introspection|revocation|device authorization|end session|logout) endpoint/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.75,
        fix: "Add the endpoint permission (ept:authorization, ept:token, ...) to the application.",
      },
    ],
    page: PAGE,
    example: {
      error: "unauthorized_client",
      description: "This client application is not allowed to use the authorization endpoint.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2046",
    },
  },
  {
    id: "ID2032-response",
    says: /specified 'response_type' is not supported/i,
    distinctive: true,
    means: [
      {
        reason: "request/response-type-unsupported",
        weight: 0.95,
        fix: "Enable the flow in the server options, or send response_type=code.",
      },
    ],
    page: PAGE,
    example: {
      error: "unsupported_response_type",
      description: "The specified 'response_type' is not supported.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2032",
    },
  },
  {
    id: "ID2032-pkce",
    says: /specified 'code_challenge_method' is not supported/i,
    distinctive: true,
    means: [{ reason: "pkce/method-unsupported", weight: 0.97, fix: "Send code_challenge_method=S256." }],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The specified 'code_challenge_method' is not supported.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2032",
    },
  },
  {
    id: "ID2032-mode",
    says: /specified 'response_mode' is not supported|'response_type'\/'response_mode' combination/i,
    distinctive: true,
    means: [
      {
        reason: "request/response-mode-unsupported",
        weight: 0.95,
        fix: "Leave response_mode out or send one that fits the response type.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The specified 'response_mode' is not supported.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2032",
    },
  },
];
