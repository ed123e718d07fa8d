/** The seed's users. They can't sign in, except for one: hashing a million passwords would take a day. */
import { argon2Passwords } from "../../src/adapters/passwords/argon2.ts";
import type { PeopleStore } from "../../src/ports/storage.ts";
import { chance, oneOf } from "./chance.ts";
import { FIRST, LAST } from "./names.ts";
import { DAY, NOW, ROOT, type Size } from "./size.ts";

/** Accounts that wait for a commit together. */
const PORTION = 5_000;

export const subjectOf = (n: number): string => `user-${n}`;
export const usernameOf = (n: number): string =>
  `${FIRST[n % FIRST.length]}.${LAST[Math.floor(n / FIRST.length) % LAST.length]}.${n}`.toLowerCase();

const GROUPS = ["engineering", "sales", "support", "finance", "research", "operations"];

export async function seedUsers(people: PeopleStore, { users }: Size): Promise<void> {
  const random = chance(3);
  const hash = await argon2Passwords().hash(ROOT.password);
  const common = { passwordHash: hash.replace(/[^$]{8}$/, "AAAAAAAA"), disabled: false } as const;
  await people.insert({
    ...common,
    subject: "root",
    username: ROOT.username,
    passwordHash: hash,
    role: "operator",
    claims: {},
    createdAt: NOW,
  });
  for (let from = 0; from < users; from += PORTION) {
    const portion = Array.from({ length: Math.min(PORTION, users - from) }, (_, i) => from + i);
    await Promise.all(
      portion.map((n) => {
        const [first, last] = [FIRST[n % FIRST.length], LAST[Math.floor(n / FIRST.length) % LAST.length]];
        const username = usernameOf(n);
        const claims = {
          name: `${first} ${last}`,
          given_name: first,
          family_name: last,
          email: `${username}@${oneOf(random, ["mail.example", "corp.example", "school.example"])}`,
          email_verified: n % 9 !== 0,
          groups: [oneOf(random, GROUPS)],
        };
        const createdAt = NOW - Math.floor(random() * 900) * DAY;
        return people.insert({
          ...common,
          subject: subjectOf(n),
          username,
          role: n % 5_000 === 7 ? "auditor" : "user",
          disabled: n % 211 === 0,
          claims,
          createdAt,
        });
      }),
    );
  }
}
