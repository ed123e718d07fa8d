/** Users of an import: compared with those who are here, and added. */

import { argon2Passwords } from "../../adapters/passwords/argon2.ts";
import { type NewAccount, userDifferences } from "../../importing/check-user.ts";
import { type Note, note } from "../../importing/notes.ts";
import type { AuditEntry } from "../../ports/audit.ts";
import type { Account, Storage } from "../../ports/storage.ts";
import { foldUsername } from "../../ports/username.ts";
import { hashPassword } from "../../service/passwords.ts";
import { userEntry } from "../../service/users/audited.ts";
import { seenTexts } from "./seen.ts";

/** How many are looked up at once. */
const LOOKED_UP = 200;

export interface UserCounts {
  readonly add: number;
  /** Those who are here already, as in the source. */
  readonly same: number;
}

export interface UserImport {
  /** Takes a user, and the password if it is known. Resolves when there is room for the next. */
  readonly take: (at: string, account: NewAccount, password?: string) => Promise<void>;
  readonly end: () => Promise<UserCounts>;
  /** Whether a subject of the source belongs to another user here, who mustn't get what is that one's. */
  readonly isOther: (subject: string) => boolean;
  /** Whether a user of the source stays behind because another one has the user name here. */
  readonly isTaken: (username: string) => boolean;
}

interface Waiting {
  readonly at: string;
  readonly account: NewAccount;
  readonly password: string | undefined;
}

/** Those who are here already. */
type Present = Readonly<Record<"bySubject" | "byName", ReadonlyMap<string, Account>>>;

/** What the audit log says of users who are added. */
export interface UserAct extends Pick<AuditEntry, "actor" | "why"> {
  /** Set if the log has come along, which says already how each of them came to be: one entry is about all who are added at once. */
  readonly together?: AuditEntry["target"] | undefined;
  /** How many are added at once: so many share a commit. */
  readonly atOnce: number;
}

/**
 * Compares users with those who are here and, with an act, adds those who are new. `storage`: `undefined` if there is none yet.
 * `subjectFor` makes a subject.
 */
export function importUsers(
  people: Storage["people"] | undefined,
  say: (one: Note) => void,
  subjectFor: () => string,
  clock: () => number,
  act?: UserAct,
): UserImport {
  const seen = seenTexts();
  const [others, taken] = [new Set<string>(), new Set<string>()];
  let waiting: Waiting[] = [];
  let [add, same] = [0, 0];

  async function lookFor(now: readonly Waiting[]): Promise<Present> {
    const accounts = now.map(({ account }) => account);
    const subjects = accounts.flatMap(({ subject }) => subject ?? []);
    const usernames = accounts.map(({ username }) => username);
    const found = (await people?.findAny(subjects, usernames)) ?? [];
    return {
      bySubject: new Map(found.map((one) => [one.subject, one])),
      byName: new Map(found.map((one) => [foldUsername(one.username), one])),
    };
  }
  /** The account to add, if it isn't here. */
  async function missing({ at, account, password }: Waiting, present: Present): Promise<Account | undefined> {
    const { subject, username } = account;
    const bySubject = subject === undefined ? undefined : present.bySubject.get(subject);
    const here = bySubject ?? present.byName.get(foldUsername(username));
    if (here !== undefined) compare(at, here, account, bySubject !== undefined || subject === undefined);
    else if (act === undefined) add++;
    else
      return {
        ...account,
        ...{ subject: subject ?? subjectFor() },
        ...(password !== undefined && { passwordHash: await hashPassword(argon2Passwords(), password) }),
      };
    return undefined;
  }
  function entriesOf(added: readonly Account[]): readonly AuditEntry[] {
    if (act === undefined) return [];
    const { together, atOnce: _, ...by } = act;
    const entry = { at: clock(), ...by };
    return together === undefined
      ? added.flatMap((account) => userEntry({ ...entry, action: "user/add" }, undefined, account) ?? [])
      : [{ ...entry, action: "user/import", target: together, after: { users: added.length } }];
  }
  function compare(at: string, here: Account, account: NewAccount, isSame: boolean): void {
    const differences = userDifferences(here, account);
    if (differences.length === 0) same++;
    else if (!isSame) {
      taken.add(foldUsername(account.username));
      say(note("import/username-taken", at));
    } else {
      if (differences.includes("username")) others.add(here.subject);
      say(note("import/user-differs", at, { members: differences.join(", ") }));
    }
  }
  async function flush(): Promise<void> {
    const now = waiting;
    waiting = [];
    const present = await lookFor(now);
    const accounts = await Promise.all(now.map((one) => missing(one, present)));
    const added = new Set(
      await people?.insertAll(
        accounts.filter((one) => one !== undefined),
        entriesOf,
      ),
    );
    add += added.size;
    for (const [i, one] of accounts.entries())
      if (one !== undefined && !added.has(one)) say(note("import/username-taken", now[i]?.at ?? ""));
  }
  return {
    async take(at, account, password) {
      const { subject, username } = account;
      const keys = [`name ${foldUsername(username)}`, ...(subject === undefined ? [] : [`subject ${subject}`])];
      const added = keys.filter((key) => seen.add(key));
      if (added.length < keys.length) {
        for (const key of added) seen.remove(key);
        // It isn't known which of the two has its tokens.
        if (subject !== undefined && added.length > 0) others.add(subject);
        return say(note("import/user-repeated", at));
      }
      waiting.push({ at, account, password });
      if (waiting.length >= (act?.atOnce ?? LOOKED_UP)) await flush();
    },
    async end() {
      await flush();
      seen.close();
      return { add, same };
    },
    isOther: (subject) => others.has(subject),
    isTaken: (username) => taken.has(foldUsername(username)),
  };
}
