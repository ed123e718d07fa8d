/** Grants. Each change is a single conditional update of its row. */

import { forgetUnredeemed } from "../../ports/retention.ts";
import type { GrantStore } from "../../ports/storage.ts";
import type { Grant } from "../../protocol/grant.ts";
import { accessTokenInserter } from "./access-tokens.ts";
import { type Connection, insertInto, type Steps } from "./connection.ts";
import {
  GRANT_COLUMNS,
  type GrantRow,
  grantOf,
  grantValues,
  REFRESH_COLUMNS,
  refreshValues,
  writeOrigin,
} from "./grant-row.ts";

const SET_REFRESH = REFRESH_COLUMNS.map((column) => `${column} = ?`).join(", ");

/** Inserts a grant within an open transaction. */
export function grantInserter(prepare: Connection["prepare"]): (grant: Grant, forgetAfter: number) => Steps<void> {
  const insert = prepare(insertInto("grants", [...GRANT_COLUMNS, "forget_after", "due_at"]));
  return function* (grant, forgetAfter) {
    yield* insert.run(...grantValues(grant), forgetAfter, forgetAfter);
  };
}

/** The grants of a database. */
export function grantStore({ prepare, read, writeRows, forget }: Connection): GrantStore {
  const insert = grantInserter(prepare);
  const find = prepare<GrantRow>(`select ${GRANT_COLUMNS.join(", ")} from grants where id = ?`, { lists: true });
  const redeem = prepare(
    `update grants set redeemed_at = ?, redeemed_by = ?, ${SET_REFRESH}, forget_after = ?, due_at = ?
     where id = ? and source is null and redeemed_at is null and revoked_at is null`,
  );
  const rotate = prepare(
    `update grants set ${SET_REFRESH}, forget_after = ? where id = ? and refresh_generation = ? and revoked_at is null`,
  );
  const revoke = prepare("update grants set revoked_at = ?, revoked_because = ? where id = ? and revoked_at is null");
  const findManaged = prepare<GrantRow>(
    `select ${GRANT_COLUMNS.join(", ")} from grants
     where managed = ? and revoked_at is null and redeemed_at is not null and forget_after > ? order by id desc limit 1`,
    { lists: true },
  );
  const revokeManaged = prepare(
    "update grants set revoked_at = ?, revoked_because = ? where managed = ? and revoked_at is null and id <> ?",
  );
  const insertAccessToken = accessTokenInserter(prepare);
  return {
    insert: writeRows(function* (grant, issued) {
      yield* insert(grant, issued?.forgetAfter ?? forgetUnredeemed(grant));
      if (issued?.accessToken !== undefined) yield* insertAccessToken(issued.accessToken);
    }),
    find: read(function* (id) {
      const row = yield* find.get(id);
      return row && grantOf(row);
    }),
    redeem: writeRows(function* (id, at, { refresh, accessToken, forgetAfter, by, supersedes }) {
      const values = [at, writeOrigin(by), ...refreshValues(refresh), forgetAfter, forgetAfter, id];
      const won = (yield* redeem.run(...values)).changes === 1;
      if (won && accessToken !== undefined) yield* insertAccessToken(accessToken);
      if (won && supersedes !== undefined) {
        forget();
        yield* revokeManaged.run(at, supersedes.because, supersedes.root, id);
      }
      return won;
    }),
    rotate: writeRows(function* (id, from, { refresh, accessToken, forgetAfter }) {
      const won = (yield* rotate.run(...refreshValues(refresh), forgetAfter, id, from)).changes === 1;
      if (won && accessToken !== undefined) yield* insertAccessToken(accessToken);
      return won;
    }),
    revoke: writeRows(function* (id, at, because) {
      // A token is cached together with the revocation of its grant.
      forget();
      return (yield* revoke.run(at, because, id)).changes === 1;
    }),
    findManaged: read(function* (root, now) {
      const row = yield* findManaged.get(root, now);
      return row && grantOf(row);
    }),
    revokeManaged: writeRows(function* (root, at, because) {
      forget();
      // There is no grant 0.
      return (yield* revokeManaged.run(at, because, root, 0)).changes > 0;
    }),
  };
}
