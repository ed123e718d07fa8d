/**
 * Notes which scopes applications ask for, are granted and are refused: in memory, and in the store a few seconds later. What was noted in the last
 * minute isn't noted again, so that most requests cost one lookup.
 */
import type { ScopeUse, UsageStore } from "../../ports/usage.ts";

/** What happened, each with the scopes that it happened to. */
export interface Happened {
  readonly asked?: readonly string[] | undefined;
  readonly granted?: readonly string[] | undefined;
  readonly refused?: readonly string[] | undefined;
}

export interface Noted {
  /** Whether the same was noted within the last minute. `what`: a text that is the same whenever the same happens. */
  isKnown(clientId: string, what: string, now: number): boolean;
  note(clientId: string, happened: Happened, now: number): void;
  /** Stores what was noted. What can't be stored is tried again the next time. */
  flush(): Promise<void>;
}

const MINUTE = 60_000;
/** Clients that are remembered, and different things of each. */
const CLIENTS = 10_000;
const THINGS = 32;
/** Characters. What is longer isn't remembered, so that nobody fills the memory. */
const LONGEST = 512;
/** Uses that wait to be stored. */
const WAITING = 20_000;
/** Uses that one commit stores: some milliseconds. */
const BATCH = 200;

interface Known {
  readonly until: number;
  readonly things: Set<string>;
}

export function notedIn(store: Pick<UsageStore, "note">): Noted {
  const known = new Map<string, Known>();
  let waiting = new Map<string, ScopeUse>();

  function add(clientId: string, scope: string, times: Partial<ScopeUse>): void {
    const key = `${clientId} ${scope}`;
    const before = waiting.get(key);
    if (before === undefined && waiting.size >= WAITING) return;
    waiting.set(key, { clientId, scope, ...before, ...times });
  }

  return {
    isKnown(clientId, what, now) {
      const one = known.get(clientId);
      // A clock that was set back must not silence anybody for longer.
      if (one !== undefined && now < one.until && one.until - now <= MINUTE) {
        if (one.things.has(what)) return true;
        if (one.things.size < THINGS && what.length <= LONGEST) one.things.add(what);
        return false;
      }
      if (known.size >= CLIENTS) known.clear();
      known.set(clientId, { until: now + MINUTE, things: new Set(what.length <= LONGEST ? [what] : []) });
      return false;
    },
    note(clientId, { asked = [], granted = [], refused = [] }, now) {
      for (const scope of asked) add(clientId, scope, { askedAt: now });
      for (const scope of granted) add(clientId, scope, { grantedAt: now });
      for (const scope of refused) add(clientId, scope, { refusedAt: now });
    },
    async flush() {
      const all = [...waiting.values()];
      waiting = new Map();
      for (let from = 0; from < all.length; from += BATCH) {
        try {
          await store.note(all.slice(from, from + BATCH));
        } catch (error) {
          // What was noted meanwhile is later.
          for (const one of all.slice(from)) {
            const key = `${one.clientId} ${one.scope}`;
            waiting.set(key, { ...one, ...waiting.get(key) });
          }
          throw error;
        }
      }
    },
  };
}
