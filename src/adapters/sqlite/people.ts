/** Accounts of users. */
import type { SQLInputValue } from "node:sqlite";
import type { Account, PeopleStore } from "../../ports/storage.ts";
import { foldUsername } from "../../ports/username.ts";
import { auditAppender } from "./audit.ts";
import { type Connection, insertInto } from "./connection.ts";
import { lastIdReader } from "./last-id.ts";

interface Row {
  readonly subject: string;
  readonly username: string;
  readonly password_hash: string;
  readonly role: Account["role"];
  readonly disabled: number;
  readonly claims: string;
  readonly created_at: number;
  readonly ended_through: number | null;
  readonly ended_at: number | null;
}

const COLUMNS = [
  "subject",
  "username",
  "username_folded",
  "password_hash",
  "role",
  "disabled",
  "claims",
  "created_at",
  "ended_through",
  "ended_at",
] as const;

/** In the order of `COLUMNS`. */
const values = (account: Account): SQLInputValue[] => [
  account.subject,
  account.username,
  foldUsername(account.username),
  account.passwordHash,
  account.role,
  Number(account.disabled),
  JSON.stringify(account.claims),
  account.createdAt,
  account.ended?.through ?? null,
  account.ended?.at ?? null,
];

const accountOf = (row: Row): Account => ({
  subject: row.subject,
  username: row.username,
  passwordHash: row.password_hash,
  role: row.role,
  disabled: row.disabled === 1,
  claims: JSON.parse(row.claims),
  createdAt: row.created_at,
  ...(row.ended_through !== null && { ended: { through: row.ended_through, at: row.ended_at ?? 0 } }),
});

/** Inserts an account within an open transaction, unless its user name or subject is in use. Returns whether it did. */
export function accountInserter(prepare: Connection["prepare"]): (account: Account) => boolean {
  const insert = prepare(`${insertInto("accounts", COLUMNS)} on conflict do nothing`);
  return (account) => insert.run(...values(account)).changes === 1;
}

/** The users of a database. */
export function peopleStore({ prepare, read, write, cached, forget }: Connection): PeopleStore {
  const insert = accountInserter(prepare);
  const find = prepare<Row>("select * from accounts where subject = ?");
  const findByUsername = prepare<Row>("select * from accounts where username_folded = ?");
  const operator = prepare<{ readonly subject: string }>(
    "select subject from accounts where role = 'operator' limit 1",
  );
  const list = prepare<Row>("select * from accounts where username_folded > ? order by username_folded limit ?");
  const otherOperator = prepare(
    "select 1 from accounts where role = 'operator' and disabled = 0 and subject <> ? limit 1",
  );
  const nameOfOther = prepare("select 1 from accounts where username_folded = ? and subject <> ?");
  const replace = prepare(`update accounts set ${COLUMNS.map((name) => `${name} = ?`).join(", ")} where subject = ?`);
  const removeConsents = prepare("delete from consents where subject = ?");
  const remove = prepare("delete from accounts where subject = ?");
  const isLastOperator = ({ subject, role, disabled }: Account): boolean =>
    role === "operator" && !disabled && otherOperator.get(subject) === undefined;
  const lastId = lastIdReader(prepare);
  const append = auditAppender(prepare);
  const load = cached((subject: string) => {
    const row = find.get(subject);
    return row && accountOf(row);
  });
  return {
    insert: (account, entry) =>
      write(() => {
        const isNew = insert(account);
        if (isNew && entry !== undefined) append(entry);
        return isNew;
      }),
    find: (subject) => read(() => load(subject)),
    findByUsername: (username) =>
      read(() => {
        const row = findByUsername.get(foldUsername(username));
        return row && accountOf(row);
      }),
    list: (after, limit) => read(() => list.all(after === undefined ? "" : foldUsername(after), limit).map(accountOf)),
    change: (subject, edit, keepOperator, entryOf) =>
      write(() => {
        const row = find.get(subject);
        if (row === undefined) return "gone";
        const before = accountOf(row);
        const after = edit(before, lastId());
        const operates = after.role === "operator" && !after.disabled;
        if (keepOperator && !operates && isLastOperator(before)) return "last-operator";
        if (nameOfOther.get(foldUsername(after.username), subject) !== undefined) return "taken";
        forget();
        replace.run(...values(after), subject);
        const entry = entryOf?.(before, after);
        if (entry !== undefined) append(entry);
        return after;
      }),
    remove: (subject, keepOperator, entryOf) =>
      write(() => {
        const row = find.get(subject);
        if (row === undefined) return "gone";
        const account = accountOf(row);
        if (keepOperator && isLastOperator(account)) return "last-operator";
        forget();
        removeConsents.run(subject);
        remove.run(subject);
        const entry = entryOf?.(account);
        if (entry !== undefined) append(entry);
        return "removed";
      }),
    hasOperator: () => read(() => operator.get() !== undefined),
  };
}
