/** `candor initial-tokens` on the command line: tokens with which applications register themselves. */
import { Command } from "commander";
import { count, listOf, withServer } from "./registry/command.ts";
import type { RegistryOptions } from "./registry/options.ts";
import { INITIAL_TOKENS } from "./registry/people-kinds.ts";

interface CreateOptions extends RegistryOptions {
  readonly owner?: string;
  readonly uses?: number;
  readonly days?: number;
}

const DAY = 86_400_000;

export const initialTokensCommand = (): Command =>
  new Command("initial-tokens")
    .description("Lists, makes and ends initial access tokens, with which applications register themselves.")
    .addCommand(listOf(INITIAL_TOKENS))
    .addCommand(createCommand())
    .addCommand(endCommand());

const createCommand = (): Command =>
  withServer(new Command("create").description("Makes a token and prints it, once. Only its hash is kept."))
    .argument("<label>", "whom it is for")
    .option("--owner <user>", "user name of whom the applications belong to (default: nobody)")
    .option("--uses <n>", "how many applications it may register (default: 1)", count)
    .option("--days <n>", "how many days it is valid (default: 30)", count)
    .action(async (label: string, { owner, uses, days, ...options }: CreateOptions) => {
      const { carryOutAct } = await import("./registry/act.ts");
      const body = {
        label,
        ...(owner !== undefined && { owner }),
        ...(uses !== undefined && { uses }),
        ...(days !== undefined && { expires_at: new Date(Date.now() + days * DAY).toISOString() }),
      };
      const done = ({ id, token }: { readonly id?: unknown; readonly token?: unknown }): string =>
        `Made the initial access token ${id} for ${label}.\nToken (shown only once): ${token}`;
      await carryOutAct({ method: "POST", path: INITIAL_TOKENS.path, body, done }, options);
    });

const endCommand = (): Command =>
  withServer(new Command("end").description("Ends a token at once. Applications that registered with it stay."))
    .argument("<id>", INITIAL_TOKENS.idWord)
    .action(async (id: string, options: RegistryOptions) => {
      const { carryOutAct, pathTo } = await import("./registry/act.ts");
      const done = (): string => `Ended the initial access token ${id}.`;
      await carryOutAct({ method: "DELETE", path: pathTo(INITIAL_TOKENS.path, id), done }, options);
    });
