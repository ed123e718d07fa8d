/** Failed attempts to sign in. */
import type { AttemptStore, Attempts } from "../../ports/storage.ts";
import type { Connection } from "./connection.ts";

/** The failed attempts of a database. */
export function attemptStore({ prepare, read, write }: Connection): AttemptStore {
  const find = prepare<Attempts>(
    `select failures, last_at as "lastAt" from attempts where attempt_key = ? and last_at >= ?`,
  );
  const add = prepare<{ readonly failures: number }>(
    `insert into attempts (attempt_key, failures, last_at) values (?, 1, ?)
     on conflict (attempt_key) do update set
       failures = case when attempts.last_at < ? then 1 else attempts.failures + 1 end, last_at = excluded.last_at
     returning failures`,
  );
  const forgive = prepare("update attempts set failures = failures - 1 where attempt_key = ? and failures > 0");
  const clear = prepare("delete from attempts where attempt_key = ?");
  return {
    find: (key, since) =>
      read(() => {
        const { failures, lastAt } = find.get(key, since) ?? { failures: 0, lastAt: 0 };
        return { failures, lastAt };
      }),
    add: (key, at, since) => write(() => add.get(key, at, since)?.failures ?? 1),
    forgive: (key) =>
      write(() => {
        forgive.run(key);
      }),
    clear: (key) =>
      write(() => {
        clear.run(key);
      }),
  };
}
