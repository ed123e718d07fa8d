/** Accounts, in memory. */
import type { AuditEntry } from "../../ports/audit.ts";
import { kindOfHash } from "../../ports/password-hash.ts";
import type { Account, Along, LeftName, PeopleStore } from "../../ports/storage.ts";
import { compareTexts, groupsOf, isWanted, placeOf } from "../../ports/user-search.ts";
import { foldUsername } from "../../ports/username.ts";

export interface MemoryPeople {
  readonly store: PeopleStore;
  /** As in the store, this happens at once: nothing else runs while an invitation is accepted. */
  readonly insert: (account: Account, entry?: AuditEntry) => boolean;
  readonly hasOperator: () => boolean;
  readonly find: (subject: string) => Account | undefined;
}

/** What is registered for user names, and how it changes. */
export interface MemoryOwned {
  /** The ids of the applications of an owner, folded. */
  readonly of: (owner: string) => readonly string[];
  /** Whether all was made from the versions in force. */
  readonly isCurrent: (along: Along) => boolean;
  readonly change: (along: Along) => void;
}

/**
 * `onEnd` is called with the subject of an account whose sessions end, and with the highest id that ends; `onRemove` with the subject of a
 * deleted account, and `append` with what goes to the audit log; `lastId` returns the highest id in use.
 */
