/** OpenIddict: what is said of requests. */
import type { Signature } from "../define.ts";

const PAGE =
  "https://github.com/openiddict/openiddict-core/blob/dev/src/OpenIddict.Abstractions/OpenIddictResources.resx";

export const request: readonly Signature[] = [
  {
    id: "ID2055",
    says: /specified client credentials are invalid/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.95,
        fix: "Set the application's ClientSecret again by the application manager (it is stored as a hash).",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_client",
      description: "The specified client credentials are invalid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2055",
    },
  },
  {
    id: "ID2053",
    says: /'client_(?:secret|assertion)' parameter is not valid for this client/i,
    distinctive: true,
    means: [
      {
        reason: "client/type-mismatch",
        weight: 0.9,
        fix: "Leave the secret out (the application is public), or register it as confidential.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_client",
      description: "The 'client_secret' parameter is not valid for this client application.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2053",
    },
  },
  {
    id: "ID2087",
    says: /Multiple client credentials cannot be specified/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/repeated",
        weight: 0.98,
        fix: "Send the secret in the header or in the body, not in both.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "Multiple client credentials cannot be specified.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2087",
    },
  },
  {
    id: "ID2064",
    says: /client application is not allowed to use the specified grant type/i,
    distinctive: true,
    means: [
      {
        reason: "client/grant-type-not-allowed",
        weight: 0.98,
        fix: "Add the permission gt:<grant> to the application.",
      },
    ],
    page: PAGE,
    example: {
      error: "unauthorized_client",
      description: "This client application is not allowed to use the specified grant type.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2064",
    },
  },
  {
    id: "ID2032-grant",
    says: /specified '?grant_type'? (?:parameter )?is not (?:supported|allowed)/i,
    distinctive: true,
    means: [
      {
        reason: "request/grant-type-unsupported",
        weight: 0.95,
        fix: "Enable the flow (AllowAuthorizationCodeFlow, AllowClientCredentialsFlow, ...).",
      },
    ],
    page: PAGE,
    example: {
      error: "unsupported_grant_type",
      description: "The specified 'grant_type' is not supported.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2032",
    },
  },
  {
    id: "ID2174",
    says: /client authentication method is not supported/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/method-mismatch",
        weight: 0.95,
        fix: "Use a client authentication method that the server enables.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_client",
      description: "The 'client_secret_post' client authentication method is not supported.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2174",
    },
  },
  {
    id: "ID2082",
    says: /specified '(?:Content-Type)' header is invalid|mandatory 'Content-Type' header is missing/i,
    distinctive: true,
    means: [{ reason: "request/wrong-content-type", weight: 0.97, fix: "Send application/x-www-form-urlencoded." }],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The specified 'Content-Type' header is invalid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2082",
    },
  },
  {
    id: "ID2082-authorization",
    says: /specified 'Authorization' header is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-encoding",
        weight: 0.6,
        fix: "Write the Basic header as base64 of form-encoded id:secret.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The specified 'Authorization' header is invalid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2082",
    },
  },
  {
    id: "ID2083",
    says: /This server only accepts HTTPS requests/i,
    distinctive: true,
    means: [
      {
        reason: "transport/insecure",
        weight: 0.97,
        fix: "Use https; behind a proxy forward the scheme (UseForwardedHeaders); DisableTransportSecurityRequirement for local work only.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "This server only accepts HTTPS requests.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2083",
    },
  },
  {
    id: "ID2084",
    says: /specified HTTP method is not valid/i,
    distinctive: true,
    means: [{ reason: "request/wrong-method", weight: 0.97, fix: "POST to the token endpoint." }],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The specified HTTP method is not valid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2084",
    },
  },
  {
    id: "ID2028",
    says: /The '[^']+' parameter is not supported/i,
    distinctive: true,
    means: [{ reason: "request/parameter-rejected", weight: 0.9, fix: "Leave the named parameter out." }],
    page: PAGE,
    example: {
      error: "request_not_supported",
      description: "The 'request' parameter is not supported.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2028",
    },
  },
  {
    id: "ID2033",
    says: /'[^']+'\/'[^']+' combination is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.85,
        fix: "Send the two named parameters in a combination that the specification allows.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description: "The specified 'prompt'/'response_mode' combination is invalid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2033",
    },
  },
  {
    id: "ID2015",
    says: /authorization was denied by the end user|authentication demand was denied by the user/i,
    distinctive: true,
    means: [{ reason: "user/denied", weight: 0.95, fix: "Offer the sign-in again." }],
    page: PAGE,
    example: {
      error: "access_denied",
      description: "The authorization was denied by the end user.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2015",
    },
  },
];
