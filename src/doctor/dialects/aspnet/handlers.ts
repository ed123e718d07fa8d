/** ASP.NET Core and Microsoft.IdentityModel: the handlers' own words. */
import type { Signature } from "../define.ts";

const HANDLER =
  "https://github.com/dotnet/aspnetcore/blob/main/src/Security/Authentication/OpenIdConnect/src/OpenIdConnectHandler.cs";

export const handlers: readonly Signature[] = [
  {
    id: "correlation",
    says: /Correlation failed/i,
    distinctive: true,
    means: [
      {
        reason: "transport/cookies-blocked",
        weight: 0.55,
        fix: "Let the .AspNetCore.Correlation cookie come back: https (UseForwardedHeaders behind a proxy), SameSite=None; Secure, and one host name.",
        tell: "It fails for every sign-in, or only in some browsers.",
      },
      {
        reason: "request/state-mismatch",
        weight: 0.5,
        fix: "Begin at the sign-in page, not by the back button or a reload of the callback; share Data Protection keys between instances.",
        tell: "It fails now and then.",
      },
    ],
    page: HANDLER,
    example: { text: "System.Exception: Correlation failed." },
  },
  {
    id: "state-invalid",
    says: /oauth state was missing or invalid|Unable to unprotect the message\.State|message\.State is null or empty/i,
    distinctive: true,
    means: [
      {
        reason: "request/state-mismatch",
        weight: 0.93,
        fix: "Share Data Protection keys between instances and restarts; do not open the callback path yourself, and give each scheme its own CallbackPath.",
      },
    ],
    page: HANDLER,
    example: { text: "System.Exception: Unable to unprotect the message.State." },
  },
  {
    id: "access-denied",
    says: /Access was denied by the resource owner or by the remote server/i,
    distinctive: true,
    means: [{ reason: "user/denied", weight: 0.85, fix: "Handle AccessDeniedPath and offer the sign-in again." }],
    page: HANDLER,
    example: {
      text: "AuthenticationFailureException: Access was denied by the resource owner or by the remote server.",
    },
  },
  {
    id: "token-endpoint",
    says: /OAuth token endpoint failure/i,
    distinctive: true,
    means: [
      {
        reason: "client-auth/secret-wrong",
        weight: 0.45,
        fix: "Set ClientId and ClientSecret as at the provider; the provider's error follows in the message.",
      },
      { reason: "redirect-uri/unregistered", weight: 0.2, fix: "Register https://<host><CallbackPath>." },
    ],
    page: HANDLER,
    example: { text: "OAuth token endpoint failure: invalid_client;Description=The client secret is wrong" },
  },
  {
    id: "code-absent",
    says: /\bCode was not found\b/i,
    distinctive: true,
    means: [
      {
        reason: "request/parameter-absent",
        weight: 0.7,
        fix: "Let the provider redirect to CallbackPath with code, and do not open it yourself.",
      },
    ],
    page: HANDLER,
    example: { text: "System.Exception: Code was not found." },
  },
  {
    id: "token-retrieve",
    says: /Failed to retrieve access token/i,
    means: [
      { reason: "request/wrong-endpoint", weight: 0.5, fix: "Set TokenEndpoint: its response held no access_token." },
    ],
    page: HANDLER,
    example: { text: "System.Exception: Failed to retrieve access token." },
  },
  {
    id: "userinfo",
    says: /An error occurred when retrieving \w+ user information|Failed to retrieve .* user information/i,
    means: [
      { reason: "token/insufficient-scope", weight: 0.45, fix: "Ask for the scopes that the user information wants." },
    ],
    page: HANDLER,
    example: { text: "HttpRequestException: An error occurred when retrieving GitHub user information (Forbidden)." },
  },
  {
    id: "message-error",
    says: /Message contains error: '([^']*)', error_description:/i,
    means: [
      { reason: "request/parameter-rejected", weight: 0.3, fix: "Read the provider's error inside the message." },
    ],
    page: HANDLER,
    example: {
      text: "OpenIdConnectProtocolException: Message contains error: 'invalid_client', error_description: 'x', error_uri: 'error_uri is null'.",
    },
  },
];
