/** `candor audit` on the command line. A server may be writing the audit log meanwhile. */
import { Command, InvalidArgumentError, Option } from "commander";
import type { AuditHead } from "../../ports/audit.ts";
import { withDirectoryOptions } from "../data-options.ts";
import { showOf, withServer, withServerUrl } from "../registry/command.ts";
import { AUDIT } from "../registry/kinds.ts";
import type { RegistryOptions } from "../registry/options.ts";
import type { AuditExportOptions, AuditListOptions, AuditRepairOptions, AuditVerifyOptions } from "./options.ts";

export function auditCommand(): Command {
  return new Command("audit")
    .description(
      "Lists, verifies, exports and repairs the audit log: of a running server, or of a data directory, even while a server uses it.",
    )
    .addCommand(listCommand())
    .addCommand(showOf(AUDIT))
    .addCommand(verifyCommand())
    .addCommand(exportCommand())
    .addCommand(repairCommand());
}

function listCommand(): Command {
  const command = new Command("list")
    .description("Lists the latest changes: who changed what, from what to what.")
    .option("--kind <kind>", "only changes of this kind of thing, such as user or key")
    .option("--id <id>", "only changes of the thing with this id")
    .option("--actor <id>", "only changes by the client, user or command with this id")
    .option("--action <action>", "only this action, such as application/change")
    .option("--since <time>", "only entries of this time or later, such as 2026-03-01 or 2026-03-01T12:00Z", moment)
    .option("--until <time>", "only entries from before this time", moment)
    .option("--before <number>", "only entries with a lower number", positive)
    .option("--limit <n>", "maximum number of entries", positive, 20);
  return withServer(command).action(async (options: AuditListOptions) => {
    const { list } = await on(options);
    await list(options);
  });
}

function verifyCommand(): Command {
  const command = new Command("verify")
    .description("Checks that no entry was changed or removed, and prints the head, which you can keep elsewhere.")
    .option("--head <number:hash>", "a head that was printed earlier and kept elsewhere", head);
  return withServer(command).action(async (options: AuditVerifyOptions) => {
    const { verify } = await on(options);
    await verify(options);
  });
}

function exportCommand(): Command {
  const command = new Command("export")
    .description("Prints the whole audit log, the oldest entry first.")
    .addOption(
      new Option("--format <format>", "JSON lines, or CSV for spreadsheets").choices(["jsonl", "csv"]).default("jsonl"),
    )
    .option("--from <number>", "the number of the first entry", positive, 1);
  return withDirectoryOptions(withServerUrl(command)).action(async (options: AuditExportOptions) => {
    const { exportAll } = await on(options);
    await exportAll(options);
  });
}

function repairCommand(): Command {
  const command = new Command("repair")
    .description(
      "Continues an audit log that has lost its end, with an entry that says so. Nothing that is missing or was changed is hidden.",
    )
    .option("--json", "print JSON");
  return withDirectoryOptions(command).action(async (options: AuditRepairOptions) => {
    const { repair } = await import("./repair.ts");
    await repair(options);
  });
}

/** What works on the server or the data directory that the options name. */
async function on(options: RegistryOptions) {
  const { isOnServer } = await import("../registry/backend.ts");
  return isOnServer(options) ? import("./on-server.ts") : import("./run.ts");
}

function positive(text: string): number {
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new InvalidArgumentError("Expected a positive whole number.");
  return Number(text);
}

/** Without a time zone, it is in UTC. */
function moment(text: string): number {
  const [whole, zone] =
    /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text) ?? [];
  const at =
    whole === undefined ? Number.NaN : Date.parse(whole.includes("T") && zone === undefined ? `${whole}Z` : whole);
  if (Number.isNaN(at)) throw new InvalidArgumentError("Expected a time, such as 2026-03-01 or 2026-03-01T12:00Z.");
  return at;
}

function head(text: string): AuditHead {
  const [, number, hash] = /^([1-9]\d{0,14}):([\w-]{43})$/.exec(text.trim()) ?? [];
  if (number === undefined || hash === undefined)
    throw new InvalidArgumentError("Expected NUMBER:HASH, as candor audit verify prints it.");
  return { number: Number(number), hash };
}
