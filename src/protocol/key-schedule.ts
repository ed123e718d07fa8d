/**
 * When a signing key is published, when it signs and when it leaves. A key is in the JWKS before it signs, so that clients that
 * cache the JWKS know it in time. It stays until everything that it has signed is useless. All times in milliseconds.
 */

import type { Settings } from "./settings.ts";

/** What the schedule needs to know about a key. */
export interface KeyDates {
  /** Its id, as in the JWKS. */
  readonly kid: string;
  /** The algorithm that it signs with. */
  readonly alg: string;
  /** When it signs for the first time, in milliseconds since 1970. */
  readonly signsFrom: number;
}

export interface KeySchedule {
  /** From one key of an algorithm to the next; `undefined`: keys are replaced only by hand. */
  readonly every: number | undefined;
  /** How long a key is published before it signs. */
  readonly ahead: number;
  /** How long a key stays published after it has last signed. */
  readonly kept: number;
}

const [SECOND, HOUR, DAY] = [1_000, 3_600_000, 86_400_000];

/** For differing clocks, and for tokens that were signed at the last moment. */
const MARGIN = HOUR;

/** Seconds for which apps and APIs may cache the JWKS. */
export const JWKS_MAX_AGE = 300;

/** From when on everyone who caches the JWKS as it says knows a new key: another process publishes it a second later. */
export const KNOWN_AFTER = JWKS_MAX_AGE * SECOND + 60 * SECOND;

/**
 * The schedule of the settings. A former key stays published for as long as any token that it signed: no application or API has
 * ID tokens or JWT access tokens that last longer than a day. It also stays as long as a session, because until then an
 * application may send its ID token as a hint to sign the user out.
 */
export const keyScheduleOf = ({
  keyRotation: { every, ahead },
  sessionLifetime,
}: Pick<Settings, "keyRotation" | "sessionLifetime">): KeySchedule => ({
  every: every === 0 ? undefined : every * DAY,
  ahead: ahead * HOUR,
  kept: Math.max(sessionLifetime * SECOND, DAY) + MARGIN,
});

/** `next` will sign, `former` has signed. One key per algorithm is `signing`. */
export type KeyState = "signing" | "next" | "former";

/** The state of a key in the schedule. Times in milliseconds since 1970. */
export interface KeyStanding extends KeyDates {
  /** What it does now. */
  readonly state: KeyState;
  /** When the next key of the algorithm takes over; `undefined` if there is none. */
  readonly signsUntil: number | undefined;
  /** When the key leaves the JWKS, and nothing that it has signed is accepted any more. */
  readonly publishedUntil: number | undefined;
}

const byDate = (a: KeyDates, b: KeyDates): number => a.signsFrom - b.signsFrom || (a.kid < b.kid ? -1 : 1);

/** The keys of each algorithm, in the order in which they sign. */
function queues<Key extends KeyDates>(keys: readonly Key[]): readonly (readonly Key[])[] {
  const algs = [...new Set(keys.map(({ alg }) => alg))];
  return algs.map((of) => keys.filter(({ alg }) => alg === of).sort(byDate));
}

/** The state of every key, including those whose time is over (`over`). */
function standings(keys: readonly KeyDates[], kept: number, now: number): readonly (KeyStanding & { over: boolean })[] {
  return queues(keys).flatMap((queue) => {
    // If the clock was set back to before the first of them, the first one signs.
    const signing = Math.max(
      0,
      queue.findLastIndex(({ signsFrom }) => signsFrom <= now),
    );
    return queue.map(({ kid, alg, signsFrom }, at) => {
      const signsUntil = queue[at + 1]?.signsFrom;
      const publishedUntil = signsUntil === undefined ? undefined : signsUntil + kept;
      const state = at < signing ? "former" : at === signing ? "signing" : "next";
      const over = state === "former" && publishedUntil !== undefined && now >= publishedUntil;
      return { kid, alg, signsFrom, state, signsUntil, publishedUntil, over };
    });
  });
}

