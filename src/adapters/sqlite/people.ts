/** Accounts of users. */
import type { Account, Along, PeopleStore } from "../../ports/storage.ts";
import { groupsOf, wordsOf } from "../../ports/user-search.ts";
import { foldUsername } from "../../ports/username.ts";
import { ACCOUNT_COLUMNS, type AccountRow, accountOf, accountValues } from "./account-row.ts";
import { auditAppender } from "./audit.ts";
import { type Connection, insertInto } from "./connection.ts";
import { lastIdReader } from "./last-id.ts";
import { registrationChanger } from "./registration-changes.ts";
import { appsTold } from "./session-apps.ts";
import { userSearch } from "./user-search.ts";

/** Inserts an account within an open transaction, unless its user name or subject is in use. Returns whether it did. */
export function accountInserter(prepare: Connection["prepare"]): (account: Account) => boolean {
  const insert = prepare(`${insertInto("accounts", ACCOUNT_COLUMNS)} on conflict do nothing`);
  const index = wordWriter(prepare);
  return (account) => {
    const isNew = insert.run(...accountValues(account)).changes === 1;
    if (isNew) index(account);
    return isNew;
  };
}

/** Writes what a user is found by, in place of what was written before. */
function wordWriter(prepare: Connection["prepare"]): (account: Account) => void {
  const remove = prepare("delete from account_words where subject = ?");
  const insert = prepare("insert into account_words (kind, word, subject) values (?, ?, ?)");
  return (account) => {
    remove.run(account.subject);
    for (const word of wordsOf(account)) insert.run("word", word, account.subject);
    for (const group of groupsOf(account)) insert.run("group", group, account.subject);
  };
}

/** Makes sure that a name which its user leaves takes nothing with it to somebody else. Within an open transaction. */
function nameLeaver(prepare: Connection["prepare"], append: (entry: Along["entry"]) => void, forget: () => void) {
  const owned = prepare<{ readonly id: string }>(
    "select id from registrations where owner = ? and kind = 'application' and until is null",
  );
  const leave = prepare("insert into left_names (name, subject, left_at) values (?, ?, ?) on conflict do nothing");
  const changer = registrationChanger(prepare, append, forget);
  return {
    /** Whether everything that is registered for the name is changed along, from the version in force. */
    isClear(name: string, along: Along | undefined): boolean {
      const handled = new Set([...(along?.changes.map(({ id }) => id) ?? []), ...(along?.stay ?? [])]);
      if (owned.all(name).some(({ id }) => !handled.has(id))) return false;
      return along === undefined || changer.conflictIn(along.changes) === undefined;
    },
    leave(name: string, subject: string, at: number, along: Along | undefined): void {
      leave.run(name, subject, at);
      if (along !== undefined && along.changes.length > 0) changer.change(along.changes, along.entry);
    },
  };
}

/** The users of a database. */
export function peopleStore({ prepare, read, write, cached, forget }: Connection): PeopleStore {
  const insert = accountInserter(prepare);
  const find = prepare<AccountRow>("select * from accounts where subject = ?");
  const findByUsername = prepare<AccountRow>("select * from accounts where username_folded = ?");
  const operator = prepare<{ readonly subject: string }>(
    "select subject from accounts where role = 'operator' limit 1",
  );
  const list = prepare<AccountRow>("select * from accounts where username_folded > ? order by username_folded limit ?");
  const otherOperator = prepare(
    "select 1 from accounts where role = 'operator' and disabled = 0 and subject <> ? limit 1",
  );
  const nameOfOther = prepare("select 1 from accounts where username_folded = ? and subject <> ?");
  const replace = prepare(
    `update accounts set ${ACCOUNT_COLUMNS.map((name) => `${name} = ?`).join(", ")} where subject = ?`,
  );
  const removeConsents = prepare("delete from consents where subject = ?");
  const removeWords = prepare("delete from account_words where subject = ?");
  const removeActivity = prepare("delete from activity where subject = ?");
  const remove = prepare("delete from accounts where subject = ?");
  const index = wordWriter(prepare);
  const search = userSearch(prepare);
  const groups = prepare<{ readonly name: string; readonly users: number }>(
    "select name, users from user_groups where name > ? order by name limit ?",
  );
  const secondHand = prepare("select 1 from left_names where name = ? and subject <> ? limit 1");
  const isLastOperator = ({ subject, role, disabled }: Account): boolean =>
    role === "operator" && !disabled && otherOperator.get(subject) === undefined;
  const lastId = lastIdReader(prepare);
  const append = auditAppender(prepare);
  const names = nameLeaver(prepare, append, forget);
  const told = appsTold(prepare);
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
    search: (filter) => read(() => search(filter)),
    groups: (after = "", limit) => read(() => groups.all(after, limit).map(({ name, users }) => ({ name, users }))),
    isSecondHand: (username, subject) => read(() => secondHand.get(foldUsername(username), subject) !== undefined),
    change: (subject, edit, keepOperator, entryOf, along) =>
      write(() => {
        const row = find.get(subject);
        if (row === undefined) return "gone";
        const before = accountOf(row);
        const after = edit(before, lastId());
        const operates = after.role === "operator" && !after.disabled;
        if (keepOperator && !operates && isLastOperator(before)) return "last-operator";
        if (nameOfOther.get(foldUsername(after.username), subject) !== undefined) return "taken";
        const [left, name] = [foldUsername(before.username), foldUsername(after.username)];
        if (left !== name && !names.isClear(left, along)) return "owned";
        forget();
        replace.run(...accountValues(after), subject);
        index(after);
        const { ended } = after;
        if (ended !== undefined && ended.through !== before.ended?.through)
          told.ofSessionsThrough(ended.at, subject, ended.through);
        const entry = entryOf?.(before, after);
        if (entry !== undefined) append(entry);
        if (left !== name) names.leave(left, subject, entry?.at ?? 0, along);
        return after;
      }),
    remove: (subject, keepOperator, entryOf, along) =>
      write(() => {
        const row = find.get(subject);
        if (row === undefined) return "gone";
        const account = accountOf(row);
        if (keepOperator && isLastOperator(account)) return "last-operator";
        const name = foldUsername(account.username);
        if (!names.isClear(name, along)) return "owned";
        forget();
        removeConsents.run(subject);
        removeWords.run(subject);
        removeActivity.run(subject);
        remove.run(subject);
        const entry = entryOf?.(account);
        told.ofSubject(entry?.at ?? Date.now(), subject);
        if (entry !== undefined) append(entry);
        names.leave(name, subject, entry?.at ?? 0, along);
        return "removed";
      }),
    hasOperator: () => read(() => operator.get() !== undefined),
  };
}
