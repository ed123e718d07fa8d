/** Linear: OAuth, the GraphQL API and the MCP server. */
import type { Dialect } from "./define.ts";

const DOC = "https://github.com/onyx-dot-app/onyx/issues/4795";
const CLIENT = "https://github.com/linear/linear/issues/636";
const MCP = "https://github.com/cline/linear-mcp/issues/24";

export const linear: Dialect = {
  provider: "linear",
  name: "Linear",
  hosts: ["linear.app", "api.linear.app", "mcp.linear.app"],
  marks: [/\blin_(oauth|api)_/],
  signatures: [
    {
      id: "redirect",
      says: /Invalid redirect[_ ]uri/i,
      means: [
        {
          reason: "redirect-uri/unregistered",
          weight: 0.9,
          fix: "Add the URI letter for letter under Callback URLs of the application (Settings > API > Applications).",
        },
      ],
      page: DOC,
      example: { error: "invalid_request", description: "Invalid redirect_uri parameter for the application." },
    },
    {
      id: "client-missing",
      says: /cannot retrieve client credentials/i,
      means: [
        {
          reason: "request/wrong-content-type",
          weight: 0.6,
          fix: "POST application/x-www-form-urlencoded to api.linear.app/oauth/token, not JSON.",
        },
        { reason: "client-auth/secret-absent", weight: 0.5, fix: "Send client_id and client_secret in the form." },
      ],
      page: CLIENT,
      example: { error: "invalid_client", description: "Invalid client: cannot retrieve client credentials" },
    },
    {
      id: "client",
      says: /Invalid client_id|client_id .{0,20}invalid|invalid client/i,
      means: [
        { reason: "client/unknown", weight: 0.6, fix: "Copy the Client ID of the application." },
        { reason: "client-auth/secret-wrong", weight: 0.45, fix: "Copy the Client secret." },
      ],
      page: CLIENT,
      example: { error: "invalid_client", description: "Invalid client_id" },
    },
    {
      id: "grant",
      error: "invalid_grant",
      means: [
        { reason: "code/already-used", weight: 0.45, fix: "Exchange each code once." },
        { reason: "code/expired", weight: 0.35, fix: "Exchange the code at once." },
        {
          reason: "refresh-token/reused",
          weight: 0.35,
          fix: "Store the refresh_token of every refresh.",
          tell: "grant_type is refresh_token.",
        },
        { reason: "code/redirect-uri-mismatch", weight: 0.3, fix: "Send the redirect_uri of the authorize request." },
      ],
      page: DOC,
      example: { error: "invalid_grant" },
    },
    {
      id: "scope",
      error: "invalid_scope",
      means: [
        {
          reason: "scope/unknown",
          weight: 0.6,
          fix: "Use read, write, issues:create, comments:create, admin, joined by commas.",
        },
        { reason: "scope/wrong-delimiter", weight: 0.4, fix: "Join scopes by commas." },
      ],
      page: MCP,
      example: { error: "invalid_scope" },
    },
    {
      id: "auth",
      says: /AUTHENTICATION_ERROR|Authentication required, not authenticated/i,
      means: [
        { reason: "token/expired", weight: 0.5, fix: "Refresh it: access tokens live 24 hours." },
        {
          reason: "token/malformed",
          weight: 0.4,
          fix: "Write Authorization: Bearer <token> for OAuth tokens; API keys go without Bearer.",
        },
      ],
      page: DOC,
      example: {
        body: '{"errors":[{"message":"Authentication required, not authenticated","extensions":{"code":"AUTHENTICATION_ERROR"}}]}',
        status: 401,
      },
    },
    {
      id: "scope-api",
      says: /Invalid scope: .{0,60} required/,
      means: [{ reason: "token/insufficient-scope", weight: 0.92, fix: "Ask for the scope and authorize again." }],
      page: DOC,
      example: { body: '{"errors":[{"message":"Invalid scope: `write` required"}]}', status: 400 },
    },
  ],
  departures: [{ says: "Scopes are joined by commas.", page: DOC }],
};
