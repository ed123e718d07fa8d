/** `candor profile` on the command line. */
import { Command, InvalidArgumentError, Option } from "commander";
import { withDirectoryOptions } from "../data-options.ts";
import type { ProfileOptions } from "./options.ts";

/** Seconds. The server has the same bound (`running/profile-request.ts`). */
const [USUAL, LONGEST] = [10, 300];

export function profileCommand(): Command {
  return withDirectoryOptions(
    new Command("profile")
      .description("Writes a CPU profile or a heap snapshot of a running server to its data directory.")
      .argument("<pid>", "number of the process, as in the server's log", processId),
  )
    .addOption(new Option("--seconds <n>", "how long the CPU profile is recorded").argParser(seconds).default(USUAL))
    .addOption(
      new Option(
        "--heap",
        "what is in memory instead, which can contain secrets; the server stops meanwhile",
      ).conflicts("seconds"),
    )
    .action(async (pid: number, options: ProfileOptions) => {
      const { profile } = await import("./run.ts");
      await profile(pid, options);
    });
}

function processId(text: string): number {
  if (!/^[1-9]\d{0,9}$/.test(text)) throw new InvalidArgumentError("Expected the number of a process.");
  return Number(text);
}

function seconds(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > LONGEST) throw new InvalidArgumentError(`Expected a number from 1 to ${LONGEST}.`);
  return number;
}
