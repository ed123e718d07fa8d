/** The user store in docs/guides/hooks.md, over a table that an operator might have. */
import { randomBytes, scrypt, scryptSync, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { StoredUser, UserStore } from "../../../src/index.ts";

export interface Row {
  readonly id: number;
  readonly login: string;
  readonly name: string;
  readonly department: string;
  readonly salt: Buffer;
  readonly hash: Buffer;
  locked: boolean;
  passwordChangedAt: number;
}

const ada = randomBytes(16);

export const table: readonly Row[] = [
  {
    id: 7,
    login: "ada",
    name: "Ada Lovelace",
    department: "engines",
    salt: ada,
    hash: scryptSync("analytical-engine", ada, 32),
    locked: false,
    passwordChangedAt: 0,
  },
];

// #region users
const hashOf = promisify<string, Buffer, number, Buffer>(scrypt);
const NOBODY = { salt: randomBytes(16), hash: randomBytes(32) };

function userOf(row: Row | undefined): StoredUser | undefined {
  if (row === undefined) return undefined;
  return {
    subject: `directory-${row.id}`,
    username: row.login,
    disabled: row.locked,
    claims: { name: row.name, department: row.department },
    endedAt: row.passwordChangedAt,
  };
}

const rowOf = (subject: string | undefined) => table.find(({ id }) => `directory-${id}` === subject);

export const users: UserStore = {
  find: async (subject) => userOf(rowOf(subject)),
  findByUsername: async (username) => userOf(table.find(({ login }) => login === username)),
  verify: async (user, password) => {
    // Without a user, it takes as long and is never right.
    const { salt, hash } = rowOf(user?.subject) ?? NOBODY;
    return timingSafeEqual(await hashOf(password, salt, 32), hash);
  },
};
// #endregion
