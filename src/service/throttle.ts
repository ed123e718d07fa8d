/**
 * Slows down whoever guesses passwords (RFC 6819 4.4.1.11, NIST SP 800-63B 5.2.2). Only failures are counted, and only when they have
 * happened: right passwords take nothing from anybody, however many come at once. Strangers are counted apart from browsers in
 * which the user has signed in before, so that nothing strangers do keeps a user out of those. Numbers: docs/decisions.
 */
import { hash } from "node:crypto";
import { foldUsername } from "../ports/username.ts";
import { type Limit, waitFor } from "../protocol/draining-count.ts";
import type { Deps } from "./deps.ts";
import { networkOf, prefixOf } from "./network.ts";
import type { Party } from "./waiting-room.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const LIMITS = {
  /** Of an account, by one network. */
  accountFromNetwork: { most: 5, drain: 15 * MINUTE, pauses: true },
  /** Of an account, by one familiar browser. */
  browser: { most: 10, drain: 15 * MINUTE, pauses: true },
  /** Of an account, by all strangers, or by all familiar browsers. */
  account: { most: 100, drain: 5 * MINUTE, pauses: false },
  /** Of all accounts, by one network: an office of hundreds makes fewer typos than that. */
  network: { most: 100, drain: MINUTE, pauses: false },
  /** Of all accounts, by a neighborhood (/24, /48): whoever has many networks at hand. */
  neighborhood: { most: 400, drain: 15 * SECOND, pauses: false },
} satisfies Record<string, Limit>;

interface Count {
  readonly key: string;
  readonly limit: Limit;
}

/** Somebody who tries to sign in. The first count is the party's own. */
export interface Attempter extends Party {
  readonly counts: readonly [own: Count, ...shared: Count[]];
}

/** Who tries: `address` is `undefined` where the host of the server does not tell it, `mark` where the browser is not familiar. */
export function attempter(username: string, address: string | undefined, mark: string | undefined): Attempter {
  const name = hash("sha256", foldUsername(username), "base64url");
  const network = address === undefined ? "nowhere" : networkOf(address);
  if (mark !== undefined) {
    const own = { key: `${name}~${mark}`, limit: LIMITS.browser };
    const all = { key: `${name}~familiar`, limit: LIMITS.account };
    return { key: own.key, network, familiar: true, counts: [own, all] };
  }
  const strangers = { key: `${name}@anywhere`, limit: LIMITS.account };
  // Without IP addresses all strangers are one: five guesses by any of them would keep out all.
  if (address === undefined) return { key: strangers.key, network, familiar: false, counts: [strangers] };
  const own = { key: `${name}@${network}`, limit: LIMITS.accountFromNetwork };
  const shared = [strangers, { key: `@${network}`, limit: LIMITS.network }];
  const around = prefixOf(address);
  if (around !== undefined) shared.push({ key: `@${around}`, limit: LIMITS.neighborhood });
  return { key: own.key, network, familiar: false, counts: [own, ...shared] };
}

/** Whole seconds that this party has to wait before it may try; 0 where it may at once. `now` in milliseconds. */
export async function pauseOf({ storage }: Pick<Deps, "storage">, who: Attempter, now: number): Promise<number> {
  const found = await storage.attempts.find(who.counts.map(({ key }) => key));
  const waits = who.counts.map(({ limit }, i) => waitFor(found[i], limit, now));
  return Math.ceil(Math.max(...waits) / SECOND);
}

/** Counts an attempt that failed. */
export function countFailure({ storage }: Pick<Deps, "storage">, { counts }: Attempter, now: number): Promise<void> {
  return storage.attempts.add(
    counts.map(({ key, limit }) => ({ key, drain: limit.drain })),
    now,
  );
}

/** Forgets the party's own failures after a right attempt. The shared counts stay: a guesser may well have an account. */
export async function forgiveFailures(
  { storage }: Pick<Deps, "storage">,
  { counts: [own, ...shared] }: Attempter,
): Promise<void> {
  const [failed] = shared.length === 0 ? [] : await storage.attempts.find([own.key]);
  if (failed !== undefined) await storage.attempts.clear(own.key);
}
