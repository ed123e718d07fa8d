/** The server's keys, encrypted by the key adapter. */
import type { AuditEntry } from "../../ports/audit.ts";
import type { KeyStore, StoredKey } from "../../ports/storage.ts";
import { auditAppender } from "./audit.ts";
import { type Connection, insertInto, type Steps } from "./connection.ts";

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

/** How a database makes sure that nothing is left of what it has replaced. */
export interface Overwriting {
  /** Within the transaction that replaces it. */
  readonly within: () => Steps<void>;
  /** After its commit. */
  readonly after: () => Promise<void>;
}

/** The keys of a database. `overwriting`: none where a database has no setting for it. */
export function keyStore(
  { prepare, read, write, cached, forget }: Connection,
  overwriting?: Overwriting | undefined,
): KeyStore {
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
  const dates = prepare<Pick<Row, "kid" | "signs_from">>("select kid, signs_from from signing_keys order by kid");
  const loadRevision = cached(function* (_: "all") {
    return (yield* dates.all()).map(({ kid, signs_from }) => `${kid} ${signs_from ?? ""}`).join();
  });
  const update = prepare("update signing_keys set sealed = ? where kid = ?");
  const reseal = write(function* (kid: string, sealed: string, entry: AuditEntry | undefined) {
    const { changes } = yield* update.run(sealed, kid);
    if (entry !== undefined && changes > 0) yield* append(entry);
    if (overwriting !== undefined) yield* overwriting.within();
  });
  return {
    all: read(function* () {
      return (yield* all.all()).map(keyOf);
    }),
    addFirst: write(function* (key, entry) {
      const standing = yield* first.get(key.use);
      if (standing !== undefined) return keyOf(standing);
      forget();
      yield* insert(key);
      if (entry !== undefined) yield* append(entry);
      return key;
    }),
    revision: read(function* () {
      return (yield* loadRevision("all")) ?? "";
    }),
    add: write(function* (key, expected, entry) {
      if ((yield* latest.get(key.use))?.kid !== expected) return false;
      forget();
      yield* insert(key);
      if (entry !== undefined) yield* append(entry);
      return true;
    }),
    date: write(function* (kid, signsFrom, entry) {
      if ((yield* date.run(signsFrom, kid)).changes === 0) return false;
      forget();
      if (entry !== undefined) yield* append(entry);
      return true;
    }),
    replace: write(function* (kid, by, entry) {
      if ((yield* remove.run(kid)).changes === 0) return false;
      forget();
      if (by !== undefined && (yield* date.run(by.signsFrom, by.kid)).changes === 0 && "sealed" in by)
        yield* insert(by);
      if (entry !== undefined) yield* append(entry);
      return true;
    }),
    async reseal(kid, sealed, entry) {
      await reseal(kid, sealed, entry);
      await overwriting?.after();
    },
  };
}
