/**
 * A large world whose every row follows from its number: a load knows the tokens, cookies and secrets of rows that nobody has handed
 * out. What one user holds lies all over the tables, as it does after months of use.
 */
import { lastIdAt, PARTS, TICKS } from "../../src/ports/ids.ts";

export interface World {
  readonly users: number;
  readonly clients: number;
  readonly grants: number;
  /** When it was made, in milliseconds. */
  readonly now: number;
}

const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** Milliseconds in which the grants were made: all are younger than a refresh token may stay unused, by default. */
export const SPAN = 13 * DAY;
/** Milliseconds after which an unused refresh token ends. */
export const IDLE = 14 * DAY;

/** Every tenth user is signed in, and every tenth grant has an access token. */
export const EACH = 10;

/** Primes by which numbers are spread. */
const [OVER_USERS, OVER_CLIENTS] = [7_919, 104_729];

/** What is computed of the number `n` of a row, as SQL of both databases. Divisions are of integers. */
export function expressions({ users, clients, grants, now }: World) {
  const firstId = lastIdAt(now - SPAN) + 1;
  /** Ids of rows that are made in equal steps until now. */
  const id = (n: string, count: number) =>
    `(${firstId} + ${n} * ${Math.floor((SPAN * TICKS * PARTS) / Math.max(1, count))})`;
  return {
    grantId: (n: string) => id(n, grants),
    tokenId: (n: string) => id(n, grants / EACH),
    sessionId: (n: string) => id(n, users / EACH),
    user: (n: string) => `(${n} * ${OVER_USERS} % ${users})`,
    client: (n: string) => `(${n} * ${OVER_CLIENTS} % ${clients})`,
    /** Oldest first. */
    madeAt: (n: string) => `(${now - SPAN} + ${SPAN} * ${n} / ${grants})`,
  };
}

/** The same for a program, which picks a few of the rows. */
export function numbers({ users, clients, grants, now }: World) {
  const id = (n: number, count: number) =>
    lastIdAt(now - SPAN) + 1 + n * Math.floor((SPAN * TICKS * PARTS) / Math.max(1, count));
  return {
    grantId: (n: number) => id(n, grants),
    tokenId: (n: number) => id(n, grants / EACH),
    sessionId: (n: number) => id(n, users / EACH),
    clientOf: (n: number) => `app-${(n * OVER_CLIENTS) % clients}`,
    /** Of how many refreshes the live token is: every fourth was refreshed. */
    generation: (n: number) => (n % 4 === 0 ? 3 : 0),
    isRevoked: (n: number) => n % 50 === 7,
  };
}

export type Secret = "code" | "refresh" | "access" | "session" | "client";

/** Bytes of the secrets that credentials have. */
export const LENGTHS: Readonly<Record<Secret, number>> = { code: 22, refresh: 22, access: 22, session: 24, client: 40 };

/** The secret part of a credential of row `n`. Nobody need guess it: whoever has such a database has made it. */
export const secretOf = (kind: Secret, n: number): string => `${kind}-${n}`.padStart(LENGTHS[kind], ".");
