/** OpenIddict: codes, refresh tokens and their clients. */
import type { Signature } from "../define.ts";

const PAGE =
  "https://github.com/openiddict/openiddict-core/blob/dev/src/OpenIddict.Abstractions/OpenIddictResources.resx";

export const token: readonly Signature[] = [
  {
    id: "ID2010",
    says: /authorization code has already been redeemed/i,
    distinctive: true,
    means: [
      {
        reason: "code/already-used",
        weight: 0.98,
        fix: "Redeem each code once; the second use revokes the tokens of the first.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description: "The specified authorization code has already been redeemed.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2010",
    },
  },
  {
    id: "ID2012",
    says: /refresh token has already been redeemed/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/reused",
        weight: 0.97,
        fix: "Store the new refresh token of each response; SetRefreshTokenReuseLeeway sets the time of grace.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description: "The specified refresh token has already been redeemed.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2012",
    },
  },
  {
    id: "ID2016",
    says: /specified authorization code is no longer valid/i,
    distinctive: true,
    means: [
      { reason: "code/expired", weight: 0.75, fix: "Redeem the code within its life." },
      { reason: "code/already-used", weight: 0.35, fix: "Look for an earlier use: it revokes the code." },
    ],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description: "The specified authorization code is no longer valid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2016",
    },
  },
  {
    id: "ID2018",
    says: /specified refresh token is no longer valid/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/expired",
        weight: 0.55,
        fix: "Sign the user in again; SetRefreshTokenLifetime sets the life.",
      },
      {
        reason: "refresh-token/revoked",
        weight: 0.5,
        fix: "Sign the user in again: the token entry was revoked, maybe by a reuse.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description: "The specified refresh token is no longer valid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2018",
    },
  },
  {
    id: "ID2020",
    says: /authorization associated with the (?:authorization code|refresh token|token|device code) is no longer valid/i,
    distinctive: true,
    means: [
      {
        reason: "grant/session-ended",
        weight: 0.8,
        fix: "Sign the user in again: the authorization entry was revoked or deleted.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description: "The authorization associated with the refresh token is no longer valid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2020",
    },
  },
  {
    id: "ID2001",
    says: /specified authorization code is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "code/unknown",
        weight: 0.6,
        fix: "Use the server whose keys made the code; ephemeral keys die with the process.",
      },
      { reason: "code/corrupted", weight: 0.5, fix: "Send the code whole and decoded once." },
    ],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description: "The specified authorization code is invalid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2001",
    },
  },
  {
    id: "ID2003",
    says: /specified refresh token is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/unknown",
        weight: 0.85,
        fix: "Send the token whole; keep the encryption and signing keys over restarts and instances.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description: "The specified refresh token is invalid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2003",
    },
  },
  {
    id: "ID2005",
    says: /specified token is not an authorization code/i,
    distinctive: true,
    means: [{ reason: "code/unknown", weight: 0.85, fix: "Send the code parameter of the callback, no other token." }],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description: "The specified token is not an authorization code.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2005",
    },
  },
  {
    id: "ID2007",
    says: /specified token is not a refresh token/i,
    distinctive: true,
    means: [{ reason: "refresh-token/unknown", weight: 0.95, fix: "Send the refresh token, not the access token." }],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description: "The specified token is not a refresh token.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2007",
    },
  },
  {
    id: "ID2069",
    says: /authorization code cannot be used (?:by this client application|without sending a client identifier)/i,
    distinctive: true,
    means: [
      {
        reason: "code/of-other-client",
        weight: 0.95,
        fix: "Redeem the code with the client_id that asked for it, and send it.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description: "The specified authorization code cannot be used by this client application.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2069",
    },
  },
  {
    id: "ID2071",
    says: /refresh token cannot be used (?:by this client application|without sending a client identifier)/i,
    distinctive: true,
    means: [
      {
        reason: "refresh-token/of-other-client",
        weight: 0.95,
        fix: "Refresh with the client_id that got the token, and send it.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description: "The specified refresh token cannot be used by this client application.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2071",
    },
  },
  {
    id: "ID2072",
    says: /'redirect_uri' parameter doesn't match the client redirection URI the authorization code/i,
    distinctive: true,
    means: [
      {
        reason: "code/redirect-uri-mismatch",
        weight: 0.98,
        fix: "Send in the token request the redirect_uri of the authorization request.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description:
        "The specified 'redirect_uri' parameter doesn't match the client redirection URI the authorization code was initially sent to.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2072",
    },
  },
  {
    id: "ID2052-verifier",
    says: /specified 'code_verifier' is invalid/i,
    distinctive: true,
    means: [
      {
        reason: "pkce/verifier-mismatch",
        weight: 0.97,
        fix: "Send the verifier from which this flow's challenge was made.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description: "The specified 'code_verifier' is invalid.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2052",
    },
  },
  {
    id: "ID2073",
    says: /parameter cannot be used when no '[^']+' was specified in the authorization request/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-rejected",
        weight: 0.85,
        fix: "Send code_challenge in the authorization request too, or leave the verifier out.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description:
        "The 'code_verifier' parameter cannot be used when no 'code_challenge' was specified in the authorization request.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2073",
    },
  },
  {
    id: "ID2074",
    says: /'scope' parameter is not valid in this context/i,
    distinctive: true,
    means: [{ reason: "scope/exceeds-grant", weight: 0.85, fix: "Ask in the refresh for no more than was granted." }],
    page: PAGE,
    example: {
      error: "invalid_grant",
      description: "The 'scope' parameter is not valid in this context.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2074",
    },
  },
];
