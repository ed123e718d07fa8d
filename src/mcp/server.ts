/** The Model Context Protocol server: its tools and resources. The SDK does the protocol, in every version that it knows. */
import { McpServer } from "@modelcontextprotocol/server";
import { VERSION } from "../version.ts";
import { isFault } from "./fault.ts";
import { addResources } from "./resources.ts";
import type { Sources, Tool } from "./tool.ts";
import { tools } from "./tools/list.ts";

/** For the agent, once per connection. */
const INSTRUCTIONS = `Candor explains failures of OAuth and OpenID Connect, with any provider. When a sign-in, a token request or an API call with a token fails, pass the error to the tool explain before you guess. Nothing of it leaves this machine. When an MCP client can't connect to a server or sign in, walk through its authorization with the tool try. To see what an application sends, use watch; to send a recorded request again with a change, replay; to run a server that refuses on demand, mock. Tell the user the cause, the evidence and the fix. If no cause is the most likely one, ask for what "asks" lists. If the error is from a Candor server, its description ends with a reference: the tool refusal explains that very request.`;

/** A server for one connection, or for one request over HTTP. */
export function mcpServer(sources: Sources): McpServer {
  const server = new McpServer(
    { name: "candor", title: "Candor", version: VERSION },
    { instructions: INSTRUCTIONS, capabilities: { tools: {}, resources: {} } },
  );
  for (const tool of tools) add(server, tool, sources);
  addResources(server);
  return server;
}

function add(server: McpServer, tool: Tool, sources: Sources): void {
  const { name, title, description, input: inputSchema, output: outputSchema, online, changes } = tool;
  const reads = changes === undefined;
  const annotations = {
    readOnlyHint: reads,
    destructiveHint: changes === "removes",
    idempotentHint: reads,
    openWorldHint: online === true,
  };
  server.registerTool(
    name,
    { title, description, inputSchema, outputSchema, annotations },
    async (input, { mcpReq }) => {
      const result = await resultOf(tool, input, sources, mcpReq.signal);
      if (isFault(result)) return { isError: true, content: [{ type: "text", text: result.fault }] };
      // Clients that don't know structured content show the text.
      return { content: [{ type: "text", text: JSON.stringify(result) }], structuredContent: result };
    },
  );
}

async function resultOf(
  tool: Tool,
  input: Record<string, unknown>,
  sources: Sources,
  signal: AbortSignal,
): Promise<Record<string, unknown>> {
  try {
    return (await tool.run(input, sources, signal)) as Record<string, unknown>;
  } catch {
    // The error's own message could repeat the input, which may contain secrets.
    return { fault: `${tool.name} failed because of a fault in Candor. Try it with less input.` };
  }
}
