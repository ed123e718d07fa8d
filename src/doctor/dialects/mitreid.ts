/** MITREid Connect. */
import type { Dialect } from "./define.ts";

const SOURCE = "https://github.com/mitreid-connect/OpenID-Connect-Java-Spring-Server";

export const mitreid: Dialect = {
  provider: "mitreid",
  name: "MITREid Connect",
  hosts: [],
  marks: [/\bmitreid\b|org\.mitre\./i],
  signatures: [
    {
      id: "client",
      says: /Client with id .* was not found/i,
      distinctive: true,
      means: [{ reason: "client/unknown", weight: 0.97, fix: "Register the client." }],
      page: SOURCE,
      example: { error: "invalid_client", description: "Client with id app was not found" },
    },
    {
      id: "redirect",
      says: /supplied redirect_uri is not allowed on this server|Invalid redirect.*does not match one of the registered values/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.85,
          fix: "Add the URI to the client, and keep it off the blacklist.",
        },
      ],
      page: SOURCE,
      example: { error: "invalid_request", description: "The supplied redirect_uri is not allowed on this server." },
    },
    {
      id: "pkce",
      says: /Code challenge and verifier do not match/i,
      distinctive: true,
      means: [{ reason: "pkce/verifier-mismatch", weight: 0.98, fix: "Send the verifier of this flow." }],
      page: SOURCE,
      example: { error: "invalid_request", description: "Code challenge and verifier do not match" },
    },
    {
      id: "code",
      says: /no authorization code found for value/i,
      distinctive: true,
      means: [{ reason: "code/already-used", weight: 0.65, fix: "Redeem each code once." }],
      page: SOURCE,
      example: {
        error: "invalid_grant",
        description: "JpaAuthorizationCodeRepository: no authorization code found for value aB3",
      },
    },
    {
      id: "refresh-expired",
      says: /Expired refresh token: /i,
      distinctive: true,
      means: [{ reason: "refresh-token/expired", weight: 0.98, fix: "Sign in again." }],
      page: SOURCE,
      example: { error: "invalid_token", description: "Expired refresh token: eyJ" },
    },
    {
      id: "refresh",
      says: /Invalid refresh token: /i,
      means: [{ reason: "refresh-token/unknown", weight: 0.75, fix: "Send the newest refresh token." }],
      page: SOURCE,
      example: { error: "invalid_token", description: "Invalid refresh token: eyJ" },
    },
    {
      id: "refresh-client",
      says: /Client does not own the presented refresh token/i,
      distinctive: true,
      means: [{ reason: "refresh-token/of-other-client", weight: 0.98, fix: "Refresh with the client that got it." }],
      page: SOURCE,
      example: { error: "invalid_client", description: "Client does not own the presented refresh token" },
    },
    {
      id: "refresh-off",
      says: /Client does not allow refreshing access token/i,
      distinctive: true,
      means: [{ reason: "client/grant-type-not-allowed", weight: 0.97, fix: "Allow refresh tokens for the client." }],
      page: SOURCE,
      example: { error: "invalid_client", description: "Client does not allow refreshing access token!" },
    },
    {
      id: "scope",
      says: /Invalid scope; requested:/i,
      distinctive: true,
      means: [{ reason: "scope/not-allowed-for-client", weight: 0.95, fix: "Allow the scopes for the client." }],
      page: SOURCE,
      example: { error: "invalid_scope", description: "Invalid scope; requested:[a, b]" },
    },
    {
      id: "access-token",
      says: /Invalid access token: /i,
      means: [
        { reason: "token/expired", weight: 0.6, fix: "Refresh it." },
        { reason: "token/malformed", weight: 0.3, fix: "Send it whole." },
      ],
      page: SOURCE,
      example: { error: "invalid_token", description: "Invalid access token: eyJ" },
    },
    {
      id: "method",
      says: /Client does not support this authentication method/i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/method-mismatch",
          weight: 0.98,
          fix: "Set the client's token endpoint authentication method.",
        },
      ],
      page: SOURCE,
      example: { error: "invalid_client", description: "Client does not support this authentication method." },
    },
    {
      id: "assertion-audience",
      says: /Audience does not match, expected /i,
      distinctive: true,
      means: [
        {
          reason: "client-auth/assertion-wrong-audience",
          weight: 0.93,
          fix: "Set aud to the issuer or its token endpoint.",
        },
      ],
      page: SOURCE,
      example: {
        error: "invalid_client",
        description:
          "Audience does not match, expected https://id.example.com/ or https://id.example.com/token got [x]",
      },
    },
    {
      id: "state",
      says: /State parameter mismatch on return\. Expected/i,
      distinctive: true,
      means: [{ reason: "request/state-mismatch", weight: 0.97, fix: "Begin the sign-in again." }],
      page: SOURCE,
      example: { text: "AuthenticationServiceException: State parameter mismatch on return. Expected a got b" },
    },
  ],
};
