/** Which applications the configuration file registers, as of the last start. */
import type { AuditEntry } from "../../ports/audit.ts";
import { fileChange, sinceIn } from "../../ports/file-clients.ts";
import type { FileChange } from "../../ports/registrations.ts";
import type { Connection, Steps } from "./connection.ts";
import { endOfClient } from "./holdings.ts";

/** A row with this id says that there was a start. No application has it. */
const START = "";

/** Keeps them within an open transaction: see `RegistrationStore.inFile`. */
export function fileClientKeeper(
  prepare: Connection["prepare"],
  append: (entry: AuditEntry) => Steps<unknown>,
): (
  ids: readonly string[],
  at: number,
  entry?: (change: FileChange) => AuditEntry,
) => Steps<ReadonlyMap<string, number>> {
  const all = prepare<{ readonly client_id: string; readonly since: number }>(
    "select client_id, since from file_clients",
  );
  const insert = prepare("insert into file_clients (client_id, since) values (?, ?)");
  const remove = prepare("delete from file_clients where client_id = ?");
  const stored = prepare("select 1 from registrations where kind = 'application' and id = ? and until is null");
  const endClient = endOfClient(prepare);
  return function* (ids, at, entry) {
    const rows = new Map((yield* all.all()).map(({ client_id, since }) => [client_id, since]));
    const before = rows.delete(START) ? rows : undefined;
    const [since, taken] = sinceIn(before, ids, at);
    const change = fileChange(before, ids);
    if (entry !== undefined && change !== undefined) yield* append(entry(change));
    if (before === undefined) {
      yield* insert.run(START, at);
      for (const id of ids) yield* insert.run(id, 0);
    }
    for (const id of taken) {
      yield* endClient(id, at);
      yield* insert.run(id, at);
    }
    for (const id of before?.keys() ?? []) {
      if (since.has(id)) continue;
      yield* remove.run(id);
      // The one in the storage is in force again.
      if ((yield* stored.get(id)) !== undefined) yield* endClient(id, at);
    }
    return since;
  };
}
