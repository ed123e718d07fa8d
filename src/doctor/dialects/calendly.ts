/** Calendly: OAuth and API v2. */
import type { Dialect } from "./define.ts";

const DOC = "https://github.com/doorkeeper-gem/doorkeeper/issues/839";

export const calendly: Dialect = {
  provider: "calendly",
  name: "Calendly",
  hosts: ["auth.calendly.com", "api.calendly.com"],
  signatures: [
    {
      id: "redirect",
      error: "invalid_redirect_uri",
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Make Redirect URI of the app equal to the one sent; Sandbox alone takes http.",
        },
      ],
      page: DOC,
      example: {
        error: "invalid_redirect_uri",
        description: "The requested redirect uri is malformed or doesn't match client redirect URI.",
      },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        {
          reason: "refresh-token/reused",
          weight: 0.45,
          fix: "Store the refresh_token of every refresh: each can be used once.",
          tell: "grant_type is refresh_token.",
        },
        { reason: "code/already-used", weight: 0.4, fix: "Exchange each code once." },
        { reason: "code/redirect-uri-mismatch", weight: 0.35, fix: "Send the redirect_uri of the authorize request." },
      ],
      page: DOC,
      example: {
        error: "invalid_grant",
        description:
          "The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.",
      },
    },
    {
      id: "client",
      error: "invalid_client",
      means: [
        {
          reason: "client-auth/secret-wrong",
          weight: 0.55,
          fix: "Copy Client ID and Client Secret, of Sandbox or Production.",
        },
        { reason: "client/unknown", weight: 0.45, fix: "Check the Client ID." },
      ],
      page: DOC,
      example: {
        error: "invalid_client",
        description:
          "Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.",
        status: 401,
      },
    },
    {
      id: "token",
      says: /The access token (expired|is invalid|was revoked)/i,
      means: [{ reason: "token/expired", weight: 0.85, fix: "Refresh it: access tokens live two hours." }],
      page: DOC,
      example: { body: '{"title":"Unauthenticated","message":"The access token expired"}', status: 401 },
    },
    {
      id: "permission",
      says: /Permission Denied|do not have permission/i,
      means: [
        {
          reason: "token/insufficient-scope",
          weight: 0.7,
          fix: "The user needs the role (owner, admin) or plan; ask for the scope.",
        },
      ],
      page: DOC,
      example: {
        body: '{"title":"Permission Denied","message":"You do not have permission to access this resource."}',
        status: 403,
      },
    },
  ],
};
