/** Accounts, in memory. */
import type { AuditEntry } from "../../ports/audit.ts";
import type { Account, PeopleStore } from "../../ports/storage.ts";
import { foldUsername } from "../../ports/username.ts";

export interface MemoryPeople {
  readonly store: PeopleStore;
  /** As in the store, this happens at once: nothing else runs while an invitation is accepted. */
  readonly insert: (account: Account, entry?: AuditEntry) => boolean;
  readonly hasOperator: () => boolean;
  readonly find: (subject: string) => Account | undefined;
}

/**
 * `onRemove` is called with the subject of a deleted account, and `append` with what goes to the audit log; `lastId` returns the
 * highest id in use.
 */
export function memoryPeople(
  onRemove: (subject: string) => void,
  lastId: () => number,
  append: (entry: AuditEntry) => void,
): MemoryPeople {
  const accounts = new Map<string, Account>();
  const subjects = new Map<string, string>();

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
    find: async (subject) => accounts.get(subject),
    async findByUsername(username) {
      const subject = subjects.get(foldUsername(username));
      return subject === undefined ? undefined : accounts.get(subject);
    },
    async list(after, limit) {
      const from = after === undefined ? "" : foldUsername(after);
      const names = [...subjects.keys()].filter((name) => compare(name, from) > 0).sort(compare);
      return names.slice(0, limit).flatMap((name) => accounts.get(subjects.get(name) ?? "") ?? []);
    },
    async change(subject, edit, keepOperator, entryOf) {
      const before = accounts.get(subject);
      if (before === undefined) return "gone";
      const after = edit(before, lastId());
      if (keepOperator && !operates(after) && isLastOperator(before)) return "last-operator";
      const folded = foldUsername(after.username);
      if ((subjects.get(folded) ?? subject) !== subject) return "taken";
      subjects.delete(foldUsername(before.username));
      subjects.set(folded, subject);
      accounts.set(subject, after);
      const entry = entryOf?.(before, after);
      if (entry !== undefined) append(entry);
      return after;
    },
    async remove(subject, keepOperator, entryOf) {
      const account = accounts.get(subject);
      if (account === undefined) return "gone";
      if (keepOperator && isLastOperator(account)) return "last-operator";
      subjects.delete(foldUsername(account.username));
      accounts.delete(subject);
      onRemove(subject);
      const entry = entryOf?.(account);
      if (entry !== undefined) append(entry);
      return "removed";
    },
    hasOperator: async () => hasOperator(),
  };
  return { store, insert, hasOperator, find: (subject) => accounts.get(subject) };
}

/** By code points, as SQLite compares texts in UTF-8. */
function compare(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
