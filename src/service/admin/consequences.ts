/** What a change would do, before it is made: the journal's refusals are decided again as if it had been made. */
import type { Contents } from "../../ports/registered.ts";
import type { AdminKind } from "../../protocol/admin/occasion.ts";
import type { Client } from "../../protocol/client.ts";
import { aspectsOf, type Occasion } from "../../protocol/occasion.ts";
import { replay } from "../../protocol/replay/replay.ts";
import type { Scope } from "../../protocol/scope/catalogue.ts";
import type { Deps } from "../deps.ts";
import { clientsUsing } from "./used-by.ts";

/** Refusals of each client, the newest first, and clients in all. */
const MOST = { refusals: 50, clients: 50 } as const;

export interface Consequences {
  /** Clients that are allowed the scope, or may introspect the API's tokens; for an application, itself. */
  readonly clients: readonly string[];
  /** How many of the latest refusals of these clients were decided again. */
  readonly refusals_replayed: number;
  /** References of refusals that would have been granted. */
  readonly would_be_granted: readonly string[];
  /** References of refusals whose reason would have been another one. */
  readonly would_be_refused_otherwise: readonly string[];
}

/** What is registered now, and what would be. */
export interface Difference<Kind extends AdminKind> {
  readonly kind: Kind;
  readonly id: string;
  readonly before: Contents[Kind] | undefined;
  readonly after: Contents[Kind] | undefined;
}

export async function consequencesOf<Kind extends AdminKind>(
  deps: Deps,
  change: Difference<Kind>,
): Promise<Consequences> {
  const clients = change.before === undefined ? [] : await affectedBy(deps, change);
  const would = { granted: [] as string[], otherwise: [] as string[] };
  let replayed = 0;
  for (const { id } of clients.slice(0, MOST.clients)) {
    for (const { ref } of await deps.journal.list({ clientId: id, limit: MOST.refusals })) {
      const entry = await deps.journal.find(ref);
      const on = entry?.on && asIfMade(entry.on, change);
      if (entry === undefined || on === undefined) continue;
      replayed++;
      const { outcome } = replay(on);
      if (outcome.is === "granted") would.granted.push(ref);
      else if (outcome.is === "refused" && outcome.refusal.refused !== entry.refusal.refused) would.otherwise.push(ref);
    }
  }
  return {
    clients: clients.map(({ id }) => id),
    refusals_replayed: replayed,
    would_be_granted: would.granted,
    would_be_refused_otherwise: would.otherwise,
  };
}

async function affectedBy(deps: Deps, { kind, id, before }: Difference<AdminKind>): Promise<readonly Client[]> {
  if (before !== undefined && "client" in before) return [before.client];
  return kind === "scope" || kind === "api" ? (await clientsUsing(deps, { kind, id }, MOST.clients)).clients : [];
}

/** The occasion as it would have been; `undefined` if it doesn't depend on what changes. */
function asIfMade(on: Occasion, { id, after, kind }: Difference<AdminKind>): Occasion | undefined {
  if (kind === "application") {
    const place = aspectsOf(on).client;
    const changed = after !== undefined && "client" in after ? after.client : undefined;
    return changed === undefined || place?.of(on)?.id !== id ? undefined : place.with(on, changed);
  }
  if (kind !== "scope" || !("catalogue" in on)) return undefined;
  return { ...on, catalogue: { ...on.catalogue, scopes: withScope(on.catalogue.scopes, id, after) } };
}

function withScope(
  scopes: ReadonlyMap<string, Scope>,
  name: string,
  after: Contents[AdminKind] | undefined,
): ReadonlyMap<string, Scope> {
  if (after !== undefined && "scope" in after) return new Map([...scopes, [name, after.scope]]);
  return new Map([...scopes].filter(([one]) => one !== name));
}
