/** What was used and may be used once. */
import type { SingleUseStore } from "../../ports/single-use.ts";
import type { Connection } from "./connection.ts";

export function singleUseStore({ prepare, writeRows }: Connection): SingleUseStore {
  const insert = prepare("insert into used_once (hash, used_until) values (?, ?) on conflict (hash) do nothing");
  const remove = prepare("delete from used_once where hash = ?");
  return {
    use: writeRows(function* (all) {
      // In one order for everybody, so that nobody waits for somebody who waits for them.
      const sorted = all.toSorted((a, b) => Buffer.compare(a.hash, b.hash));
      for (const [at, { hash, until }] of sorted.entries()) {
        if ((yield* insert.run(hash, until)).changes === 1) continue;
        for (const { hash } of sorted.slice(0, at)) yield* remove.run(hash);
        return false;
      }
      return true;
    }),
  };
}
