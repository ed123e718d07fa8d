/** One-time links with which users make an account. */
import type { Invitation, InvitationStore } from "../../ports/storage.ts";
import { auditAppender } from "./audit.ts";
import { type Connection, insertInto } from "./connection.ts";
import { accountInserter } from "./people.ts";

interface Row {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly role: Invitation["role"];
  readonly expires_at: number;
  readonly used_at: number | null;
}

const COLUMNS = ["id", "hash", "role", "expires_at", "used_at"] as const;

const invitationOf = (row: Row): Invitation => ({
  id: row.id,
  hash: row.hash,
  role: row.role,
  expiresAt: row.expires_at,
  usedAt: row.used_at ?? undefined,
});

/** The invitations of a database. */
export function invitationStore({ prepare, read, write }: Connection): InvitationStore {
  const insert = prepare(insertInto("invitations", COLUMNS));
  const find = prepare<Row>("select * from invitations where id = ?");
  const use = prepare("update invitations set used_at = ? where id = ? and used_at is null and expires_at > ?");
  const operator = prepare("select 1 from accounts where role = 'operator' limit 1");
  const giveBack = prepare("update invitations set used_at = null where id = ?");
  const insertAccount = accountInserter(prepare);
  const append = auditAppender(prepare);
  return {
    insert: ({ id, hash, role, expiresAt, usedAt }) =>
      write(() => {
        insert.run(id, hash, role, expiresAt, usedAt ?? null);
      }),
    find: (id) =>
      read(() => {
        const row = find.get(id);
        return row && invitationOf(row);
      }),
    accept: (id, account, at, entry) =>
      write(() => {
        if (account.role === "operator" && operator.get() !== undefined) return "used";
        if (use.run(at, id, at).changes === 0) return "used";
        if (insertAccount(account)) {
          if (entry !== undefined) append(entry);
          return "accepted";
        }
        giveBack.run(id);
        return "taken";
      }),
  };
}
