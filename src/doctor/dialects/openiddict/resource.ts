/** OpenIddict: what is said of access tokens, and the rest. */
import type { Signature } from "../define.ts";

const PAGE =
  "https://github.com/openiddict/openiddict-core/blob/dev/src/OpenIddict.Abstractions/OpenIddictResources.resx";

export const resource: readonly Signature[] = [
  {
    id: "ID2019",
    says: /specified token is no longer valid/i,
    distinctive: true,
    means: [{ reason: "token/expired", weight: 0.9, fix: "Refresh the access token." }],
    page: PAGE,
    example: {
      error: "invalid_token",
      description: "The specified token is no longer valid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2019",
    },
  },
  {
    id: "ID2090",
    says: /signing key associated to the specified token was not found/i,
    distinctive: true,
    means: [
      {
        reason: "token/signature-invalid",
        weight: 0.9,
        fix: "Let the API read the issuer's keys (SetIssuer, UseSystemNetHttp), from the server that issued the token.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_token",
      description: "The signing key associated to the specified token was not found.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2090",
    },
  },
  {
    id: "ID2091",
    says: /signature associated to the specified token is not valid/i,
    distinctive: true,
    means: [
      { reason: "token/signature-invalid", weight: 0.97, fix: "Take the keys of the server that issued the token." },
    ],
    page: PAGE,
    example: {
      error: "invalid_token",
      description: "The signature associated to the specified token is not valid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2091",
    },
  },
  {
    id: "ID2088",
    says: /issuer associated to the specified token is not valid/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-issuer",
        weight: 0.98,
        fix: "Set SetIssuer of the validation to the iss of the token, final slash included.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_token",
      description: "The issuer associated to the specified token is not valid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2088",
    },
  },
  {
    id: "ID2094",
    says: /specified token (?:cannot be used with this resource server|doesn't contain any audience)/i,
    distinctive: true,
    means: [
      {
        reason: "token/wrong-audience",
        weight: 0.97,
        fix: "Add the API's name as a resource (SetResources) when the token is issued, as AddAudiences names it.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_token",
      description: "The specified token cannot be used with this resource server.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2094",
    },
  },
  {
    id: "ID2089",
    says: /specified token is not (?:of the expected type|an access token)/i,
    distinctive: true,
    means: [{ reason: "token/malformed", weight: 0.85, fix: "Send the access token, not the ID or refresh token." }],
    page: PAGE,
    example: {
      error: "invalid_token",
      description: "The specified token is not of the expected type.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2089",
    },
  },
  {
    id: "ID2004",
    says: /specified token is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "token/malformed",
        weight: 0.6,
        fix: "Share the encryption key with the API (AddEncryptionKey), or DisableAccessTokenEncryption: the token is a JWE.",
        tell: "The token has five parts.",
      },
      { reason: "token/signature-invalid", weight: 0.4, fix: "Take the keys of the server that issued the token." },
    ],
    page: PAGE,
    example: {
      error: "invalid_token",
      description: "The specified token is invalid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2004",
    },
  },
  {
    id: "ID2000",
    says: /security token is missing/i,
    distinctive: true,
    means: [{ reason: "token/absent", weight: 0.97, fix: "Send Authorization: Bearer." }],
    page: PAGE,
    example: {
      error: "missing_token",
      description: "The security token is missing.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2000",
    },
  },
  {
    id: "ID2095",
    says: /user represented by the token is not allowed to perform/i,
    distinctive: true,
    means: [
      { reason: "token/insufficient-scope", weight: 0.7, fix: "Ask for the scope or role that the policy demands." },
    ],
    page: PAGE,
    example: {
      error: "insufficient_access",
      description: "The user represented by the token is not allowed to perform the requested action.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2095",
    },
  },
  {
    id: "ID2170",
    says: /(?:remote authorization server|resource server) is currently unavailable/i,
    distinctive: true,
    means: [
      {
        reason: "server/fault",
        weight: 0.7,
        fix: "Check that the issuer's discovery document can be reached from this host.",
      },
    ],
    page: PAGE,
    example: {
      error: "server_error",
      description: "The remote authorization server is currently unavailable or returned an invalid configuration.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2170",
    },
  },
];
