/** What was used and may be used once. */
import type { SingleUseStore } from "../../ports/single-use.ts";
import type { Connection } from "./connection.ts";

export function singleUseStore({ prepare, write }: Connection): SingleUseStore {
  const find = prepare<{ readonly used: number }>('select 1 as "used" from used_once where hash = ?');
  const insert = prepare("insert into used_once (hash, used_until) values (?, ?)");
  return {
    use: (all) =>
      write(() => {
        const hashes = new Set(all.map(({ hash }) => Buffer.from(hash).toString("latin1")));
        if (hashes.size < all.length || all.some(({ hash }) => find.get(hash) !== undefined)) return false;
        for (const { hash, until } of all) insert.run(hash, until);
        return true;
      }),
  };
}
