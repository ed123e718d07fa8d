/** Writes accounts, what they are found by, and how many have a hash of each kind. Within an open transaction. */
import { kindOfHash } from "../../ports/password-hash.ts";
import type { Account } from "../../ports/storage.ts";
import { groupsOf, wordsOf } from "../../ports/user-search.ts";
import { ACCOUNT_COLUMNS, accountValues } from "./account-row.ts";
import { type Connection, insertInto, type Steps } from "./connection.ts";
import { rowInserter } from "./insert-rows.ts";

/** Inserts an account, unless its user name or subject is in use. Returns whether it did. */
export function accountInserter(prepare: Connection["prepare"]): (account: Account) => Steps<boolean> {
  const insert = prepare(`${insertInto("accounts", ACCOUNT_COLUMNS)} on conflict do nothing`);
  const index = wordWriter(prepare);
  const count = hashCounter(prepare);
  return function* (account) {
    const isNew = (yield* insert.run(...accountValues(account))).changes === 1;
    if (isNew) {
      yield* index([account]);
      yield* count(kindOfHash(account.passwordHash), 1);
    }
    return isNew;
  };
}

/** The same for many. Returns those who are new. */
export function accountsInserter(
  prepare: Connection["prepare"],
): (accounts: readonly Account[]) => Steps<readonly Account[]> {
  const insert = rowInserter<{ readonly subject: string }>(
    prepare,
    "accounts",
    ACCOUNT_COLUMNS,
    " on conflict do nothing returning subject",
  );
  const index = wordWriter(prepare);
  const count = hashCounter(prepare);
  return function* (accounts) {
    const subjects = new Set((yield* insert(accounts.map(accountValues))).map(({ subject }) => subject));
    // Of two with one subject, the first was inserted.
    const added = accounts.filter(({ subject }) => subjects.delete(subject));
    yield* index(added);
    const kinds = new Map<string, number>();
    for (const { passwordHash } of added) {
      const kind = kindOfHash(passwordHash);
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    for (const [kind, users] of kinds) yield* count(kind, users);
    return added;
  };
}

/** Writes what users are found by, in place of what was written before. */
export function wordWriter(prepare: Connection["prepare"]): (accounts: readonly Account[]) => Steps<void> {
  const remove = prepare("delete from account_words where subject in (select value from json_each(?))");
  const insert = rowInserter(prepare, "account_words", ["kind", "word", "subject"]);
  return function* (accounts) {
    yield* remove.run(JSON.stringify(accounts.map(({ subject }) => subject)));
    yield* insert(
      accounts.flatMap((account) => [
        ...wordsOf(account).map((word) => ["word", word, account.subject]),
        ...groupsOf(account).map((group) => ["group", group, account.subject]),
      ]),
    );
  };
}

/** Counts more or fewer users with a hash of a kind. */
export function hashCounter(prepare: Connection["prepare"]): (kind: string, by: number) => Steps<void> {
  const count = prepare(
    "insert into hash_kinds (kind, users) values (?, ?) on conflict (kind) do update set users = hash_kinds.users + excluded.users",
  );
  return function* (kind, by) {
    yield* count.run(kind, by);
  };
}
