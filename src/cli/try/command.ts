/** `candor try` on the command line. */
import { Command, Option } from "commander";
import { FLOWS, type TryArguments } from "./arguments.ts";

export function tryCommand(): Command {
  return new Command("try")
    .description("Runs one flow with any server, shows every message as it goes, and explains a failure.")
    .argument("<issuer>", "the issuer's URL, as its metadata has it")
    .addOption(new Option("--flow <flow>", "what to run").choices(FLOWS).default("code"))
    .requiredOption("--client-id <id>", "the client")
    .option("--secret-stdin", "read the client's secret from standard input (default: CANDOR_CLIENT_SECRET)")
    .addOption(
      new Option(
        "--auth <method>",
        "how the client authenticates (default: client_secret_basic with a secret)",
      ).choices(["client_secret_basic", "client_secret_post", "none"]),
    )
    .option("--scope <scope>", "what to ask for")
    .option("--redirect-uri <uri>", "a redirect URI of the client on loopback", "http://127.0.0.1:0/callback")
    .option("--parameter <name=value...>", "another parameter of the first request")
    .option("--no-browser", "print the URL instead of opening it")
    .option("--ca <file>", "PEM file with certificates to trust")
    .action(async (issuer: string, options: TryArguments) => {
      const { tryFlow } = await import("./try.ts");
      process.exitCode = await tryFlow(issuer, options);
    });
}
