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
export function keyStore({ prepare, read, write, emptyLog }: Connection): KeyStore {
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
      await write(() => {
        update.run(sealed, kid);
        moveTable(prepare);
      });
      await emptyLog();
    },
  };
}

/**
 * Moves the keys to other pages. What is deleted within a page may be left in it when its rows are rearranged; the pages of a table that is dropped
 * are overwritten (secure_delete). To rewrite the whole file instead would lock a large one for seconds.
 */
function moveTable(prepare: Connection["prepare"]): void {
  const [made] = prepare<{ readonly sql: string }>("select sql from sqlite_master where name = 'signing_keys'").all();
  for (const statement of [
    (made?.sql ?? "").replace(/\bsigning_keys\b/, "moved_keys"),
    "insert into moved_keys select * from signing_keys",
    "drop table signing_keys",
    "alter table moved_keys rename to signing_keys",
  ])
    prepare(statement).run();
}
