/** The numbers of the processes. They are ordered by turn rather than date, because clocks can be set. */
import type { ProcessStore } from "../../ports/storage.ts";
import type { Connection } from "./connection.ts";

/** The processes of a database. */
export function processStore({ prepare, write }: Connection): ProcessStore {
  const all = prepare<{ readonly part: number; readonly turn: number }>("select part, turn from processes");
  const take = prepare(
    `insert into processes (part, holder, turn) values (?, ?, ?)
     on conflict (part) do update set holder = excluded.holder, turn = excluded.turn`,
  );
  const keep = prepare(
    "update processes set turn = (select max(turn) + 1 from processes) where part = ? and holder = ?",
  );
  // Another process has closed the database, while this one still has it open.
  const inUse = prepare("update wholeness set in_use = 1 where in_use = 0");
  return {
    take: write(function* (holder, count) {
      const turns = new Map((yield* all.all()).map(({ part, turn }) => [part, turn]));
      const parts = Array.from({ length: count }, (_, part) => part);
      const part = parts.reduce((a, b) => ((turns.get(b) ?? 0) < (turns.get(a) ?? 0) ? b : a));
      yield* take.run(part, holder, Math.max(0, ...turns.values()) + 1);
      return part;
    }),
    keep: write(function* (holder, part) {
      yield* inUse.run();
      return (yield* keep.run(part, holder)).changes === 1;
    }),
  };
}
