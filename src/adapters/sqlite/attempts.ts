/** Failed attempts to sign in. */
import type { AttemptStore } from "../../ports/storage.ts";
import { type DrainingCount, oneMore } from "../../protocol/draining-count.ts";
import type { Connection } from "./connection.ts";

/** The failed attempts of a database. */
export function attemptStore({ prepare, read, write }: Connection): AttemptStore {
  const select = prepare<DrainingCount>(
    `select empty_at as "emptyAt", last_at as "lastAt" from failures where failure_key = ?`,
  );
  const replace = prepare(
    `insert into failures (failure_key, empty_at, last_at) values (?, ?, ?)
     on conflict (failure_key) do update set empty_at = excluded.empty_at, last_at = excluded.last_at`,
  );
  const remove = prepare("delete from failures where failure_key = ?");
  const find = (key: string): DrainingCount | undefined => {
    const row = select.get(key);
    return row && { ...row };
  };
  return {
    find: (keys) => read(() => keys.map(find)),
    add: (failures, at) =>
      write(() => {
        for (const { key, drain } of failures) {
          const { emptyAt, lastAt } = oneMore(find(key), drain, at);
          replace.run(key, emptyAt, lastAt);
        }
      }),
    clear: (key) =>
      write(() => {
        remove.run(key);
      }),
  };
}
