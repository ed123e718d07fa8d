/** OpenIddict: client assertions, and its own client. */
import type { Signature } from "../define.ts";

const PAGE =
  "https://github.com/openiddict/openiddict-core/blob/dev/src/OpenIddict.Abstractions/OpenIddictResources.resx";

export const clientside: readonly Signature[] = [
  {
    id: "ID2172",
    says: /claim (?:cannot be found in|extracted from|returned in) the specified client assertion/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/assertion-invalid",
        weight: 0.9,
        fix: "Set iss, sub, aud, exp and jti of the client assertion as they are registered.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_client",
      description: "The mandatory 'aud' claim cannot be found in the specified client assertion.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2172",
    },
  },
  {
    id: "ID2119",
    says: /doesn't match the authorization server the authorization request was initially sent to/i,
    distinctive: true,
    means: [
      {
        reason: "discovery/issuer-mismatch",
        weight: 0.9,
        fix: "Set the client registration's Issuer to the iss of the response.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description:
        "The specified 'iss' parameter doesn't match the authorization server the authorization request was initially sent to.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2119",
    },
  },
  {
    id: "ID2098",
    says: /issuer returned in the server configuration doesn't match/i,
    distinctive: true,
    means: [
      {
        reason: "discovery/issuer-mismatch",
        weight: 0.98,
        fix: "Set the issuer of the validation or client options to the issuer of the discovery document; behind a proxy set it on the server by SetIssuer.",
      },
    ],
    page: PAGE,
    example: {
      error: "server_error",
      description:
        "The issuer returned in the server configuration doesn't match the value set in the validation options.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2098",
    },
  },
  {
    id: "ID2129",
    says: /No correlation cookie associated with the specified state/i,
    distinctive: true,
    means: [
      {
        reason: "transport/cookies-blocked",
        weight: 0.5,
        fix: "Keep one host and https through the flow so that the correlation cookie comes back.",
      },
      {
        reason: "request/state-mismatch",
        weight: 0.5,
        fix: "Begin again; the state belongs to another browser or was used.",
      },
    ],
    page: PAGE,
    example: {
      error: "invalid_request",
      description:
        "No correlation cookie associated with the specified state can be found. Please try logging in again. If the error persists, please contact the website owner.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2129",
    },
  },
  {
    id: "ID2139",
    says: /state token (?:has already been redeemed|is not valid in this context)/i,
    distinctive: true,
    means: [
      { reason: "request/state-mismatch", weight: 0.85, fix: "Begin the sign-in again; each state is single-use." },
    ],
    page: PAGE,
    example: {
      error: "invalid_token",
      description: "The specified state token has already been redeemed.",
      text: "error_uri: https://documentation.openiddict.com/errors/ID2139",
    },
  },
];
