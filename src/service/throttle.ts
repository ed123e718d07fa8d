/**
 * Slows down whoever guesses passwords (RFC 6819 4.4.1.11, NIST SP 800-63B 5.2.2), by three counts of failures: of an account from a
 * network, of a network, and of an account from everywhere. The last one would let strangers keep a person out, so it does not hold
 * for a browser in which that person has signed in before.
 */
import { hash, timingSafeEqual } from "node:crypto";
import type { Attempts } from "../ports/storage.ts";
import { foldUsername } from "../ports/username.ts";
import type { Deps } from "./deps.ts";
import { networkOf } from "./network.ts";

const WINDOW = 15 * 60_000;
const FIRST_PAUSE = 5_000;

interface Count {
  readonly key: string;
  /** From how many failures on there is a pause. */
  readonly threshold: number;
}

/** An attempt that has to wait, so many seconds. */
export interface Throttled {
  readonly throttled: number;
}

/** An attempt that was let through, to be settled by its outcome. */
export interface Attempt {
  readonly counts: readonly Count[];
}

/** Who tries. */
export interface Attempter {
  readonly username: string;
  /** IP address; `undefined` where the host of the server does not tell it. */
  readonly address: string | undefined;
  /** Whether the person has signed in with this browser before. */
  readonly familiar: boolean;
}

/** Counts the attempt before it is tried, so that many at once are no way around; `settle` takes it back where it was right. */
export async function beginAttempt({ storage }: Deps, who: Attempter, now: number): Promise<Attempt | Throttled> {
  const counts = countsFor(who);
  const since = now - WINDOW;
  const before = await Promise.all(counts.map(({ key }) => storage.attempts.find(key, since)));
  const waits = counts.map(({ threshold }, i) => waitFor(before[i], threshold, now));
  const wait = Math.max(0, ...waits);
  if (wait > 0) return { throttled: Math.ceil(wait / 1000) };
  const after = await Promise.all(counts.map(({ key }) => storage.attempts.add(key, now, since)));
  const overtaken = counts.some(({ threshold }, i) => {
    const count = after[i] ?? 0;
    return count > threshold && count > (before[i]?.failures ?? 0) + 1;
  });
  return overtaken ? { throttled: FIRST_PAUSE / 1000 } : { counts };
}

/** Takes a right attempt back from the counts, and clears the account's own. */
export async function forgiveAttempt({ storage }: Deps, { counts }: Attempt): Promise<void> {
  const [own, ...shared] = counts;
  await Promise.all([
    own && storage.attempts.clear(own.key),
    ...shared.map(({ key }) => storage.attempts.forgive(key)),
  ]);
}

function countsFor({ username, address, familiar }: Attempter): Count[] {
  const name = hash("sha256", foldUsername(username), "base64url");
  const network = address === undefined ? undefined : networkOf(address);
  const place = network ?? (familiar ? "familiar" : "anywhere");
  return [
    // Without a network the account's own count is the one from everywhere.
    { key: `${name}@${place}`, threshold: network === undefined && !familiar ? 100 : 5 },
    ...(network === undefined ? [] : [{ key: `@${network}`, threshold: 50 }]),
    ...(network === undefined || familiar ? [] : [{ key: `${name}@anywhere`, threshold: 100 }]),
  ];
}

/** Milliseconds still to wait. The pause doubles with every failure from the threshold on: 5 s, 10 s, …, a quarter of an hour. */
function waitFor(attempts: Attempts | undefined, threshold: number, now: number): number {
  if (attempts === undefined || attempts.failures < threshold) return 0;
  return attempts.lastAt + Math.min(FIRST_PAUSE * 2 ** (attempts.failures - threshold), WINDOW) - now;
}

/** What a browser keeps to show that a person has signed in with it; worth nothing but a throttle of its own. */
export function familiarity({ keys }: Deps, username: string): string {
  return Buffer.from(keys.tag("familiar browser", Buffer.from(foldUsername(username)), 18)).toString("base64url");
}

/** Whether a browser brings the mark of a person, whether or not there is one of that name. */
export function isFamiliar(deps: Deps, username: string, mark: string | undefined): boolean {
  const [expected, sent] = [Buffer.from(familiarity(deps, username)), Buffer.from(mark ?? "")];
  return expected.length === sent.length && timingSafeEqual(expected, sent);
}
