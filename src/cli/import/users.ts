/** Users of an import: compared with those who are here, and added. */

import { argon2Passwords } from "../../adapters/passwords/argon2.ts";
import { type NewAccount, userDifferences } from "../../importing/check-user.ts";
import { type Note, note } from "../../importing/notes.ts";
import type { AuditEntry } from "../../ports/audit.ts";
import type { Account, Storage } from "../../ports/storage.ts";
import { foldUsername } from "../../ports/username.ts";
import { hashPassword } from "../../service/passwords.ts";
import { userEntry } from "../../service/users/audited.ts";

/** How many are looked up or added at once: so many share a commit. */
const AT_ONCE = 200;

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
}

/** What an entry in the audit log says of each user who is added. */
export type UserAct = Pick<AuditEntry, "actor" | "why">;

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
  const seen = new Set<string>();
  const others = new Set<string>();
  let waiting: { readonly at: string; readonly account: NewAccount; readonly password: string | undefined }[] = [];
  let [add, same] = [0, 0];

  async function one({ at, account, password }: (typeof waiting)[number]): Promise<void> {
    const { subject, username } = account;
    const bySubject = subject === undefined ? undefined : await people?.find(subject);
    const here = bySubject ?? (await people?.findByUsername(username));
    if (here !== undefined) return compare(at, here, account, bySubject !== undefined || subject === undefined);
    if (act === undefined) {
      add++;
      return;
    }
    const added: Account = {
      ...account,
      ...{ subject: subject ?? subjectFor() },
      ...(password !== undefined && { passwordHash: await hashPassword(argon2Passwords(), password) }),
    };
    const entry = userEntry({ at: clock(), action: "user/add", ...act }, undefined, added);
    if ((await people?.insert(added, entry)) === true) add++;
    else say(note("import/username-taken", at));
  }
  function compare(at: string, here: Account, account: NewAccount, isSame: boolean): void {
    const differences = userDifferences(here, account);
    if (differences.length === 0) same++;
    else if (!isSame) say(note("import/username-taken", at));
    else {
      if (differences.includes("username")) others.add(here.subject);
      say(note("import/user-differs", at, { members: differences.join(", ") }));
    }
  }
  async function flush(): Promise<void> {
    const now = waiting;
    waiting = [];
    await Promise.all(now.map(one));
  }
  return {
    async take(at, account, password) {
      const { subject, username } = account;
      const keys = [`name ${foldUsername(username)}`, ...(subject === undefined ? [] : [subject])];
      if (keys.some((key) => seen.has(key))) {
        // It isn't known which of the two has its tokens.
        if (subject !== undefined && !keys.every((key) => seen.has(key))) others.add(subject);
        return say(note("import/user-repeated", at));
      }
      for (const key of keys) seen.add(key);
      waiting.push({ at, account, password });
      if (waiting.length >= AT_ONCE) await flush();
    },
    async end() {
      await flush();
      return { add, same };
    },
    isOther: (subject) => others.has(subject),
  };
}
