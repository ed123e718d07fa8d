/** Kanidm: its lines of the log; the responses themselves have no description. */
import type { Dialect } from "./define.ts";

const SOURCE = "https://github.com/kanidm/kanidm/blob/master/server/lib/src/idm/oauth2.rs";

export const kanidm: Dialect = {
  provider: "kanidm",
  name: "Kanidm",
  hosts: [],
  marks: [/\bkanidm\b/i, /\/ui\/oauth2\b|\/oauth2\/openid\//],
  signatures: [
    {
      id: "client",
      says: /Invalid OAuth2 client_id \(have you configured/i,
      distinctive: true,
      means: [{ reason: "client/unknown", weight: 0.97, fix: "Create it: kanidm system oauth2 create." }],
      page: SOURCE,
      example: { text: "Invalid OAuth2 client_id (have you configured the OAuth2 resource server?)" },
    },
    {
      id: "client-code",
      error: "invalid_client_id",
      means: [{ reason: "client/unknown", weight: 0.95, fix: "Create the client by kanidm system oauth2 create." }],
      page: SOURCE,
      example: { error: "invalid_client_id" },
    },
    {
      id: "origin",
      error: "invalid_origin",
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Add it: kanidm system oauth2 add-redirect-url <name> <url>.",
        },
      ],
      page: SOURCE,
      example: { error: "invalid_origin" },
    },
    {
      id: "redirect-differs",
      says: /Invalid OAuth2 redirect_uri \(differs from original request/i,
      distinctive: true,
      means: [
        {
          reason: "code/redirect-uri-mismatch",
          weight: 0.98,
          fix: "Send the redirect_uri of the authorization request.",
        },
      ],
      page: SOURCE,
      example: { text: "Invalid OAuth2 redirect_uri (differs from original request uri)" },
    },
    {
      id: "redirect",
      says: /Invalid OAuth2 redirect_uri/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.93,
          fix: "Add it by kanidm system oauth2 add-redirect-url; strict comparison is the default.",
        },
      ],
      page: SOURCE,
      example: { text: "Invalid OAuth2 redirect_uri (must be an exact match to a redirect-url)" },
    },
    {
      id: "localhost",
      says: /localhost redirection is not allowed/i,
      distinctive: true,
      means: [
        {
          reason: "redirect-uri/not-allowed",
          weight: 0.98,
          fix: "Run kanidm system oauth2 enable-localhost-redirects <name> (public clients).",
        },
      ],
      page: SOURCE,
      example: {
        text: "OAuth2 redirect_uri returns to localhost, but localhost redirection is not allowed. See 'kanidm system oauth2 enable-localhost-redirects'",
      },
    },
    {
      id: "pkce",
      says: /No PKCE code challenge was provided with client in enforced PKCE mode/i,
      distinctive: true,
      means: [
        {
          reason: "pkce/required",
          weight: 0.98,
          fix: "Send code_challenge with S256, or warning-insecure-client-disable-pkce.",
        },
      ],
      page: SOURCE,
      example: { text: "No PKCE code challenge was provided with client in enforced PKCE mode" },
    },
    {
      id: "pkce-method",
      says: /Invalid OAuth2 code_challenge_method/i,
      distinctive: true,
      means: [{ reason: "pkce/method-unsupported", weight: 0.98, fix: "Send S256." }],
      page: SOURCE,
      example: { text: "Invalid OAuth2 code_challenge_method (must be 'S256')" },
    },
    {
      id: "verifier",
      says: /PKCE code verification failed - code challenge is present, but no verifier/i,
      distinctive: true,
      means: [{ reason: "pkce/verifier-missing", weight: 0.98, fix: "Send code_verifier." }],
      page: SOURCE,
      example: { text: "PKCE code verification failed - code challenge is present, but no verifier was provided" },
    },
    {
      id: "verifier-mismatch",
      says: /PKCE code verification failed/i,
      means: [{ reason: "pkce/verifier-mismatch", weight: 0.97, fix: "Send the verifier of this flow." }],
      page: SOURCE,
      example: { text: "PKCE code verification failed - this may indicate malicious activity" },
    },
    {
      id: "scope",
      says: /must contain at least one requested scope|oauth2 scopes requested, invalid/i,
      distinctive: true,
      means: [{ reason: "scope/missing", weight: 0.8, fix: "Ask for at least one scope in well-formed names." }],
      page: SOURCE,
      example: { text: "Invalid OAuth2 request - must contain at least one requested scope" },
    },
    {
      id: "denied",
      error: "access_denied",
      means: [
        {
          reason: "user/not-assigned",
          weight: 0.8,
          fix: "Map the user's group to scopes: kanidm system oauth2 update-scope-map.",
        },
      ],
      page: SOURCE,
      example: { error: "access_denied" },
    },
    {
      id: "refresh",
      says: /attempt to refresh with an access token/i,
      distinctive: true,
      means: [{ reason: "refresh-token/unknown", weight: 0.97, fix: "Send the refresh token." }],
      page: SOURCE,
      example: { text: "attempt to refresh with an access token" },
    },
    {
      id: "refresh-expired",
      says: /refresh token has expired,?/i,
      means: [{ reason: "refresh-token/expired", weight: 0.97, fix: "Sign in again." }],
      page: SOURCE,
      example: { text: "refresh token has expired, rejecting" },
    },
  ],
};
