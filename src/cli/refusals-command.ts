/** `candor refusals` on the command line: the journal of a data directory. A server may be writing it. */

import { Command, InvalidArgumentError } from "commander";
import type { RefusalsOptions } from "./refusals.ts";

interface Given extends Omit<RefusalsOptions, "from" | "to"> {
  readonly from?: string;
  readonly to?: string;
}

export function refusalsCommand(): Command {
  return new Command("refusals")
    .description(
      "Lists the latest refusals, or explains one: of a running server, or of a data directory, even while a server uses it.",
    )
    .argument("[ref]", "the reference of the refusal to explain")
    .option("--server <url>", "issuer of a running server (default: that of the last candor login)")
    .option("--config <file>", "configuration file that names the data directory (default: candor.config.ts here)")
    .option("--demo", "use the demo's refusals")
    .option("--data <directory>", "directory of the database")
    .option("--follow", "keep printing new refusals as they occur")
    .option("--client <id>", "only refusals of this client; may be repeated", several)
    .option("--code <code>", "only refusals with this reason or a reason of this family")
    .option("--endpoint <name>", "only refusals of this endpoint, such as token")
    .option("--network <prefix>", "only refusals of requests from this network, such as 192.0.2.0/24")
    .option("--from <time>", "only refusals from this time on, such as 2027-01-31T14:02:00Z, or a date")
    .option("--to <time>", "only refusals before this time, or before this day")
    .option("--groups", "list causes: how often, to which client, and since when")
    .option("--limit <n>", "maximum number of refusals", count, 20)
    .option("--json", "print one JSON object per line")
    .action(async (ref: string | undefined, given: Given, command: Command) => {
      const options = await withTimes(given, command);
      const { isOnServer } = await import("./registry/backend.ts");
      if (isOnServer(options)) await (await import("./refusals-on-server.ts")).refusalsOnServer(ref, options);
      else await (await import("./refusals.ts")).refusals(ref, options);
    });
}

function count(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) < 1) throw new InvalidArgumentError("Expected a number from 1 to 99999.");
  return Number(text);
}

const several = (text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), text];

/** Reads the times as the admin API does. What reads them is loaded only to run the command. */
async function withTimes({ from, to, ...options }: Given, command: Command): Promise<RefusalsOptions> {
  const { expected, read } = (await import("../admin/parameter.ts")).time("");
  const time = (name: "from" | "to", text: string): number =>
    read(text) ??
    command.error(`error: option '--${name} <time>' argument '${text}' is invalid. Expected ${expected}.`, {
      code: "commander.invalidArgument",
    });
  return {
    ...options,
    ...(from !== undefined && { from: time("from", from) }),
    ...(to !== undefined && { to: time("to", to) }),
  };
}
