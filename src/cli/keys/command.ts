/** `candor keys` on the command line. */

import { Command, Option } from "commander";
import type { KeyAlg } from "../../ports/keys.ts";
import { EXIT } from "../exit.ts";
import { showOf, withServer } from "../registry/command.ts";
import { KEYS } from "../registry/kinds.ts";
import type { KeysOptions } from "./options.ts";

/** Written out, so that the command line loads nothing of the server. */
const ALGS: readonly KeyAlg[] = ["ES256", "RS256", "EdDSA", "PS256", "RSA-OAEP-256", "ECDH-ES"];

export function keysCommand(): Command {
  return new Command("keys")
    .description(
      "Lists and replaces the signing keys: of a running server, or of a data directory, even while a server uses it.",
    )
    .addCommand(
      withServer(new Command("list").description("Lists the keys in the JWKS and when each of them signs.")).action(
        (options: KeysOptions) => keys("list", options),
      ),
    )
    .addCommand(showOf(KEYS))
    .addCommand(
      withServer(
        new Command("rotate").description(
          "Creates new keys. They are published now and start to sign after keyRotation.ahead.",
        ),
      )
        .addOption(new Option("--alg <alg>", "replace only the key of this algorithm (default: all)").choices(ALGS))
        .option(
          "--now",
          "sign as soon as everyone who caches the JWKS knows the new keys: a few minutes after they are published",
        )
        .addOption(
          new Option("--another", "publish new keys even if some wait already; they take over after those").conflicts(
            "now",
          ),
        )
        .addOption(
          new Option(
            "--revoke <kid>",
            "delete this key immediately, which invalidates every token that it signed",
          ).conflicts(["now", "another", "alg"]),
        )
        .option("--dry-run", "with --revoke: only say what it would do")
        .action((options: KeysOptions) => keys("rotate", options)),
    );
}

async function keys(act: "list" | "rotate", options: KeysOptions): Promise<void> {
  if (options.dryRun === true && options.revoke === undefined) {
    process.exitCode = EXIT.usage;
    process.stderr.write("--dry-run needs --revoke: new keys are published long before they sign.\n");
    return;
  }
  const { isOnServer } = await import("../registry/backend.ts");
  if (isOnServer(options)) await (await import("./on-server.ts")).keysOnServer(act, options);
  else await (await import("./run.ts")).keys(act, options);
}
