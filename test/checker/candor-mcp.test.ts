/** Candor with an MCP server: each fault is found by the requirements that speak of it, and by no other. */
import { judge } from "./candor/judged.ts";
import { MCP_AT_CANDOR } from "./candor/mcp.ts";

judge(MCP_AT_CANDOR);
