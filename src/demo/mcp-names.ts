/** What the demo's MCP server is called: it is at the identifier of the demo's API, since MCP's clients send their server's URL as `resource`. */

export const MCP_PATH = "/api";

/** The scopes of its tools. */
export const TOOL_SCOPES = { read: "read_profile", write: "write_notes" } as const;
