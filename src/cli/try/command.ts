/** `candor try` on the command line. */
import { Command, Option } from "commander";
import { collected } from "../collected.ts";
import { EXIT } from "../exit.ts";
import { FLOWS, type TryArguments } from "./arguments.ts";

export function tryCommand(): Command {
  return (
    new Command("try")
      .description(
        "Runs one flow with any server, or walks through an MCP server's authorization. Shows every message as it goes, and explains a failure.",
      )
      .argument("[issuer]", "the issuer's URL, as its metadata has it")
      .option("--mcp <url>", "walk through the authorization of this MCP server, and say which step breaks and why")
      .addOption(new Option("--flow <flow>", "what to run").choices(FLOWS).default("code"))
      .option("--client-id <id>", "the client")
      .option("--secret-stdin", "read the client's secret from standard input (default: CANDOR_CLIENT_SECRET)")
      .option(
        "--token-stdin",
        "read the token to refresh or to exchange from standard input (default: CANDOR_TRY_TOKEN, or typed)",
      )
      .addOption(
        new Option(
          "--auth <method>",
          "how the client authenticates (default: client_secret_basic with a secret)",
        ).choices(["client_secret_basic", "client_secret_post", "none"]),
      )
      .option("--scope <scope>", "what to ask for")
      .option("--resource <uri>", "what the token is for (RFC 8707; repeatable)", collected)
      .option("--audience <name>", "whom an exchanged token is for (RFC 8693; repeatable)", collected)
      .option("--login-hint <name>", "with --flow ciba: the user who is asked")
      .option("--subject-token-type <type>", "type of the token to exchange: access_token, id_token, … or a URI")
      .option("--requested-token-type <type>", "type of the token to get for it")
      .option("--par", "push the authorization request (RFC 9126; default if the server requires it)")
      .option("--dpop", "bind tokens to a key that is made for this run (RFC 9449)")
      .option("--call <url>", "call an API with the access token in the end")
      .option("--redirect-uri <uri>", "a redirect URI of the client on loopback", "http://127.0.0.1:0/callback")
      .option("--client-metadata <url>", "with --mcp: the client's ID, where its metadata document is")
      .addOption(
        new Option(
          "--revision <date>",
          "with --mcp: speak this revision alone (default: the newest that fits)",
        ).choices(["2026-07-28", "2025-11-25"]),
      )
      .option("--parameter <name=value>", "another parameter of the first request (repeatable)", collected)
      .option("--metadata <file>", "JSON with members that replace those of the server's metadata")
      .option("--no-browser", "print the URL instead of opening it")
      .option("--json", "print everything as JSON at the end")
      .option("--verbose", "print all that is known of the cause; with --mcp, every message whole")
      .option("--timeout <seconds>", "how long a response may take", "10")
      .option("--ca <file>", "PEM file with certificates to trust")
      // 1 is for a server that refuses.
      .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage))
      .action(async (issuer: string | undefined, options: TryArguments) => {
        process.exitCode = await run(issuer, options);
      })
  );
}

async function run(issuer: string | undefined, options: TryArguments): Promise<number> {
  const wrong = wrongUse(issuer, options);
  if (wrong !== undefined) {
    process.stderr.write(`${wrong}\n`);
    return EXIT.usage;
  }
  if (options.mcp !== undefined) {
    const { tryMcp } = await import("./mcp.ts");
    return tryMcp(options.mcp, options);
  }
  const { tryOnCommandLine } = await import("./try.ts");
  return tryOnCommandLine(issuer as string, options);
}

function wrongUse(issuer: string | undefined, { mcp, clientId }: TryArguments): string | undefined {
  if (mcp !== undefined) return issuer === undefined ? undefined : "Use an issuer or --mcp, not both.";
  if (issuer === undefined) return "Name the issuer, or an MCP server with --mcp URL.";
  return clientId === undefined ? "Name the client: --client-id ID." : undefined;
}
