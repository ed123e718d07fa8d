/** Grants. Each change is a single conditional update of its row. */

import { forgetUnredeemed } from "../../ports/retention.ts";
import type { GrantStore } from "../../ports/storage.ts";
import type { Grant } from "../../protocol/grant.ts";
import { accessTokenInserter } from "./access-tokens.ts";
import { type Connection, insertInto } from "./connection.ts";
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
export function grantInserter(prepare: Connection["prepare"]): (grant: Grant, forgetAfter: number) => void {
  const insert = prepare(insertInto("grants", [...GRANT_COLUMNS, "forget_after", "due_at"]));
  return (grant, forgetAfter) => void insert.run(...grantValues(grant), forgetAfter, forgetAfter);
}

/** The grants of a database. */
export function grantStore({ prepare, read, write, forget }: Connection): GrantStore {
  const insert = grantInserter(prepare);
  const find = prepare<GrantRow>(`select ${GRANT_COLUMNS.join(", ")} from grants where id = ?`);
  find.setReturnArrays(true);
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
  );
  findManaged.setReturnArrays(true);
  const revokeManaged = prepare(
    "update grants set revoked_at = ?, revoked_because = ? where managed = ? and revoked_at is null and id <> ?",
  );
  const insertAccessToken = accessTokenInserter(prepare);
  return {
    insert: (grant, issued) =>
      write(() => {
        insert(grant, issued?.forgetAfter ?? forgetUnredeemed(grant));
        if (issued?.accessToken !== undefined) insertAccessToken(issued.accessToken);
      }),
    find: (id) =>
      read(() => {
        const row = find.get(id);
        return row && grantOf(row);
      }),
    redeem: (id, at, { refresh, accessToken, forgetAfter, by, supersedes }) =>
      write(() => {
        const won =
          redeem.run(at, writeOrigin(by), ...refreshValues(refresh), forgetAfter, forgetAfter, id).changes === 1;
        if (won && accessToken !== undefined) insertAccessToken(accessToken);
        if (won && supersedes !== undefined) {
          forget();
          revokeManaged.run(at, supersedes.because, supersedes.root, id);
        }
        return won;
      }),
    rotate: (id, from, { refresh, accessToken, forgetAfter }) =>
      write(() => {
        const won = rotate.run(...refreshValues(refresh), forgetAfter, id, from).changes === 1;
        if (won && accessToken !== undefined) insertAccessToken(accessToken);
        return won;
      }),
    revoke: (id, at, because) =>
      write(() => {
        // A token is cached together with the revocation of its grant.
        forget();
        return revoke.run(at, because, id).changes === 1;
      }),
    findManaged: (root, now) =>
      read(() => {
        const row = findManaged.get(root, now);
        return row && grantOf(row);
      }),
    revokeManaged: (root, at, because) =>
      write(() => {
        forget();
        // There is no grant 0.
        return revokeManaged.run(at, because, root, 0).changes > 0;
      }),
  };
}
