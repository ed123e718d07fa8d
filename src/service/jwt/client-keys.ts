/**
 * Keeps what clients' `jwks_uri`s publish. Keys are fetched when they are needed, at most once at a time, and again when a client signs
 * with a key that isn't known yet. If a host doesn't respond, the keys from before are used for a while.
 */
import type { ClientKeys, FoundKeys, KeysFault } from "../../ports/client-keys.ts";
import { type Outbound, OutboundError } from "../../ports/outbound.ts";
import type { JwkSet } from "../../protocol/jwk.ts";

/** Milliseconds for which keys are used without looking again, and for which they are used while their host doesn't respond. */
export const [FRESH, STALE] = [5 * 60_000, 60 * 60_000];
/** Milliseconds between two requests to one URL, whatever clients send. */
export const PAUSE = 5_000;
/** How many URLs are kept. What nobody asked for the longest goes first. */
const MOST = 1_000;
/** Bytes of a set, and how many keys of it are looked at. */
const [LONGEST, MOST_KEYS] = [100_000, 50];

interface Kept {
  readonly set: JwkSet | undefined;
  readonly fetchedAt: number;
  /** When it was last tried. */
  readonly triedAt: number;
  readonly fault: KeysFault | undefined;
}

/** Makes what finds the keys of clients. */
export function clientKeys(outbound: Outbound): ClientKeys {
  const kept = new Map<string, Kept>();
  const fetching = new Map<string, Promise<Kept>>();

  async function fetchNow(uri: string, before: Kept | undefined, now: number): Promise<Kept> {
    const got = await fetchKeys(outbound, uri);
    const next: Kept =
      typeof got === "string"
        ? { set: before?.set, fetchedAt: before?.fetchedAt ?? 0, triedAt: now, fault: got }
        : { set: got, fetchedAt: now, triedAt: now, fault: undefined };
    kept.delete(uri);
    kept.set(uri, next);
    for (const [oldest] of kept) {
      if (kept.size <= MOST) break;
      kept.delete(oldest);
    }
    return next;
  }

  async function fetchOnce(uri: string, before: Kept | undefined, now: number): Promise<Kept> {
    const running = fetching.get(uri) ?? fetchNow(uri, before, now).finally(() => fetching.delete(uri));
    fetching.set(uri, running);
    return running;
  }

  return {
    async of({ jwks, jwksUri }, fits, now) {
      if (jwks !== undefined) return { is: "keys", set: jwks };
      if (jwksUri === undefined) return { is: "none" };
      let known = kept.get(jwksUri);
      const isUsable = known?.set !== undefined && isWithin(known.fetchedAt, FRESH, now) && fits(known.set);
      if (!isUsable && (known === undefined || !isWithin(known.triedAt, PAUSE, now)))
        known = await fetchOnce(jwksUri, known, now);
      return foundIn(known, now);
    },
  };
}

/** Whether less than `span` has passed. A time that lies ahead is from before the clock was set back. */
const isWithin = (since: number, span: number, now: number): boolean => now >= since && now - since < span;

function foundIn(known: Kept | undefined, now: number): FoundKeys {
  if (known?.set !== undefined && (known.fault === undefined || isWithin(known.fetchedAt, STALE, now)))
    return { is: "keys", set: known.set };
  return { is: "unavailable", because: known?.fault ?? "unreachable" };
}

async function fetchKeys(outbound: Outbound, uri: string): Promise<JwkSet | KeysFault> {
  try {
    const headers = { accept: "application/jwk-set+json, application/json" };
    const { status, text } = await outbound.send({ url: new URL(uri), method: "GET", headers, longest: LONGEST });
    if (status !== 200) return `status ${status}`;
    const value: unknown = JSON.parse(text);
    const { keys } = (typeof value === "object" && value !== null ? value : {}) as { readonly keys?: unknown };
    if (!Array.isArray(keys)) return "not-keys";
    return { keys: keys.slice(0, MOST_KEYS).filter((key) => typeof key === "object" && key !== null) };
  } catch (error) {
    if (error instanceof OutboundError) return error.because;
    if (error instanceof SyntaxError) return "not-keys";
    throw error;
  }
}
