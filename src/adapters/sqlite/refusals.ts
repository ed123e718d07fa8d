/** Refusals. */
import { setTimeout as wait } from "node:timers/promises";
import type { KeptRefusal, RefusalReader, RefusalStore } from "../../ports/storage.ts";
import { type Connection, insertInto } from "./connection.ts";

interface RefusalRow {
  readonly ref: string;
  readonly refused_at: number;
  readonly code: string;
  readonly client_id: string | null;
  readonly record: string;
  readonly more: number;
}

function refusalOf({ ref, refused_at: at, code, client_id, record, more }: RefusalRow): KeptRefusal {
  return { ref, at, code, clientId: client_id ?? undefined, record, more };
}

/** Behind every refusal. */
const END = { at: Number.MAX_SAFE_INTEGER, ref: "" };

/** Reads the refusals of a database. Changes nothing. */
export function refusalReader({ prepare, read }: Pick<Connection, "prepare" | "read">): RefusalReader {
  const find = prepare<RefusalRow>("select * from refusals where ref = ?");
  const listed = (where: string): string => `select * from refusals
    where ${where} (refused_at, ref) < (?1, ?2) and (?3 is null or code = ?3 or substr(code, 1, length(?3) + 1) = ?3 || '/')
    order by refused_at desc, ref desc limit ?4`;
  const ofAll = prepare<RefusalRow>(listed(""));
  const ofClient = prepare<RefusalRow>(listed("client_id = ?5 and"));
  return {
    find: (ref) =>
      read(() => {
        const row = find.get(ref);
        return row && refusalOf(row);
      }),
    list: ({ clientId, code = null, before: { at, ref } = END, limit }) =>
      read(() =>
        clientId === undefined
          ? ofAll.all(at, ref, code, limit).map(refusalOf)
          : ofClient.all(at, ref, code, limit, clientId).map(refusalOf),
      ),
  };
}

const COLUMNS = ["ref", "refused_at", "code", "client_id", "record", "size", "more"];

/** The refusals of a database. */
export function refusalStore(connection: Connection): RefusalStore {
  const { prepare, write } = connection;
  const insert = prepare(insertInto("refusals", COLUMNS));
  const grow = prepare("update journal_size set characters = characters + ?");
  const count = prepare("update refusals set more = more + ? where ref = ?");
  return {
    ...refusalReader(connection),
    insert: ({ ref, at, code, clientId, record, more }) =>
      write(() => {
        insert.run(ref, at, code, clientId ?? null, record, record.length, more);
        grow.run(record.length);
      }),
    count: (ref, more) =>
      write(() => {
        count.run(more, ref);
      }),
    purge: refusalPurge(connection),
  };
}

/** Records that one operation deletes: about a millisecond. */
const PORTION = 50;
/** Milliseconds between two batches, for requests that wait for a response. */
const BREATH = 5;

/** Deletes in batches, the oldest first. Refusals of the same moment stay or go together. */
function refusalPurge({ prepare, write }: Connection): RefusalStore["purge"] {
  const oldest = prepare<{ readonly ref: string; readonly refused_at: number; readonly size: number }>(
    "select ref, refused_at, size from refusals order by refused_at limit ?",
  );
  const size = prepare<{ readonly characters: number }>("select characters from journal_size");
  const shrink = prepare("update journal_size set characters = characters - ?");
  const remove = prepare("delete from refusals where ref = ?");

  /** Deletes one batch; `last` is the time of the latest deleted refusal so far. */
  function portion(before: number, bytes: number, last: number): { readonly deleted: number; readonly last: number } {
    const length = size.get()?.characters ?? 0;
    let [deleted, freed, until] = [0, 0, last];
    for (const row of oldest.all(PORTION)) {
      if (row.refused_at >= before && length - freed <= bytes && row.refused_at > until) break;
      remove.run(row.ref);
      [deleted, freed, until] = [deleted + 1, freed + row.size, row.refused_at];
    }
    shrink.run(freed);
    return { deleted, last: until };
  }

  return async (before, bytes, mayGoOn = async () => true) => {
    let [total, last] = [0, Number.NEGATIVE_INFINITY];
    for (;;) {
      const done = await write(() => portion(before, bytes, last));
      [total, last] = [total + done.deleted, done.last];
      if (done.deleted < PORTION) return total;
      await wait(BREATH);
      if (!(await mayGoOn())) return total;
    }
  };
}
