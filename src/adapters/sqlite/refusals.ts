/** Refusals, and the surroundings that they have in common. */
import type { RefusalStore } from "../../ports/storage.ts";
import { type Connection, insertInto } from "./connection.ts";

interface RefusalRow {
  readonly ref: string;
  readonly refused_at: number;
  readonly code: string;
  readonly client_id: string | null;
  readonly record: string;
  readonly surroundings: string;
  readonly more: number;
  readonly body: string | null;
}

const COLUMNS = ["ref", "refused_at", "code", "client_id", "record", "size", "surroundings", "more"];

/** The refusals of a database. */
export function refusalStore({ prepare, read, write }: Connection): RefusalStore {
  const insert = prepare(insertInto("refusals", COLUMNS));
  const surround = prepare("insert into surroundings (name, body) values (?, ?) on conflict (name) do nothing");
  const count = prepare("update refusals set more = more + ? where ref = ?");
  const find = prepare<RefusalRow>(
    "select refusals.*, body from refusals left join surroundings on name = surroundings where ref = ?",
  );
  // The date of the newest refusal that, with all younger ones, is too much.
  const surplus = prepare<{ readonly refused_at: number }>(
    `select refused_at from (select refused_at, sum(size) over (order by refused_at desc, ref) as total from refusals)
     where total > ? order by refused_at desc limit 1`,
  );
  const remove = prepare("delete from refusals where refused_at < ? or refused_at <= ?");
  const tidy = prepare("delete from surroundings where name not in (select surroundings from refusals)");
  return {
    insert: ({ ref, at, code, clientId, record, surroundings, more }) =>
      write(() => {
        insert.run(ref, at, code, clientId ?? null, record, record.length, surroundings, more);
      }),
    surround: (name, text) =>
      write(() => {
        surround.run(name, text);
      }),
    count: (ref, more) =>
      write(() => {
        count.run(more, ref);
      }),
    find: (ref) =>
      read(() => {
        const row = find.get(ref);
        if (row === undefined) return undefined;
        const { refused_at: at, code, client_id, record, surroundings, more, body } = row;
        const refusal = { ref, at, code, clientId: client_id ?? undefined, record, surroundings, more };
        return { refusal, surroundings: body ?? "" };
      }),
    purge: (before, bytes) =>
      write(() => {
        const { changes } = remove.run(before, surplus.get(bytes)?.refused_at ?? -1);
        if (changes > 0) tidy.run();
        return changes;
      }),
  };
}
