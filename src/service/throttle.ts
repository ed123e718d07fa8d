/**
 * Slows down attackers who guess passwords (RFC 6819 4.4.1.11, NIST SP 800-63B 5.2.2). Only failures are counted, after they
 * happen, so right passwords never slow anyone down, however many come at once. Strangers are counted separately from browsers
 * in which the user has signed in before, so nothing they do locks a user out of those. Numbers: docs/decisions.
 */
import { hash } from "node:crypto";
import { foldUsername } from "../ports/username.ts";
import { type DrainingCount, type Limit, waitFor } from "../protocol/draining-count.ts";
import type { Shared } from "./deps.ts";
import { networkOf, prefixOf } from "./network.ts";
import type { Party } from "./waiting-room.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const LIMITS = {
  /** For an account, by one network. */
  accountFromNetwork: { most: 5, drain: 15 * MINUTE, pauses: true },
  /** For an account, by one familiar browser. */
  browser: { most: 10, drain: 15 * MINUTE, pauses: true },
  /** For an account, by all strangers, or by all familiar browsers. */
  account: { most: 100, drain: 5 * MINUTE, pauses: false },
  /** For all accounts, by one network. An office of hundreds makes fewer typos than that. */
  network: { most: 100, drain: MINUTE, pauses: false },
  /** For all accounts, by a neighborhood (/24, /48), against attackers with many networks. */
  neighborhood: { most: 400, drain: 15 * SECOND, pauses: false },
} satisfies Record<string, Limit>;

interface Count {
  readonly key: string;
  readonly limit: Limit;
}

/** A party that tries to sign in. The first count is its own. */
export interface Attempter extends Party {
  readonly counts: readonly [own: Count, ...shared: Count[]];
}

/** Who tries: `address` is `undefined` if the host doesn't pass it on, `mark` if the browser isn't familiar. */
export function attempter(username: string, address: string | undefined, mark: string | undefined): Attempter {
  const name = hash("sha256", foldUsername(username), "base64url");
  const network = address === undefined ? "nowhere" : networkOf(address);
  if (mark !== undefined) {
    const own = { key: `${name}~${mark}`, limit: LIMITS.browser };
    const all = { key: `${name}~familiar`, limit: LIMITS.account };
    return { key: own.key, network, familiar: true, counts: [own, all] };
  }
  const strangers = { key: `${name}@anywhere`, limit: LIMITS.account };
  // Without IP addresses, all strangers are one party, and five guesses by any of them would lock out all.
  if (address === undefined) return { key: strangers.key, network, familiar: false, counts: [strangers] };
  const own = { key: `${name}@${network}`, limit: LIMITS.accountFromNetwork };
  const shared = [strangers, { key: `@${network}`, limit: LIMITS.network }];
  const around = prefixOf(address);
  if (around !== undefined) shared.push({ key: `@${around}`, limit: LIMITS.neighborhood });
  return { key: own.key, network, familiar: false, counts: [own, ...shared] };
}

/** Whole seconds that this party must wait; 0 if it may try at once. `now` in milliseconds. */
export async function pauseOf({ storage }: Pick<Shared, "storage">, who: Attempter, now: number): Promise<number> {
  const found = await storage.counters.find(
    who.counts.map(({ key }) => [key]),
    now,
  );
  return secondsIn(who.counts, found, now);
}

function secondsIn(counts: Attempter["counts"], found: readonly (DrainingCount | undefined)[], now: number): number {
  const waits = counts.map(({ limit }, i) => waitFor(found[i], limit, now));
  return Math.ceil(Math.max(...waits) / SECOND);
}

/** Counts a failed attempt. */
export async function countFailure(
  { storage }: Pick<Shared, "storage">,
  { counts }: Attempter,
  now: number,
): Promise<void> {
  await storage.counters.add(
    counts.map(({ key, limit }) => ({ count: [key], drain: limit.drain })),
    now,
  );
}

/**
 * Counts a failed attempt in one step, unless a count is full by now: others may have failed while the password was compared, also at
 * another process. Whole seconds that this party must wait then; 0 if it was counted.
 */
export async function countFailureBelow(
  { storage }: Pick<Shared, "storage">,
  { counts }: Attempter,
  now: number,
): Promise<number> {
  const before = await storage.counters.addBelow(
    counts.map(({ key, limit }) => ({ count: [key], limit })),
    now,
  );
  return secondsIn(counts, before, now);
}

/** Forgets the party's own failures after a right password. The shared counts stay, because an attacker may have an account. */
export async function forgiveFailures(
  { storage }: Pick<Shared, "storage">,
  { counts: [own, ...shared] }: Attempter,
  now: number,
): Promise<void> {
  const [failed] = shared.length === 0 ? [] : await storage.counters.find([[own.key]], now);
  if (failed !== undefined) await storage.counters.clear([own.key]);
}
