/** `candor audit repair`: continues a log that has lost its end, so that changes are possible again. The log itself says so. */
import { systemClock } from "../../adapters/clock/system.ts";
import type { AuditEntry, AuditHead, LostEnd } from "../../ports/audit.ts";
import { headText } from "../../service/admin/audit.ts";
import { commandActor } from "../actor.ts";
import { said } from "../data-directory.ts";
import { EXIT } from "../exit.ts";
import { onStorage } from "../place.ts";
import { print } from "../print.ts";
import type { AuditRepairOptions } from "./options.ts";

const inWords = (head: AuditHead | undefined): string => (head && headText(head)) ?? "none";

const entryOf = ({ head, last }: LostEnd): AuditEntry => ({
  ...{ at: systemClock(), actor: commandActor(), action: "audit/repair", target: { kind: "audit", id: "head" } },
  before: { head: inWords(head) },
  after: { continues_after: inWords(last) },
  why: "The log had lost its end. Entries after the one that it continues from may be missing.",
});

/** The exit code is 1 if nothing was lost, and 2 if the log can't be read. */
export async function repair(options: AuditRepairOptions): Promise<void> {
  try {
    const kept = await onStorage(options, ({ audit }) => audit.continueAfterLoss(entryOf));
    if (options.json === true) print(JSON.stringify({ repaired: kept !== undefined, entry: kept?.number }));
    else if (kept !== undefined)
      print(
        `The audit log goes on with entry ${kept.number}, which says that its end was lost. Check the entries before with candor audit verify, and with a head that you kept elsewhere.`,
      );
    if (kept !== undefined) return;
    process.exitCode = EXIT.not;
    if (options.json !== true)
      process.stderr.write(
        "The audit log has its end, so there is nothing to repair. candor audit verify says whether it is whole.\n",
      );
  } catch (error) {
    process.exitCode = EXIT.usage;
    process.stderr.write(`${said(error)}\n`);
  }
}
