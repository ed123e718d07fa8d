/** Refusals. */
import { setTimeout as wait } from "node:timers/promises";
import type { KeptRefusal, RefusalReader, RefusalStore } from "../../ports/storage.ts";
import { type Connection, insertInto, type Steps } from "./connection.ts";
import { placesOf } from "./refusal-list.ts";
import { refusalViews } from "./refusal-views.ts";

interface RefusalRow {
  readonly ref: string;
  readonly refused_at: number;
  readonly code: string;
  readonly client_id: string | null;
  readonly endpoint: string | null;
  readonly network: string | null;
  readonly record: string;
  readonly more: number;
}

function refusalOf({ ref, refused_at: at, code, client_id, endpoint, network, record, more }: RefusalRow): KeptRefusal {
  return {
    ...{ ref, at, code, record, more },
    clientId: client_id ?? undefined,
    endpoint: endpoint ?? undefined,
    network: network ?? undefined,
  };
}

/** Reads the refusals of a database. Changes nothing. */
export function refusalReader(connection: Pick<Connection, "prepare" | "read">): RefusalReader {
  const { prepare, read } = connection;
  const find = prepare<RefusalRow>("select * from refusals where ref = ?");
  const places = placesOf(connection);
  function* found(ref: string): Steps<KeptRefusal | undefined> {
    const row = yield* find.get(ref);
    return row && refusalOf(row);
  }
  return {
    find: read(found),
    list: read(function* (filter) {
      const all: KeptRefusal[] = [];
      for (const { ref } of yield* places(filter)) {
        const refusal = yield* found(ref);
        if (refusal !== undefined) all.push(refusal);
      }
      return all;
    }),
    ...refusalViews(connection),
  };
}

const COLUMNS = ["ref", "refused_at", "code", "client_id", "endpoint", "network", "record", "size", "more"];

/** The refusals of a database. */
export function refusalStore(connection: Connection): RefusalStore {
  const { prepare, writeRows } = connection;
  const insert = prepare(insertInto("refusals", COLUMNS));
  const grow = prepare("update journal_size set characters = characters + ?");
  const count = prepare("update refusals set more = more + ? where ref = ?");
  return {
    ...refusalReader(connection),
    insert: writeRows(function* ({ ref, at, code, clientId = null, endpoint = null, network = null, record, more }) {
      yield* insert.run(ref, at, code, clientId, endpoint, network, record, record.length, more);
      yield* grow.run(record.length);
    }),
    count: writeRows(function* (ref, more) {
      yield* count.run(more, ref);
    }),
    purge: refusalPurge(connection),
  };
}

/** Records that one operation deletes: about a millisecond. */
const PORTION = 50;
/** Milliseconds between two batches, for requests that wait for a response. */
const BREATH = 5;

/** Deletes in batches, the oldest first. Refusals of the same moment stay or go together. */
function refusalPurge({ prepare, writeRows }: Connection): RefusalStore["purge"] {
  const oldest = prepare<{ readonly ref: string; readonly refused_at: number; readonly size: number }>(
    "select ref, refused_at, size from refusals order by refused_at limit ? for update",
  );
  const size = prepare<{ readonly characters: number }>("select characters from journal_size for update");
  const shrink = prepare("update journal_size set characters = characters - ?");
  const remove = prepare("delete from refusals where ref = ?");
  const forget = prepare("delete from refusal_groups where total <= 0 and last_at < ?");

  /** Deletes one batch; `last` is the time of the latest deleted refusal so far. */
  function* portion(
    before: number,
    bytes: number,
    last: number,
  ): Steps<{ readonly deleted: number; readonly last: number }> {
    const length = (yield* size.get())?.characters ?? 0;
    let [deleted, freed, until] = [0, 0, last];
    for (const row of yield* oldest.all(PORTION)) {
      if (row.refused_at >= before && length - freed <= bytes && row.refused_at > until) break;
      yield* remove.run(row.ref);
      [deleted, freed, until] = [deleted + 1, freed + row.size, row.refused_at];
    }
    yield* shrink.run(freed);
    return { deleted, last: until };
  }

  const removePortion = writeRows(portion);
  const removeCounts = writeRows(forget.run);
  return async (before, bytes, mayGoOn = async () => true) => {
    let [total, last] = [0, Number.NEGATIVE_INFINITY];
    for (;;) {
      const done = await removePortion(before, bytes, last);
      [total, last] = [total + done.deleted, done.last];
      if (done.deleted < PORTION) break;
      await wait(BREATH);
      if (!(await mayGoOn())) return total;
    }
    await removeCounts(before);
    return total;
  };
}
