/** Accounts of users. */
import { kindOfHash } from "../../ports/password-hash.ts";
import type { Account, Along, LeftName, PeopleStore } from "../../ports/storage.ts";
import { foldUsername } from "../../ports/username.ts";
import { ACCOUNT_COLUMNS, type AccountRow, accountOf, accountValues } from "./account-row.ts";
import { accountInserter, accountsInserter, hashCounter, wordWriter } from "./account-writes.ts";
import { auditAppender, auditAppenderOfAll } from "./audit.ts";
import type { Connection, Steps } from "./connection.ts";
import { lastIdReader } from "./last-id.ts";
import { registrationChanger } from "./registration-changes.ts";
import { appsTold } from "./session-apps.ts";
import { userSearch } from "./user-search.ts";

/** Makes sure that a name which its user leaves takes nothing with it to somebody else. Within an open transaction. */
function nameLeaver(
  prepare: Connection["prepare"],
  append: (entry: Along["entry"]) => Steps<unknown>,
  forget: () => void,
) {
  const owned = prepare<{ readonly id: string }>(
    "select id from registrations where owner = ? and kind = 'application' and until is null",
  );
  const leave = prepare("insert into left_names (name, subject, left_at) values (?, ?, ?) on conflict do nothing");
  const changer = registrationChanger(prepare, append, forget);
  return {
    /** Whether everything that is registered for the name is changed along, from the version in force. */
    *isClear(name: string, along: Along | undefined): Steps<boolean> {
      const handled = new Set([...(along?.changes.map(({ id }) => id) ?? []), ...(along?.stay ?? [])]);
      if ((yield* owned.all(name)).some(({ id }) => !handled.has(id))) return false;
      return along === undefined || (yield* changer.conflictIn(along.changes)) === undefined;
    },
    /** Whether the name is new. */
    *add({ name, subject, leftAt }: LeftName): Steps<boolean> {
      return (yield* leave.run(name, subject, leftAt)).changes > 0;
    },
    *leave(left: LeftName, along: Along | undefined): Steps<void> {
      yield* this.add(left);
      if (along !== undefined && along.changes.length > 0) yield* changer.change(along.changes, along.entry);
    },
  };
}

