/** Pushed authorization requests. */
import type { PushedRequest, PushedRequestStore } from "../../ports/pushed-requests.ts";
import { type Connection, insertInto } from "./connection.ts";

interface Row {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly client_id: string;
  readonly parameters: string;
  readonly pushed_at: number;
  readonly expires_at: number;
  readonly opened_at: number | null;
  readonly used_at: number | null;
}

const COLUMNS = ["id", "hash", "client_id", "parameters", "pushed_at", "expires_at", "opened_at", "ends_at"] as const;

const requestOf = (row: Row): PushedRequest => ({
  id: row.id,
  hash: row.hash,
  clientId: row.client_id,
  parameters: row.parameters,
  pushedAt: row.pushed_at,
  expiresAt: row.expires_at,
  openedAt: row.opened_at ?? undefined,
  usedAt: row.used_at ?? undefined,
});

export function pushedRequestStore({ prepare, read, writeRows }: Connection): PushedRequestStore {
  const insert = prepare(insertInto("pushed_requests", COLUMNS));
  const find = prepare<Row>("select * from pushed_requests where id = ?");
  const open = prepare("update pushed_requests set opened_at = ?, ends_at = ? where id = ? and opened_at is null");
  const use = prepare("update pushed_requests set used_at = ? where id = ? and used_at is null");
  return {
    insert: writeRows(function* ({ id, hash, clientId, parameters, pushedAt, expiresAt, openedAt }) {
      yield* insert.run(id, hash, clientId, parameters, pushedAt, expiresAt, openedAt ?? null, expiresAt);
    }),
    find: read(function* (id) {
      const row = yield* find.get(id);
      return row && requestOf(row);
    }),
    open: writeRows(function* (id, at, endsAt) {
      yield* open.run(at, endsAt, id);
    }),
    use: writeRows(function* (id, at) {
      return (yield* use.run(at, id)).changes > 0;
    }),
  };
}
