/** The command `candor` itself, without its commands. */
import { Command } from "commander";
import { VERSION } from "../version.ts";

export const root = (): Command =>
  new Command("candor")
    .description("An OAuth 2.1 and OpenID Connect authorization server that tells you why.")
    .version(
      `candor ${VERSION} (Node ${process.versions.node})`,
      "-V, --version",
      "print the versions of Candor and Node",
    );