/** The users of a database. */
export function peopleStore({ prepare, read, write, cached, forget }: Connection): PeopleStore {
  const insert = accountInserter(prepare);
  const insertAll = accountsInserter(prepare);
  const find = prepare<AccountRow>("select * from accounts where subject = ?");
  // A session is added only after a look at the account, so that one that begins meanwhile waits.
  const hold = prepare<AccountRow>("select * from accounts where subject = ? for update");
  const findByUsername = prepare<AccountRow>("select * from accounts where username_folded = ?");
  const ofSubjects = prepare<AccountRow>("select * from accounts where subject in (select value from json_each(?))");
  const ofNames = prepare<AccountRow>(
    "select * from accounts where username_folded in (select value from json_each(?))",
  );
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
  const countHash = hashCounter(prepare);
  const hashKinds = prepare<{ readonly kind: string; readonly users: number }>(
    "select kind, users from hash_kinds where users > 0 order by kind",
  );
  const search = userSearch(prepare);
  const groups = prepare<{ readonly name: string; readonly users: number }>(
    "select name, users from user_groups where name > ? order by name limit ?",
  );
  const secondHand = prepare("select 1 from left_names where name = ? and subject <> ? limit 1");
  const leftNames = prepare<{ readonly name: string; readonly subject: string; readonly left_at: number }>(
    "select name, subject, left_at from left_names where (name, subject) > (?, ?) order by name, subject limit ?",
  );
  function* isLastOperator({ subject, role, disabled }: Account): Steps<boolean> {
    return role === "operator" && !disabled && (yield* otherOperator.get(subject)) === undefined;
  }
  const lastId = lastIdReader(prepare);
  const append = auditAppender(prepare);
  const appendAll = auditAppenderOfAll(prepare);
  const names = nameLeaver(prepare, append, forget);
  const told = appsTold(prepare);
  const load = cached(function* (subject: string) {
    const row = yield* find.get(subject);
    return row && accountOf(row);
  });
  return {
    insert: write(function* (account, entry) {
      const isNew = yield* insert(account);
      if (isNew && entry !== undefined) yield* append(entry);
      return isNew;
    }),
    insertAll: write(function* (accounts, entriesOf) {
      const added = yield* insertAll(accounts);
      if (added.length > 0) yield* appendAll(entriesOf(added));
      return added;
    }),
    find: read(load),
    findByUsername: read(function* (username) {
      const row = yield* findByUsername.get(foldUsername(username));
      return row && accountOf(row);
    }),
    findAny: read(function* (subjects, usernames) {
      const rows = yield* ofSubjects.all(JSON.stringify(subjects));
      const named = yield* ofNames.all(JSON.stringify(usernames.map(foldUsername)));
      return [...rows, ...named].map(accountOf);
    }),
    list: read(function* (after, limit) {
      return (yield* list.all(after === undefined ? "" : foldUsername(after), limit)).map(accountOf);
    }),
    search: read(search),
    groups: read(function* (after = "", limit) {
      return (yield* groups.all(after, limit)).map(({ name, users }) => ({ name, users }));
    }),
    hashKinds: read(function* () {
      return (yield* hashKinds.all()).map(({ kind, users }) => ({ kind, count: users }));
    }),
    isSecondHand: read(function* (username, subject) {
      return (yield* secondHand.get(foldUsername(username), subject)) !== undefined;
    }),
    leftNames: read(function* (after, limit) {
      const rows = yield* leftNames.all(after?.name ?? "", after?.subject ?? "", limit);
      return rows.map(({ name, subject, left_at }) => ({ name, subject, leftAt: left_at }));
    }),
    addLeftNames: write(function* (all) {
      let added = 0;
      for (const one of all) if (yield* names.add(one)) added++;
      return added;
    }),
    change: write(function* (subject, edit, keepOperator, entryOf, along) {
      const row = yield* hold.get(subject);
      if (row === undefined) return "gone";
      const before = accountOf(row);
      const after = edit(before, yield* lastId());
      const operates = after.role === "operator" && !after.disabled;
      if (keepOperator && !operates && (yield* isLastOperator(before))) return "last-operator";
      if ((yield* nameOfOther.get(foldUsername(after.username), subject)) !== undefined) return "taken";
      const [left, name] = [foldUsername(before.username), foldUsername(after.username)];
      if (left !== name && !(yield* names.isClear(left, along))) return "owned";
      forget();
      yield* replace.run(...accountValues(after), subject);
      const [was, is] = [before, after].map(({ passwordHash }) => kindOfHash(passwordHash)) as [string, string];
      if (was !== is) {
        yield* countHash(was, -1);
        yield* countHash(is, 1);
      }
      yield* index([after]);
      const { ended } = after;
      if (ended !== undefined && ended.through !== before.ended?.through)
        yield* told.ofSessionsThrough(ended.at, subject, ended.through);
      const entry = entryOf?.(before, after);
      if (entry !== undefined) yield* append(entry);
      if (left !== name) yield* names.leave({ name: left, subject, leftAt: entry?.at ?? 0 }, along);
      return after;
    }),
    remove: write(function* (subject, keepOperator, entryOf, along) {
      const row = yield* hold.get(subject);
      if (row === undefined) return "gone";
      const account = accountOf(row);
      if (keepOperator && (yield* isLastOperator(account))) return "last-operator";
      const name = foldUsername(account.username);
      if (!(yield* names.isClear(name, along))) return "owned";
      forget();
      yield* removeConsents.run(subject);
      yield* removeWords.run(subject);
      yield* removeActivity.run(subject);
      yield* remove.run(subject);
      yield* countHash(kindOfHash(account.passwordHash), -1);
      const entry = entryOf?.(account);
      yield* told.ofSubject(entry?.at ?? Date.now(), subject);
      if (entry !== undefined) yield* append(entry);
      yield* names.leave({ name, subject, leftAt: entry?.at ?? 0 }, along);
      return "removed";
    }),
    hasOperator: read(function* () {
      return (yield* operator.get()) !== undefined;
    }),
  };
}
