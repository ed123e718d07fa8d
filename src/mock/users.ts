/** The users of a mock: those of the demo, and those of the test, whose passwords are public as well. */
import { hash } from "node:crypto";
import { DEMO_PEOPLE } from "../demo/world.ts";
import type { Passwords } from "../ports/passwords.ts";
import type { Account } from "../ports/storage.ts";
import { LIBRARY } from "../service/actors.ts";
import type { Shared } from "../service/deps.ts";
import { userEntry } from "../service/users/audited.ts";
import type { MockUser } from "./options.ts";

/** Everyone knows the passwords, so nobody needs to wait for a slow hash. */
export const quickPasswords: Passwords = {
  hash: async (password) => hash("sha256", password, "base64url"),
  verify: async (password, hashed) => hash("sha256", password, "base64url") === hashed,
  isCurrent: () => true,
};

const passwordOf = ({ username, password = `${username}-password` }: MockUser): string => password;

/** Adds users. A name that a user of the demo has replaces that one's claims and password. */
export async function addUsers({ storage, passwords, clock }: Shared, users: readonly MockUser[]): Promise<void> {
  for (const user of users) {
    const { username, subject = `mock-${username}`, role = "user", claims } = user;
    const account: Account = {
      subject,
      username,
      passwordHash: await passwords.hash(passwordOf(user)),
      role,
      disabled: false,
      claims: { preferred_username: username, ...claims },
      createdAt: clock(),
    };
    const act = { at: clock(), actor: LIBRARY, action: "user/add", why: "The mock" } as const;
    await storage.people.insert(account, userEntry(act, undefined, account));
  }
}

/** All user names with their passwords. */
export const allUsers = (
  users: readonly MockUser[],
): readonly { readonly username: string; readonly password: string }[] => [
  ...DEMO_PEOPLE.map(({ username, password }) => ({ username, password })),
  ...users.map((user) => ({ username: user.username, password: passwordOf(user) })),
];
