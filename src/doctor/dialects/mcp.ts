/** MCP clients and the TypeScript and Python SDKs: what they say while they sign in to an MCP server. */
import type { Dialect } from "./define.ts";
import { client } from "./mcp/client.ts";
import { server } from "./mcp/server.ts";

export const mcp: Dialect = {
  provider: "mcp",
  name: "Model Context Protocol clients and SDKs",
  hosts: [],
  marks: [
    /\bmcp-remote\b|\bMCP SDK\b|modelcontextprotocol/i,
    /\boauth-protected-resource\b/,
    /\b(?:OAuthRegistrationError|OAuthFlowError|OAuthTokenError)\b/,
    /\bMCP (?:server|client)\b/i,
  ],
  signatures: [...client, ...server],
  departures: [
    {
      says: "A client registers itself dynamically by default; servers without an open registration endpoint need a client id set by hand.",
      page: "https://modelcontextprotocol.io/specification/2025-06-18/basic/authorization",
    },
  ],
};
