/** `candor keys` on the command line. */

import { Command, Option } from "commander";
import { withDataOptions } from "../data-options.ts";
import type { KeysOptions } from "./options.ts";

export function keysCommand(): Command {
  return new Command("keys")
    .description("Lists and replaces the signing keys. Works on the data directory, even while a server is running.")
    .addCommand(
      withDataOptions(
        new Command("list").description("Lists the keys in the JWKS and when each of them signs."),
      ).action(async (options: KeysOptions) => (await import("./run.ts")).keys("list", options)),
    )
    .addCommand(
      withDataOptions(
        new Command("rotate").description(
          "Creates new keys. They are published now and start to sign after keyRotation.ahead.",
        ),
      )
        .addOption(
          new Option("--alg <alg>", "replace only the key of this algorithm (default: all)").choices([
            "ES256",
            "RS256",
            "EdDSA",
          ]),
        )
        .option(
          "--now",
          "sign as soon as everyone who caches the JWKS knows the new keys: a few minutes after they are published",
        )
        .addOption(
          new Option(
            "--revoke <kid>",
            "delete this key immediately, which invalidates every token that it signed",
          ).conflicts(["now", "alg"]),
        )
        .action(async (options: KeysOptions) => (await import("./run.ts")).keys("rotate", options)),
    );
}
