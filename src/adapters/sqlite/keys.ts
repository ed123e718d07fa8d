/** The server's keys, encrypted by the key adapter. */
import type { KeyStore, StoredKey } from "../../ports/storage.ts";
import { auditAppender } from "./audit.ts";
import { type Connection, insertInto } from "./connection.ts";

interface Row {
  readonly kid: string;
  readonly key_use: string;
  readonly sealed: string;
  readonly created_at: number;
  readonly signs_from: number | null;
}

const keyOf = (row: Row): StoredKey => ({
  kid: row.kid,
  use: row.key_use,
  sealed: row.sealed,
  createdAt: row.created_at,
  ...(row.signs_from !== null && { signsFrom: row.signs_from }),
});

/** The keys of a database. */
export function keyStore({ prepare, read, write, cached, forget, emptyLog }: Connection): KeyStore {
  const all = prepare<Row>("select * from signing_keys order by created_at, kid");
  const first = prepare<Row>("select * from signing_keys where key_use = ? order by created_at, kid limit 1");
  const latest = prepare<Row>(
    "select * from signing_keys where key_use = ? order by coalesce(signs_from, created_at) desc, created_at desc, kid desc limit 1",
  );
  const insertRow = prepare(insertInto("signing_keys", ["kid", "key_use", "sealed", "created_at", "signs_from"]));
  const insert = ({ kid, use, sealed, createdAt, signsFrom }: StoredKey) =>
    insertRow.run(kid, use, sealed, createdAt, signsFrom ?? null);
  const append = auditAppender(prepare);
  const remove = prepare("delete from signing_keys where kid = ?");
  const date = prepare("update signing_keys set signs_from = ? where kid = ?");
  const revision = prepare<{ readonly text: string | null }>(
    `select group_concat(kid || ' ' || coalesce(signs_from, '')) as text from (select * from signing_keys order by kid)`,
  );
  const loadRevision = cached((_: "all") => revision.get()?.text ?? "");
  const update = prepare("update signing_keys set sealed = ? where kid = ?");
  return {
    all: () => read(() => all.all().map(keyOf)),
    addFirst: (key, entry) =>
      write(() => {
        const standing = first.get(key.use);
        if (standing !== undefined) return keyOf(standing);
        forget();
        insert(key);
        if (entry !== undefined) append(entry);
        return key;
      }),
    revision: () => read(() => loadRevision("all") ?? ""),
    add: (key, expected, entry) =>
      write(() => {
        if (latest.get(key.use)?.kid !== expected) return false;
        forget();
        insert(key);
        if (entry !== undefined) append(entry);
        return true;
      }),
    date: (kid, signsFrom, entry) =>
      write(() => {
        if (date.run(signsFrom, kid).changes === 0) return false;
        forget();
        if (entry !== undefined) append(entry);
        return true;
      }),
    replace: (kid, by, entry) =>
      write(() => {
        if (remove.run(kid).changes === 0) return false;
        forget();
        if (by !== undefined && date.run(by.signsFrom, by.kid).changes === 0 && "sealed" in by) insert(by);
        if (entry !== undefined) append(entry);
        return true;
      }),
    async reseal(kid, sealed, entry) {
      await write(() => {
        const { changes } = update.run(sealed, kid);
        if (entry !== undefined && changes > 0) append(entry);
        moveTable(prepare);
      });
      await emptyLog();
    },
  };
}

/**
 * Moves the keys to other pages. Data that is deleted within a page may stay there when its rows are rearranged. The pages of a
 * dropped table are overwritten (secure_delete). Rewriting the whole file would lock a large one for seconds.
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
