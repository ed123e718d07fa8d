/** `candor mcp` on the command line. Loads the server of the Model Context Protocol only to run it. */

import { Command, InvalidArgumentError } from "commander";
import type { McpOptions } from "./mcp/mcp.ts";

export function mcpCommand(): Command {
  return new Command("mcp")
    .description(
      "Serves candor explain, check, try, watch, replay, mock, the catalogue and refusals as tools for coding agents, with the Model Context Protocol. Works offline, except for servers that you name.",
    )
    .option("--http", "listen for HTTP instead of reading standard input")
    .option("--port <n>", "port for HTTP", port, 9410)
    .option(
      "--host <address>",
      "IP address for HTTP. One of another machine's needs a token in CANDOR_MCP_TOKEN",
      "127.0.0.1",
    )
    .option("--allow-host <name...>", "host names under which HTTP clients reach it, apart from localhost")
    .option("--issuer <url>", "a Candor server whose refusals to explain (default: CANDOR_ISSUER)")
    .option(
      "--credentials <file>",
      "JSON with issuer, client_id and client_secret, or a list of these (default: CANDOR_CLIENT_ID and CANDOR_CLIENT_SECRET)",
    )
    .option("--config <file>", "configuration file of a server on this machine, to explain all its refusals")
    .option("--data <directory>", "the same, by the directory of its database")
    .option("--demo", "the same, of the demo")
    .option("--own <host...>", "hosts that are yours and may get requests (loopback addresses need none)")
    .action(async (options: McpOptions) => {
      const { mcp } = await import("./mcp/mcp.ts");
      await mcp(options);
    });
}

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError("Expected a number from 0 to 65535.");
  return Number(text);
}
