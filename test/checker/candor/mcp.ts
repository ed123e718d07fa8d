/** Candor with an MCP server before it. */
import { MCP } from "../keyed/mcp-mutants.ts";
import { mcpServer } from "../keyed/mcp-server.ts";
import type { Mutant } from "../through.ts";
import { type Setups, startLikePeer } from "./start.ts";

const mcpOf = (issuer: string): string => `${issuer}/mcp`;

/** Candor has no token without a resource for a scope of the API. */
const {
  "MCP for anybody's tokens": _,
  "bad requests instead of bad tokens": badRequests,
  ...others
} = MCP as typeof MCP & { readonly "bad requests instead of bad tokens": Mutant };

export const MCP_AT_CANDOR: Setups = {
  MCP: {
    start: () => startLikePeer({ resource: mcpOf, config: () => ({ clientDocuments: { mode: "all" } }) }),
    clients: ({ service }) => ({ service }),
    api: (issuer) => ({ url: mcpOf(issuer), resource: mcpOf(issuer), scope: "read" }),
    profile: "mcp",
    behind: mcpServer(),
    mutants: { ...others, "bad requests instead of bad tokens": { ...badRequests, breaks: ["mcp/invalid-token"] } },
    clear: ["mcp"],
  },
};
