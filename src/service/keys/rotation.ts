/** Replaces signing keys: by hand, on schedule, or at once if one is compromised. */
import type { Actor, AuditEntry } from "../../ports/audit.ts";
import type { ChangedEvent } from "../../ports/events.ts";
import type { KeyAlg, Keys, SigningKeyStanding } from "../../ports/keys.ts";
import {
  broughtForward,
  dueAlgs,
  type KeySchedule,
  KNOWN_AFTER,
  type Takeover,
  takeoverOf,
  turnOf,
} from "../../protocol/key-schedule.ts";
import { SCHEDULE } from "../actors.ts";
import type { Shared } from "../deps.ts";

/** Which keys are replaced, and when. */
export interface Rotation {
  /** The algorithms whose keys are replaced, as far as the server has such keys. Default: all. */
  readonly algs?: readonly KeyAlg[] | undefined;
  /**
   * Signs as soon as everyone who caches the JWKS knows the new keys: at once if they wait already, and otherwise a few minutes
   * after they are published.
   */
  readonly now?: boolean | undefined;
  /** Makes new keys even if some wait already. They take over after those. */
  readonly another?: boolean | undefined;
}

/** The server's signing keys, for the operator. */
export interface SigningKeys {
  /** The published keys, in the order of the JWKS. */
  list(): Promise<readonly SigningKeyStanding[]>;
  /**
   * Makes new keys, which are published now and sign after `keyRotation.ahead`. If a key is waiting already, it is used
   * instead, unless `another` is asked for. Resolves to the keys that sign next, or now.
   */
  rotate(rotation?: Rotation): Promise<readonly SigningKeyStanding[]>;
  /** What revoking a key would do, without doing it; `undefined` if there is no such key. */
  takeover(kid: string): Promise<Takeover | undefined>;
  /**
   * Deletes a key. Nothing that it signed is accepted any more, and another key signs at once. `false` if there is no such key.
   */
  revoke(kid: string): Promise<boolean>;
}

/** The signing keys, changed by `actor`. `schedule` in milliseconds. */
export function signingKeysOf(
  { keys, clock, events }: Pick<Shared, "keys" | "clock" | "events">,
  schedule: () => KeySchedule,
  actor: Actor,
): SigningKeys {
  const entry = (action: string, kid: string): AuditEntry => keyEntry(actor, clock(), action, kid);
  return {
    async list() {
      await keys.refresh();
      return keys.standing();
    },
    async rotate({ algs, now = false, another = false } = {}) {
      await keys.refresh();
      const all = [...new Set(keys.standing().map(({ alg }) => alg as KeyAlg))];
      const wanted = algs === undefined ? all : all.filter((alg) => algs.includes(alg));
      const made = await inTurn(wanted, (alg) =>
        another
          ? addOne(keys, alg, clock() + schedule().ahead, entry)
          : rotateOne(keys, alg, clock(), now ? "known" : schedule().ahead, entry),
      );
      for (const kid of made) keyChanged(events, kid, "changed", clock());
      return keys.standing().filter(({ kid }) => made.includes(kid));
    },
    async takeover(kid) {
      await keys.refresh();
      const all = keys.standing();
      return all.some((one) => one.kid === kid) ? takeoverOf(all, kid, clock()) : undefined;
    },
    async revoke(kid) {
      await keys.refresh();
      const known = keys.standing().find((one) => one.kid === kid);
      const isRevoked = await keys.revoke(kid, clock(), (successor) => ({
        ...entry("key/revoke", kid),
        before: { alg: known?.alg, state: known?.state },
        ...(successor !== undefined && { after: { successor } }),
      }));
      if (isRevoked) keyChanged(events, kid, "revoked", clock());
      return isRevoked;
    },
  };
}

function keyChanged(events: Shared["events"], kid: string, change: ChangedEvent["change"], at: number): void {
  if (events?.heard) events.emit({ type: "changed", at, what: "key", change, kid });
}

const keyEntry = (actor: Actor, at: number, action: string, kid: string): AuditEntry => ({
  at,
  actor,
  action,
  target: { kind: "key", id: kid },
});