export function memoryPeople(
  onRemove: (subject: string) => void,
  lastId: () => number,
  append: (entry: AuditEntry) => void,
  owned: MemoryOwned,
  onEnd: (subject: string, at: number, through: number) => void,
): MemoryPeople {
  const accounts = new Map<string, Account>();
  const subjects = new Map<string, string>();
  /** Who had a name before, and until when, by the name. */
  const left = new Map<string, Map<string, number>>();

  function isClear(name: string, along: Along | undefined): boolean {
    const handled = new Set([...(along?.changes.map(({ id }) => id) ?? []), ...(along?.stay ?? [])]);
    return owned.of(name).every((id) => handled.has(id)) && (along === undefined || owned.isCurrent(along));
  }
  /** Whether the name is new. */
  function addLeft({ name, subject, leftAt }: LeftName): boolean {
    const before = left.get(name) ?? new Map<string, number>();
    if (before.has(subject)) return false;
    left.set(name, before.set(subject, leftAt));
    return true;
  }
  function leave(one: LeftName, along: Along | undefined): void {
    addLeft(one);
    if (along !== undefined && along.changes.length > 0) owned.change(along);
  }

  const operates = ({ role, disabled }: Account): boolean => role === "operator" && !disabled;
  const isLastOperator = (account: Account): boolean =>
    operates(account) && ![...accounts.values()].some((one) => one !== account && operates(one));

  function insert(account: Account, entry?: AuditEntry): boolean {
    const folded = foldUsername(account.username);
    if (accounts.has(account.subject) || subjects.has(folded)) return false;
    accounts.set(account.subject, account);
    subjects.set(folded, account.subject);
    if (entry !== undefined) append(entry);
    return true;
  }
  const hasOperator = (): boolean => [...accounts.values()].some(({ role }) => role === "operator");

  const store: PeopleStore = {
    insert: async (account, entry) => insert(account, entry),
    async insertAll(accounts, entriesOf) {
      const added = accounts.filter((account) => insert(account));
      if (added.length > 0) for (const entry of entriesOf(added)) append(entry);
      return added;
    },
    find: async (subject) => accounts.get(subject),
    async findByUsername(username) {
      const subject = subjects.get(foldUsername(username));
      return subject === undefined ? undefined : accounts.get(subject);
    },
    findAny: async (wanted, usernames) => [
      ...wanted.flatMap((subject) => accounts.get(subject) ?? []),
      ...usernames.flatMap((name) => accounts.get(subjects.get(foldUsername(name)) ?? "") ?? []),
    ],
    async list(after, limit) {
      const from = after === undefined ? "" : foldUsername(after);
      const names = [...subjects.keys()].filter((name) => compareTexts(name, from) > 0).sort(compareTexts);
      return names.slice(0, limit).flatMap((name) => accounts.get(subjects.get(name) ?? "") ?? []);
    },
    async search(filter) {
      const { after = "", limit } = filter;
      const found = [...accounts.values()]
        .filter((account) => isWanted(account, filter))
        .map((account) => ({ account, place: placeOf(account, filter) }))
        .filter(({ place }) => compareTexts(place, after) > 0)
        .sort((a, b) => compareTexts(a.place, b.place));
      const page = found.slice(0, limit);
      return {
        items: page.map(({ account }) => account),
        next: found.length > limit ? page.at(-1)?.place : undefined,
      };
    },
    async groups(after = "", limit) {
      const counts = new Map<string, number>();
      for (const account of accounts.values())
        for (const group of groupsOf(account)) counts.set(group, (counts.get(group) ?? 0) + 1);
      return [...counts]
        .map(([name, users]) => ({ name, users }))
        .filter(({ name }) => compareTexts(name, after) > 0)
        .sort((a, b) => compareTexts(a.name, b.name))
        .slice(0, limit);
    },
    async hashKinds() {
      const counts = new Map<string, number>();
      for (const { passwordHash } of accounts.values()) {
        const kind = kindOfHash(passwordHash);
        counts.set(kind, (counts.get(kind) ?? 0) + 1);
      }
      return [...counts].map(([kind, count]) => ({ kind, count })).sort((a, b) => compareTexts(a.kind, b.kind));
    },
    isSecondHand: async (username, subject) =>
      [...(left.get(foldUsername(username))?.keys() ?? [])].some((other) => other !== subject),
    async leftNames(after, limit) {
      const all = [...left].flatMap(([name, by]) => [...by].map(([subject, leftAt]) => ({ name, subject, leftAt })));
      const order = (a: LeftName, b: LeftName): number =>
        compareTexts(a.name, b.name) || compareTexts(a.subject, b.subject);
      const rest = after === undefined ? all : all.filter((one) => order(one, after) > 0);
      return rest.sort(order).slice(0, limit);
    },
    addLeftNames: async (all) => all.filter(addLeft).length,
    async change(subject, edit, keepOperator, entryOf, along) {
      const before = accounts.get(subject);
      if (before === undefined) return "gone";
      const after = edit(before, lastId());
      if (keepOperator && !operates(after) && isLastOperator(before)) return "last-operator";
      const folded = foldUsername(after.username);
      if ((subjects.get(folded) ?? subject) !== subject) return "taken";
      const name = foldUsername(before.username);
      if (name !== folded && !isClear(name, along)) return "owned";
      subjects.delete(name);
      subjects.set(folded, subject);
      accounts.set(subject, after);
      const { ended } = after;
      if (ended !== undefined && ended.through !== before.ended?.through) onEnd(subject, ended.at, ended.through);
      const entry = entryOf?.(before, after);
      if (entry !== undefined) append(entry);
      if (name !== folded) leave({ name, subject, leftAt: entry?.at ?? 0 }, along);
      return after;
    },
    async remove(subject, keepOperator, entryOf, along) {
      const account = accounts.get(subject);
      if (account === undefined) return "gone";
      if (keepOperator && isLastOperator(account)) return "last-operator";
      const name = foldUsername(account.username);
      if (!isClear(name, along)) return "owned";
      subjects.delete(name);
      accounts.delete(subject);
      onRemove(subject);
      const entry = entryOf?.(account);
      onEnd(subject, entry?.at ?? Date.now(), Number.MAX_SAFE_INTEGER);
      if (entry !== undefined) append(entry);
      leave({ name, subject, leftAt: entry?.at ?? 0 }, along);
      return "removed";
    },
    hasOperator: async () => hasOperator(),
  };
  return { store, insert, hasOperator, find: (subject) => accounts.get(subject) };
}
