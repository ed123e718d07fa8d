/** Pocket ID. */
import type { Dialect } from "./define.ts";

const OIDC = "https://github.com/pocket-id/pocket-id/tree/main/backend/internal/oidc";

export const pocketId: Dialect = {
  provider: "pocket-id",
  name: "Pocket ID",
  hosts: [],
  marks: [/\bpocket[- ]?id\b/i, /\/api\/oidc\/(?:token|userinfo|introspect|end-session)\b/],
  signatures: [
    {
      id: "callback",
      says: /(?:Callback URL is invalid|Invalid callback URL)[\w, ]*(?:corrected by an admin)?/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Add the exact URL to Callback URLs of the OIDC client.",
        },
      ],
      page: OIDC,
      example: { text: "Callback URL is invalid and may need to be corrected by an administrator" },
    },
    {
      id: "not-allowed",
      says: /You(?:'re| are) not allowed to access this service/i,
      means: [
        {
          reason: "user/not-assigned",
          weight: 0.97,
          fix: "Put the user into one of the client's allowed user groups.",
        },
      ],
      page: OIDC,
      example: { error: "access_denied", description: "You are not allowed to access this service." },
    },
    {
      id: "pkce",
      says: /This client requires PKCE, but the 'code_challenge'/i,
      distinctive: true,
      means: [
        {
          reason: "pkce/required",
          weight: 0.98,
          fix: "Send code_challenge with S256, or turn PKCE off for the client.",
        },
      ],
      page: OIDC,
      example: {
        error: "invalid_request",
        description: "This client requires PKCE, but the 'code_challenge' parameter is missing.",
      },
    },
    {
      id: "par",
      says: /This client requires pushed authorization requests/i,
      distinctive: true,
      means: [{ reason: "request/object-invalid", weight: 0.93, fix: "Push the request first." }],
      page: OIDC,
      example: { text: "This client requires pushed authorization requests" },
    },
    {
      id: "session",
      says: /interaction session (?:is invalid|has (?:expired|already been used)|belongs to another|does not belong)/i,
      distinctive: true,
      means: [{ reason: "request/state-mismatch", weight: 0.85, fix: "Begin the sign-in again at the application." }],
      page: OIDC,
      example: { error: "invalid_request", description: "The interaction session is invalid or has expired." },
    },
    {
      id: "disabled",
      says: /The user account (?:is disabled|no longer exists)/i,
      distinctive: true,
      means: [{ reason: "user/account-not-ready", weight: 0.97, fix: "Enable the user." }],
      page: OIDC,
      example: { error: "invalid_grant", description: "The user account is disabled." },
    },
    {
      id: "assertion",
      says: /client assertion (?:has already been used|is missing)|Invalid client assertion|Unable to fetch client assertion JWKS/i,
      means: [
        {
          reason: "client-auth/assertion-invalid",
          weight: 0.93,
          fix: "Check issuer, subject, audience and key set of the client's federated credentials.",
        },
      ],
      page: OIDC,
      example: { error: "invalid_client", description: "Invalid client assertion." },
    },
    {
      id: "metadata",
      says: /client metadata document could not be resolved/i,
      distinctive: true,
      means: [
        {
          reason: "registration/metadata-invalid",
          weight: 0.9,
          fix: "Serve the metadata document at the client id's URL.",
        },
      ],
      page: OIDC,
      example: { error: "invalid_client", description: "The client metadata document could not be resolved." },
    },
    {
      id: "resource",
      error: "invalid_target",
      means: [
        { reason: "resource/unknown", weight: 0.9, fix: "Define the API resource and allow the client to use it." },
      ],
      page: OIDC,
      example: {
        error: "invalid_target",
        description: "The requested resource 'https://api.example.com' is invalid, missing, unknown, or malformed.",
      },
    },
    {
      id: "resource-client",
      says: /Client is not allowed to access resource/i,
      distinctive: true,
      means: [{ reason: "resource/unknown", weight: 0.6, fix: "Allow the client to use that API." }],
      page: OIDC,
      example: {
        error: "access_denied",
        description: "The OAuth 2.0 Client is not allowed to access resource 'https://api.example.com'.",
      },
    },
    {
      id: "userinfo-scope",
      says: /access token is missing the openid scope/i,
      means: [{ reason: "token/insufficient-scope", weight: 0.97, fix: "Ask for openid." }],
      page: OIDC,
      example: { error: "access_denied", description: "The access token is missing the openid scope." },
    },
    {
      id: "userinfo-audience",
      says: /access token is not audienced to this server/i,
      distinctive: true,
      means: [
        { reason: "token/wrong-audience", weight: 0.98, fix: "Take a token without another resource for userinfo." },
      ],
      page: OIDC,
      example: {
        error: "access_denied",
        description: "The access token is not audienced to this server and cannot be used to access user information.",
      },
    },
    {
      id: "device",
      says: /Device code (?:has expired|is invalid)/i,
      means: [{ reason: "code/expired", weight: 0.7, fix: "Begin the device flow again." }],
      page: OIDC,
      example: { text: "Device code has expired" },
    },
  ],
};
