/** What the Model Context Protocol requires of its servers and their authorization servers, beside the RFCs. */
import { mcp, rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

const OPEN = "Whoever reaches the server uses its tools.";
const LOST = "MCP clients don't find the authorization server, and users can't connect.";
const GUESSING = "Clients ask users for more than they need, or fail without knowing why.";

export const mcpAuthorization = {
  "mcp/pkce-listed": {
    cites: [mcp("authorization", "Authorization Code Protection"), rfc(8414, "2")],
    level: "MUST",
    says: "code_challenge_methods_supported has S256.",
    threat: "MCP clients refuse to go on.",
    by: "mcp-metadata/pkce",
  },
  "mcp/client-documents": {
    cites: [mcp("authorization", "Client ID Metadata Documents")],
    level: "SHOULD",
    says: "The authorization server supports Client ID Metadata Documents.",
    threat: "Every MCP client has to be registered by hand, or anybody may register any number of them.",
    by: "mcp-metadata/client-documents",
  },
  "mcp/resource-case": {
    cites: [mcp("authorization", "Canonical Server URI"), rfc(3986, "6.2.2.1")],
    level: "SHOULD",
    says: "A resource whose scheme and host are in capitals is accepted.",
    threat: "Clients fail because they write a host in capitals.",
    by: "mcp-resource/case",
  },
  "mcp/token-required": {
    cites: [mcp("authorization", "Error Handling"), rfc(6750, "3.1")],
    level: "MUST",
    says: "Without a token, initialize gets 401.",
    threat: OPEN,
    by: "mcp-server/no-token",
  },
  "mcp/resource-metadata": {
    cites: [mcp("authorization", "Protected Resource Metadata Discovery Requirements"), rfc(9728, "3")],
    level: "MUST",
    says: "The server's metadata is where its challenge says, or else where clients look.",
    threat: LOST,
    by: "mcp-server/metadata",
  },
  "mcp/authorization-servers": {
    cites: [mcp("authorization", "Authorization Server Location"), rfc(9728, "2")],
    level: "MUST",
    says: "The server's metadata has the issuer in authorization_servers.",
    threat: LOST,
    by: "mcp-server/servers",
  },
  "mcp/challenge-scope": {
    cites: [mcp("authorization", "Protected Resource Metadata Discovery Requirements"), rfc(6750, "3")],
    level: "SHOULD",
    says: "The challenge says in scope what is needed.",
    threat: GUESSING,
    by: "mcp-server/challenge-scope",
  },
  "mcp/invalid-token": {
    cites: [mcp("authorization", "Token Handling"), rfc(6750, "3.1")],
    level: "MUST",
    says: "A token that doesn't exist gets 401.",
    threat: "Clients don't get a new one when they should.",
    by: "mcp-server/bad-token",
  },
  "mcp/not-in-url": {
    cites: [mcp("authorization", "Token Requirements"), rfc(9700, "4.3.2")],
    level: "MUST",
    says: "A token in the URL isn't accepted.",
    threat: "Tokens in URLs end up in logs and histories.",
    by: "mcp-server/in-query",
  },
  "mcp/audience": {
    cites: [mcp("authorization", "Token Handling"), mcp("authorization", "Access Token Privilege Restriction")],
    level: "MUST",
    says: "A token for another resource gets 401.",
    threat: "Another server uses the tokens that it gets to act as their users here.",
    by: "mcp-server/audience",
  },
  "mcp/insufficient-scope": {
    cites: [mcp("authorization", "Runtime Insufficient Scope Errors"), rfc(6750, "3.1")],
    level: "SHOULD",
    says: "A token without the scope gets 403 insufficient_scope.",
    threat: GUESSING,
    by: "mcp-server/scope",
  },
  "mcp/scope-challenge": {
    cites: [mcp("authorization", "Runtime Insufficient Scope Errors"), rfc(9728, "5.1")],
    level: "SHOULD",
    says: "insufficient_scope comes with the scope that is needed, and with resource_metadata.",
    threat: GUESSING,
    by: "mcp-server/scope-challenge",
  },
  "mcp/session-needs-token": {
    cites: [mcp("authorization", "Token Requirements"), mcp("transports", "Session Management")],
    level: "MUST",
    says: "In a session, a request without a token gets 401.",
    threat: "Whoever sees the id of a session acts as its user.",
    by: "mcp-server/session",
  },
  "mcp/stream-needs-token": {
    cites: [mcp("authorization", "Token Requirements"), mcp("transports", "Listening for Messages from the Server")],
    level: "MUST",
    says: "Without a token, GET opens no stream.",
    threat: "Whoever reaches the server reads what it sends to others.",
    by: "mcp-server/stream",
  },
} satisfies Requirements;
