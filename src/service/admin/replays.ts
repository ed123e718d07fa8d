/**
 * Decides again, as if a change had been made, what the clients that it concerns were refused and granted lately. Each is compared with what would
 * be decided now, so that only the change counts.
 */
import type { Client } from "../../protocol/client.ts";
import { aspectsOf, type Occasion } from "../../protocol/occasion.ts";
import { replay } from "../../protocol/replay/replay.ts";
import type { Catalogue } from "../../protocol/scope/catalogue.ts";
import { grantedIn } from "../usage/sampled.ts";
import type { Concerned, Difference } from "./difference.ts";

/** Of each client, the newest first, and in all: some tens of milliseconds. Among many clients, fewer of each. */
const MOST = { refusals: 50, successes: 30, all: 400 } as const;
const LEAST = 4;

/** A request that would be refused. */
export interface WouldBeRefused {
  readonly client: string;
  /** `authorization`, or `token` and the grant type. */
  readonly request: string;
  /** Why: a reason of the catalogue. */
  readonly code: string;
  /** When such a request was granted last. */
  readonly granted_at: string;
}

export interface Replays {
  /** How many of the latest refusals of these clients were decided again. */
  readonly refusals_replayed: number;
  /** References of refusals that would have been granted. */
  readonly would_be_granted: readonly string[];
  /** References of refusals whose reason would have been another one. */
  readonly would_be_refused_otherwise: readonly string[];
  /** How many of their latest successes were decided again. */
  readonly successes_replayed: number;
  /** What would begin to be refused. */
  readonly would_be_refused: readonly WouldBeRefused[];
}

export async function replaysOf({ deps, change, clients }: Concerned): Promise<Replays> {
  const would = { granted: [] as string[], otherwise: [] as string[], refused: [] as WouldBeRefused[] };
  const replayed = { refusals: 0, successes: 0 };
  const each = Math.max(LEAST, Math.floor(MOST.all / 2 / Math.max(1, clients.length)));
  for (const client of clients) {
    if (replayed.refusals + replayed.successes >= MOST.all) break;
    for (const { ref } of await deps.journal.list({ clientId: client.id, limit: Math.min(MOST.refusals, each) })) {
      const entry = await deps.journal.find(ref);
      const pair = entry?.on && bothWays(entry.on, client, change);
      if (pair === undefined) continue;
      replayed.refusals++;
      const [now, then] = pair.map(outcomeOf);
      if (then === "granted" && now !== "granted") would.granted.push(ref);
      else if (then !== now && then !== undefined && then !== "granted") would.otherwise.push(ref);
    }
    for (const success of await deps.usage.successes(client.id, Math.min(MOST.successes, each))) {
      const on = grantedIn(success);
      const pair = on && bothWays(on, client, change);
      if (pair === undefined) continue;
      replayed.successes++;
      const [now, then] = pair.map(outcomeOf);
      if (now !== "granted" || then === undefined || then === "granted") continue;
      const granted_at = new Date(success.at).toISOString();
      would.refused.push({ client: client.id, request: success.kind, code: then, granted_at });
    }
  }
  return {
    refusals_replayed: replayed.refusals,
    would_be_granted: would.granted,
    would_be_refused_otherwise: would.otherwise,
    successes_replayed: replayed.successes,
    would_be_refused: would.refused,
  };
}

/** What a client that doesn't exist is refused for. */
type Gone = "client/unknown" | "client/not-registered";
const goneOf = ({ decision }: Occasion): Gone =>
  decision === "authorization" ? "client/not-registered" : "client/unknown";

/** `granted`, the reason of a refusal, or `undefined` if facts are missing. */
function outcomeOf(on: Occasion | Gone): string | undefined {
  if (typeof on === "string") return on;
  try {
    const { outcome } = replay(on);
    return outcome.is === "refused" ? outcome.refusal.refused : outcome.is === "granted" ? "granted" : undefined;
  } catch {
    return undefined;
  }
}

/** An occasion as it would be now, and as it would be after the change; `undefined` if it doesn't depend on what changes. */
function bothWays(
  on: Occasion,
  client: Client,
  change: Difference,
): readonly [now: Occasion, then: Occasion | Gone] | undefined {
  const place = aspectsOf(on).client;
  if (place?.of(on)?.id !== client.id) return undefined;
  const current = place.with(on, client);
  if (change.kind === "application") {
    const after = change.after !== undefined && "client" in change.after ? change.after.client : undefined;
    return [current, after === undefined ? goneOf(on) : place.with(on, after)];
  }
  if (!("catalogue" in current)) return undefined;
  const withCatalogue = (content: Difference["before"]): Occasion => ({
    ...current,
    catalogue: changed(current.catalogue, change, content),
  });
  return [withCatalogue(change.before), withCatalogue(change.after)];
}

/** A catalogue in which what changes is this. */
function changed(
  { scopes, apis }: Catalogue,
  { kind, id }: Pick<Difference, "kind" | "id">,
  content: Difference["before"],
): Catalogue {
  const replaced = <Value>(all: ReadonlyMap<string, Value>, value: Value | undefined): ReadonlyMap<string, Value> => {
    const others = [...all].filter(([name]) => name !== id);
    return new Map(value === undefined ? others : [...others, [id, value]]);
  };
  if (kind === "scope")
    return { apis, scopes: replaced(scopes, content !== undefined && "scope" in content ? content.scope : undefined) };
  return { scopes, apis: replaced(apis, content !== undefined && "api" in content ? content.api : undefined) };
}
