/** Accounts of people. */
import type { SQLInputValue } from "node:sqlite";
import type { Account, PeopleStore } from "../../ports/storage.ts";
import { foldUsername } from "../../ports/username.ts";
import { type Connection, insertInto } from "./connection.ts";

interface Row {
  readonly subject: string;
  readonly username: string;
  readonly password_hash: string;
  readonly role: Account["role"];
  readonly disabled: number;
  readonly claims: string;
  readonly created_at: number;
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
];

const accountOf = (row: Row): Account => ({
  subject: row.subject,
  username: row.username,
  passwordHash: row.password_hash,
  role: row.role,
  disabled: row.disabled === 1,
  claims: JSON.parse(row.claims),
  createdAt: row.created_at,
});

/** Inserts an account within a transaction that is under way, unless its user name or subject is taken; says whether it did. */
export function accountInserter(prepare: Connection["prepare"]): (account: Account) => boolean {
  const insert = prepare(`${insertInto("accounts", COLUMNS)} on conflict do nothing`);
  return (account) => insert.run(...values(account)).changes === 1;
}

/** The people of a database. */
export function peopleStore({ prepare, read, write, cached }: Connection): PeopleStore {
  const insert = accountInserter(prepare);
  const find = prepare<Row>("select * from accounts where subject = ?");
  const findByUsername = prepare<Row>("select * from accounts where username_folded = ?");
  const operator = prepare<{ readonly subject: string }>(
    "select subject from accounts where role = 'operator' limit 1",
  );
  const load = cached((subject: string) => {
    const row = find.get(subject);
    return row && accountOf(row);
  });
  return {
    insert: (account) => write(() => insert(account)),
    find: (subject) => read(() => load(subject)),
    findByUsername: (username) =>
      read(() => {
        const row = findByUsername.get(foldUsername(username));
        return row && accountOf(row);
      }),
    hasOperator: () => read(() => operator.get() !== undefined),
  };
}
