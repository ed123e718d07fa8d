/** `candor users consents` and `candor users withdraw`: what a user has allowed applications. */
import { Command } from "commander";
import { withServer } from "../registry/command.ts";
import type { RegistryOptions } from "../registry/options.ts";

export const consentCommands = (): readonly Command[] => [listConsents(), withdraw()];

const listConsents = (): Command =>
  withServer(new Command("consents").description("Lists what a user has allowed, by application."))
    .argument("<user>", "user name or subject")
    .action(async (who: string, options: RegistryOptions) => {
      const { consents } = await import("./consent-acts.ts");
      await consents(who, options);
    });

const withdraw = (): Command =>
  withServer(
    new Command("withdraw").description(
      "Withdraws what a user has allowed one application, or all with --all, and ends the grants with their tokens.",
    ),
  )
    .argument("<user>", "user name or subject")
    .argument("[client_id]", "the application")
    .option("--all", "of every application")
    .action(
      async (who: string, clientId: string | undefined, options: RegistryOptions & { readonly all?: boolean }) => {
        const { withdrawConsents } = await import("./consent-acts.ts");
        await withdrawConsents(who, clientId, options);
      },
    );