const ORDER: readonly KeyState[] = ["signing", "next", "former"];

/**
 * The published keys in the order of the JWKS. The signing ones come first, because some libraries take the first key of an
 * algorithm whatever a token says. Then come future keys, then former keys, the latest first.
 */
export function published(keys: readonly KeyDates[], kept: number, now: number): readonly KeyStanding[] {
  const standing = standings(keys, kept, now).filter(({ over }) => !over);
  return ORDER.flatMap((wanted) => {
    const found = standing.filter(({ state }) => state === wanted);
    return wanted === "former" ? found.toSorted((a, b) => byDate(b, a)) : found;
  }).map(({ over: _, ...key }) => key);
}

/** The ids of keys whose time is over, so that they may be deleted. */
export function overKeys(keys: readonly KeyDates[], kept: number, now: number): readonly string[] {
  return standings(keys, kept, now).flatMap(({ kid, over }) => (over ? [kid] : []));
}

/** When `published` changes next, if nobody adds or removes a key. */
export function nextChange(keys: readonly KeyDates[], kept: number, now: number): number {
  const dates = standings(keys, kept, now).flatMap(({ signsFrom, publishedUntil }) => [signsFrom, publishedUntil ?? 0]);
  return dates.filter((date) => date > now).reduce((first, date) => Math.min(first, date), Number.POSITIVE_INFINITY);
}

/**
 * The algorithms that lack a key that waits. One always waits, so that it is known to everyone when the signing key must be
 * revoked at once. With keys that are replaced only by hand, none does, because it would take over some day.
 */
export function dueAlgs(keys: readonly KeyDates[], { every }: KeySchedule, now: number): readonly string[] {
  if (every === undefined) return [];
  return queues(keys).flatMap((queue) => {
    const latest = queue.at(-1);
    return latest !== undefined && latest.signsFrom <= now ? [latest.alg] : [];
  });
}

/** When a new key takes over: when it is due, and never before it was in the JWKS for long enough. */
export function turnOf(keys: readonly KeyDates[], { every = 0, ahead }: KeySchedule, alg: string, now: number): number {
  const latest = queues(keys.filter((key) => key.alg === alg))[0]?.at(-1);
  return Math.max(now + ahead, (latest?.signsFrom ?? now) + every);
}

/** Keys that wait for longer than the schedule says, because it was changed, and when they take over instead. */
export function broughtForward(
  keys: readonly KeyStanding[],
  { every, ahead }: KeySchedule,
  now: number,
): readonly { readonly kid: string; readonly from: number; readonly signsFrom: number }[] {
  if (every === undefined) return [];
  return keys.flatMap(({ kid, alg, state, signsFrom: from }) => {
    const signing = keys.find((key) => key.alg === alg && key.state === "signing");
    const signsFrom = Math.max(now + ahead, (signing?.signsFrom ?? now) + every);
    return state === "next" && signsFrom < from ? [{ kid, from, signsFrom }] : [];
  });
}

/** What the revocation of a key does to the others. */
export interface Takeover {
  /** The key that signs instead: one that waits, or a new one without a `kid` yet; `undefined` if the revoked one doesn't sign. */
  readonly successor?: { readonly kid: string | undefined } | undefined;
  /** Until when somebody who caches the JWKS may not know it; `undefined` if everyone does. */
  readonly unknownUntil?: number | undefined;
}

/** `keys` as `published` returns them, with when each of them came into the JWKS. */
export function takeoverOf(
  keys: readonly (KeyStanding & { readonly createdAt: number })[],
  kid: string,
  now: number,
): Takeover {
  const key = keys.find((one) => one.kid === kid);
  if (key?.state !== "signing") return {};
  const next = keys.find(({ alg, state }) => alg === key.alg && state === "next");
  const known = (next?.createdAt ?? now) + KNOWN_AFTER;
  return { successor: { kid: next?.kid }, unknownUntil: known > now ? known : undefined };
}
