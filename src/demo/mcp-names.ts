/** What the demo's MCP server is called. */

export const MCP_PATH = "/demo/mcp";

/** The scopes of the demo's MCP server. */
export const NOTE_SCOPES = { read: "notes.read", write: "notes.write" } as const;

/** Its identifier, which clients send as `resource`. */
export const mcpResource = (issuer: string): string => issuer + MCP_PATH;