/** A key that takes over after all others. Resolves to its id. `from`: when at the earliest, in milliseconds since 1970. */
async function addOne(
  keys: Keys,
  alg: KeyAlg,
  from: number,
  entry: (action: string, kid: string) => AuditEntry,
): Promise<string> {
  const latest = Math.max(...keys.standing().flatMap((key) => (key.alg === alg ? [key.signsFrom] : [])));
  const signsFrom = Math.max(from, latest + 1);
  const made = await keys.add(alg, signsFrom, (kid) => ({ ...entry("key/add", kid), after: { alg, signsFrom } }));
  return made ?? addOne(keys, alg, from, entry);
}

/** The key that takes over: a waiting one, or a new one. Resolves to its id. */
async function rotateOne(
  keys: Keys,
  alg: KeyAlg,
  now: number,
  ahead: number | "known",
  entry: (action: string, kid: string) => AuditEntry,
): Promise<string> {
  const queue = keys.standing().filter((key) => key.alg === alg);
  const next = queue.find(({ state }) => state === "next");
  const signing = queue.find(({ state }) => state === "signing");
  const known = next === undefined ? now + KNOWN_AFTER : Math.max(now, next.createdAt + KNOWN_AFTER);
  // No two keys sign from the same moment.
  const signsFrom = Math.max(ahead === "known" ? known : now + ahead, (signing?.signsFrom ?? 0) + 1);
  if (next !== undefined && next.signsFrom <= signsFrom) return next.kid;
  // A waiting key was published before, so more clients know it than a new one.
  if (next !== undefined) {
    const dated = { before: { signsFrom: next.signsFrom }, after: { signsFrom } };
    if (await keys.date(next.kid, signsFrom, { ...entry("key/change", next.kid), ...dated })) return next.kid;
  }
  const made = await keys.add(alg, signsFrom, (kid) => ({ ...entry("key/add", kid), after: { alg, signsFrom } }));
  // Another process has made one at the same moment.
  return made ?? rotateOne(keys, alg, now, ahead, entry);
}

/** RSA keys take a second to make. They are made one after the other, so that requests are served in between. */
async function inTurn<A, B>(all: readonly A[], run: (one: A) => Promise<B>): Promise<readonly B[]> {
  const done: B[] = [];
  for (const one of all) done.push(await run(one));
  return done;
}

/**
 * Does what the schedule requires. `trusted` is the time by which things are deleted for good, `wall` is the clock's time. A
 * clock that jumps for a minute makes and deletes no keys. It ends when `isHeld` says that another process does this now.
 */
export async function rotateOnSchedule(
  { keys, log, events }: Pick<Shared, "keys" | "events"> & { readonly log: Pick<Shared["log"], "info"> },
  schedule: KeySchedule,
  trusted: number,
  wall: number,
  isHeld: () => Promise<boolean> = async () => true,
): Promise<void> {
  await keys.refresh();
  const due = () => dueAlgs(keys.standing(), schedule, trusted);
  for (const alg of due()) {
    if (!(await isHeld())) return;
    // Another process may have made one while this one made the previous.
    if (!due().includes(alg)) continue;
    const signsFrom = turnOf(keys.standing(), schedule, alg, Math.max(trusted, wall));
    const kid = await keys.add(alg as KeyAlg, signsFrom, (made) => ({
      ...keyEntry(SCHEDULE, wall, "key/add", made),
      after: { alg, signsFrom },
    }));
    if (kid === undefined) continue;
    log.info({ kid, alg, signsFrom: new Date(signsFrom).toISOString() }, "a new signing key was created on schedule");
    keyChanged(events, kid, "added", wall);
  }
  if (!(await isHeld())) return;
  for (const { kid, from, signsFrom } of broughtForward(keys.standing(), schedule, Math.max(trusted, wall))) {
    const dated = { before: { signsFrom: from }, after: { signsFrom } };
    if (await keys.date(kid, signsFrom, { ...keyEntry(SCHEDULE, wall, "key/change", kid), ...dated }))
      keyChanged(events, kid, "changed", wall);
  }
  for (const kid of await keys.forget(trusted, (former) => keyEntry(SCHEDULE, wall, "key/remove", former))) {
    log.info({ kid }, "a former signing key was deleted");
    keyChanged(events, kid, "removed", wall);
  }
}
