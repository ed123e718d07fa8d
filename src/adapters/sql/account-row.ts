/** How an account is written to a row, and read from it. */
import type { Account } from "../../ports/storage.ts";
import { foldUsername } from "../../ports/username.ts";
import type { SqlValue } from "./connection.ts";

export interface AccountRow {
  readonly subject: string;
  readonly username: string;
  readonly password_hash: string;
  readonly role: Account["role"];
  readonly disabled: number;
  readonly claims: string;
  readonly created_at: number;
  readonly ended_through: number | null;
  readonly ended_at: number | null;
}

export const ACCOUNT_COLUMNS = [
  "subject",
  "username",
  "username_folded",
  "password_hash",
  "role",
  "disabled",
  "claims",
  "created_at",
  "ended_through",
  "ended_at",
] as const;

/** In the order of `ACCOUNT_COLUMNS`. */
export const accountValues = (account: Account): SqlValue[] => [
  account.subject,
  account.username,
  foldUsername(account.username),
  account.passwordHash,
  account.role,
  Number(account.disabled),
  JSON.stringify(account.claims),
  account.createdAt,
  account.ended?.through ?? null,
  account.ended?.at ?? null,
];

/** Reads a row. */
export const accountOf = (row: AccountRow): Account => ({
  subject: row.subject,
  username: row.username,
  passwordHash: row.password_hash,
  role: row.role,
  disabled: row.disabled === 1,
  claims: JSON.parse(row.claims),
  createdAt: row.created_at,
  ...(row.ended_through !== null && { ended: { through: row.ended_through, at: row.ended_at ?? 0 } }),
});
