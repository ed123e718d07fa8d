/** The leases of the processes. */
import { isFree, type LeaseStore } from "../../ports/leases.ts";
import type { Connection } from "./connection.ts";

/** The leases of a database. */
export function leaseStore({ prepare, write, writeRows }: Connection): LeaseStore {
  const find = prepare<{ readonly holder: string; readonly until: number }>(
    'select holder, held_until as "until" from leases where name = ?',
  );
  const take = prepare(
    `insert into leases (name, holder, held_until) values (?, ?, ?)
     on conflict (name) do update set holder = excluded.holder, held_until = excluded.held_until`,
  );
  const renew = prepare("update leases set held_until = ? where name = ? and holder = ?");
  const release = prepare("delete from leases where name = ? and holder = ?");
  return {
    take: write(function* (name, holder, now, until) {
      const lease = yield* find.get(name);
      if (lease !== undefined && lease.holder !== holder && !isFree(lease.until, now, until)) return false;
      yield* take.run(name, holder, until);
      return true;
    }),
    renew: writeRows(function* (name, holder, until) {
      return (yield* renew.run(until, name, holder)).changes === 1;
    }),
    release: writeRows(function* (name, holder) {
      yield* release.run(name, holder);
    }),
  };
}
