/** The server's keys, sealed by their keeper. */
import type { KeyStore, StoredKey } from "../../ports/storage.ts";
import type { Connection } from "./connection.ts";

interface Row {
  readonly kid: string;
  readonly key_use: string;
  readonly sealed: string;
  readonly created_at: number;
}

const keyOf = (row: Row): StoredKey => ({
  kid: row.kid,
  use: row.key_use,
  sealed: row.sealed,
  createdAt: row.created_at,
});

/** The keys of a database. */
export function keyStore({ prepare, read, write, scrub }: Connection): KeyStore {
  const all = prepare<Row>("select * from signing_keys order by created_at, kid");
  const first = prepare<Row>("select * from signing_keys where key_use = ? order by created_at, kid limit 1");
  const insert = prepare("insert into signing_keys (kid, key_use, sealed, created_at) values (?, ?, ?, ?)");
  const update = prepare("update signing_keys set sealed = ? where kid = ?");
  return {
    all: () => read(() => all.all().map(keyOf)),
    addFirst: (key) =>
      write(() => {
        const standing = first.get(key.use);
        if (standing !== undefined) return keyOf(standing);
        insert.run(key.kid, key.use, key.sealed, key.createdAt);
        return key;
      }),
    async reseal(kid, sealed) {
      await write(() => update.run(sealed, kid));
      scrub();
    },
  };
}
