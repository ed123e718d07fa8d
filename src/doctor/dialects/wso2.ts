/** WSO2 Identity Server and Asgardeo. */
import type { Dialect } from "./define.ts";

const SOURCE = "https://github.com/wso2-extensions/identity-inbound-auth-oauth";

export const wso2: Dialect = {
  provider: "wso2",
  name: "WSO2 Identity Server / Asgardeo",
  hosts: ["api.asgardeo.io", ".asgardeo.io"],
  marks: [/\bwso2\b/i, /\basgardeo\b/i, /\/authenticationendpoint\/oauth2_error\.do/],
  signatures: [
    {
      id: "callback",
      says: /callback\.not\.match|Registered callback does not match with the provided url|redirect_uri in request does not match with the registered/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.95,
          fix: "Add the URI to Authorized redirect URLs of the application; several in one field need regexp=(a|b).",
        },
      ],
      page: SOURCE,
      example: { text: "invalid_callback: Registered callback does not match with the provided url." },
    },
    {
      id: "callback-token",
      says: /Received callback URL does not match with the persisted/i,
      distinctive: true,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.97,
          fix: "Send the redirect_uri of the authorization request.",
        },
      ],
      page: SOURCE,
      example: { error: "invalid_grant", description: "Received callback URL does not match with the persisted." },
    },
    {
      id: "client",
      says: /valid OAuth (?:client|application) could not be found for (?:the given |given )?client_id|Cannot find an application associated with the given client_id|Application not found for clientId/i,
      distinctive: true,
      means: [
        { reason: "client/unknown", weight: 0.95, fix: "Copy the Client ID of the application, of this organization." },
      ],
      page: SOURCE,
      example: { error: "invalid_client", description: "A valid OAuth client could not be found for client_id: app" },
    },
    {
      id: "disabled",
      says: /Application is disabled|OAuth (?:application|client) (?:is )?not in active state/i,
      means: [{ reason: "client/disabled", weight: 0.95, fix: "Activate the application." }],
      page: SOURCE,
      example: { error: "invalid_client", description: "Application is disabled." },
    },
    {
      id: "secret",
      says: /Client credentials are invalid/i,
      means: [{ reason: "client-auth/secret-wrong", weight: 0.93, fix: "Regenerate the client secret and copy it." }],
      page: SOURCE,
      example: { error: "invalid_client", description: "Client credentials are invalid." },
    },
    {
      id: "code-inactive",
      says: /Inactive authorization code received/i,
      distinctive: true,
      means: [
        { reason: "code/already-used", weight: 0.95, fix: "Redeem each code once; a second use revokes its tokens." },
      ],
      page: SOURCE,
      example: { error: "invalid_grant", description: "Inactive authorization code received from token request" },
    },
    {
      id: "code-expired",
      says: /Expired (?:or Revoked )?authorization code received/i,
      distinctive: true,
      means: [{ reason: "code/expired", weight: 0.85, fix: "Redeem the code within five minutes." }],
      page: SOURCE,
      example: { error: "invalid_grant", description: "Expired authorization code received from token request" },
    },
    {
      id: "code-invalid",
      says: /Invalid authorization code received/i,
      distinctive: true,
      means: [{ reason: "code/unknown", weight: 0.8, fix: "Send the code of this server, decoded once." }],
      page: SOURCE,
      example: { error: "invalid_grant", description: "Invalid authorization code received from token request" },
    },
    {
      id: "pkce-required",
      says: /PKCE is mandatory for this application|PKCE challenge is not provided/i,
      distinctive: true,
      means: [{ reason: "pkce/required", weight: 0.97, fix: "Send code_challenge with S256." }],
      page: SOURCE,
      example: {
        error: "invalid_request",
        description:
          "PKCE is mandatory for this application. PKCE Challenge is not provided or is not upto RFC 7636 specification.",
      },
    },
    {
      id: "pkce-method",
      says: /Unsupported PKCE Challenge Method/i,
      distinctive: true,
      means: [{ reason: "pkce/method-unsupported", weight: 0.98, fix: "Send S256." }],
      page: SOURCE,
      example: { error: "invalid_request", description: "Unsupported PKCE Challenge Method." },
    },
    {
      id: "pkce",
      says: /PKCE validation failed|PKCE code verification failed/i,
      means: [{ reason: "pkce/verifier-mismatch", weight: 0.93, fix: "Send the verifier of this flow." }],
      page: SOURCE,
      example: { error: "invalid_grant", description: "PKCE validation failed" },
    },
    {
      id: "refresh-expired",
      says: /Refresh token is expired\./i,
      means: [{ reason: "refresh-token/expired", weight: 0.97, fix: "Sign in again." }],
      page: SOURCE,
      example: { error: "invalid_grant", description: "Refresh token is expired." },
    },
    {
      id: "refresh",
      says: /Persisted access token data not found|Invalid Refresh Token provided for Client|not a valid refresh token/i,
      distinctive: true,
      means: [
        { reason: "refresh-token/reused", weight: 0.55, fix: "Store the newest refresh token." },
        { reason: "refresh-token/unknown", weight: 0.5, fix: "Send the token of this server." },
      ],
      page: SOURCE,
      example: { error: "invalid_grant", description: "Persisted access token data not found" },
    },
    {
      id: "grant",
      says: /authenticated client is not authorized to use this authorization grant type|Client is not authorized to use the requested grant type/i,
      means: [
        {
          reason: "client/grant-type-not-allowed",
          weight: 0.96,
          fix: "Allow the grant type in the application's protocol settings.",
        },
      ],
      page: SOURCE,
      example: {
        error: "unauthorized_client",
        description: "The authenticated client is not authorized to use this authorization grant type",
      },
    },
    {
      id: "grant-type",
      says: /Unsupported grant[_ ]type/i,
      means: [{ reason: "request/grant-type-unsupported", weight: 0.95, fix: "Check the spelling." }],
      page: SOURCE,
      example: { error: "unsupported_grant_type", description: "Unsupported grant_type value" },
    },
    {
      id: "repeated",
      says: /(?:Invalid (?:authorization )?request with repeated parameters)/i,
      distinctive: true,
      means: [{ reason: "request/parameter-repeated", weight: 0.98, fix: "Send each parameter once." }],
      page: SOURCE,
      example: { error: "invalid_request", description: "Invalid request with repeated parameters." },
    },
    {
      id: "two-methods",
      says: /client MUST NOT use more than one/i,
      distinctive: true,
      means: [{ reason: "client-auth/repeated", weight: 0.98, fix: "Send the credentials once." }],
      page: SOURCE,
      example: {
        error: "invalid_request",
        description: "The client MUST NOT use more than one authentication method per request",
      },
    },
  ],
};
