/** `candor login` and `candor logout` on the command line. */
import { Command } from "commander";
import { EXIT } from "../exit.ts";
import type { LoginOptions, LogoutOptions } from "./options.ts";

export function loginCommand(): Command {
  return new Command("login")
    .description(
      "Signs in to a running server, in your browser, so that the other commands can work on it. Keeps the tokens in your configuration directory, readable only by you.",
    )
    .option("--server <url>", "issuer of the server (default: that of the last sign-in)")
    .option("--no-browser", "don't open a browser, only print the URL")
    .option("--read-only", "ask only for permission to look")
    .option("--client-id <id>", "sign in as this client, for itself, with the secret in CANDOR_CLIENT_SECRET")
    .option("--secret-stdin", "read the client's secret from standard input")
    .option("--scope <scopes>", "scopes to ask for (default: all of the admin API)")
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage))
    .action(async (options: LoginOptions) => {
      const { login } = await import("./run.ts");
      await login(options);
    });
}

export function logoutCommand(): Command {
  return new Command("logout")
    .description("Signs out of a server: revokes the tokens there, and deletes them here.")
    .option("--server <url>", "issuer of the server (default: that of the last sign-in)")
    .option("--all", "of every server")
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.fine : EXIT.usage))
    .action(async (options: LogoutOptions) => {
      const { logout } = await import("./run.ts");
      await logout(options);
    });
}
