/** `candor waiting` on the command line: devices and apps that wait for a user. */
import { Command } from "commander";
import { listOf, withServer } from "./registry/command.ts";
import type { RegistryOptions } from "./registry/options.ts";
import { WAITING } from "./registry/people-kinds.ts";

export const waitingCommand = (): Command =>
  new Command("waiting")
    .description(
      "Lists and cancels what waits for a user: devices that show a code, and apps that ask without a browser.",
    )
    .addCommand(listOf(WAITING))
    .addCommand(cancelCommand());

const cancelCommand = (): Command =>
  withServer(new Command("cancel").description("Cancels one. The application gets access_denied."))
    .argument("<id>", WAITING.idWord)
    .action(async (id: string, options: RegistryOptions) => {
      const { carryOutAct, pathTo } = await import("./registry/act.ts");
      const done = (): string => `Canceled ${id}.`;
      await carryOutAct({ method: "DELETE", path: pathTo(WAITING.path, id), done }, options);
    });
