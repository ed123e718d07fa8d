/** One-time links with which users make an account, join a team or choose a password. */
import type { Invitation, InvitationStore } from "../../ports/storage.ts";
import { accountInserter } from "./account-writes.ts";
import { auditAppender } from "./audit.ts";
import { type Connection, insertInto } from "./connection.ts";
import { registrationChanger } from "./registration-changes.ts";

interface Row {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly role: Invitation["role"];
  readonly expires_at: number;
  readonly used_at: number | null;
  readonly content: string | null;
}

const COLUMNS = ["id", "hash", "role", "expires_at", "used_at", "content", "team"] as const;

const invitationOf = (row: Row): Invitation => ({
  id: row.id,
  hash: row.hash,
  role: row.role,
  expiresAt: row.expires_at,
  usedAt: row.used_at ?? undefined,
  ...(row.content !== null && { to: JSON.parse(row.content) }),
});

/** The invitations of a database. */
export function invitationStore({ prepare, read, write, forget }: Connection): InvitationStore {
  const insert = prepare(insertInto("invitations", COLUMNS));
  const find = prepare<Row>("select * from invitations where id = ?");
  const open = (where: string) =>
    prepare<Row>(
      `select * from invitations where ${where} and id < ?2 and used_at is null and expires_at > ?3 order by id desc limit ?4`,
    );
  const all = open("cast(?1 as text) is null and content is not null");
  const ofTeam = open("team = ?1");
  const remove = prepare("delete from invitations where id = ? and used_at is null");
  const use = prepare("update invitations set used_at = ? where id = ? and used_at is null and expires_at > ?");
  const operator = prepare("select 1 from accounts where role = 'operator' limit 1");
  const giveBack = prepare("update invitations set used_at = null where id = ?");
  const insertAccount = accountInserter(prepare);
  const append = auditAppender(prepare);
  const changer = registrationChanger(prepare, append, forget);
  return {
    insert: write(function* ({ id, hash, role, expiresAt, usedAt, to }, entry) {
      const content = to === undefined ? null : JSON.stringify(to);
      yield* insert.run(id, hash, role, expiresAt, usedAt ?? null, content, to?.team ?? null);
      if (entry !== undefined) yield* append(entry);
    }),
    find: read(function* (id) {
      const row = yield* find.get(id);
      return row && invitationOf(row);
    }),
    list: read(function* ({ team, before = Number.MAX_SAFE_INTEGER, limit, now }) {
      const list = team === undefined ? all : ofTeam;
      return (yield* list.all(team ?? null, before, now, limit)).map(invitationOf);
    }),
    remove: write(function* (id, entry) {
      if ((yield* remove.run(id)).changes === 0) return false;
      if (entry !== undefined) yield* append(entry);
      return true;
    }),
    accept: write(function* (id, at, { account, entry, along }) {
      const isFirst = (yield* find.get(id))?.content === null;
      if (isFirst && account?.role === "operator" && (yield* operator.get()) !== undefined) return "used";
      if ((yield* use.run(at, id, at)).changes === 0) return "used";
      const isCurrent = along === undefined || (yield* changer.conflictIn(along.changes)) === undefined;
      if (!isCurrent || (account !== undefined && !(yield* insertAccount(account)))) {
        yield* giveBack.run(id);
        return isCurrent ? "taken" : "conflict";
      }
      if (entry !== undefined) yield* append(entry);
      if (along !== undefined) yield* changer.change(along.changes, along.entry);
      return "accepted";
    }),
  };
}
