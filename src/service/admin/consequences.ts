/** What a change would do, before it is made: whom it concerns, which grants lose something, and which requests would be decided differently. */
import type { AdminKind } from "../../protocol/admin/occasion.ts";
import type { Client } from "../../protocol/client.ts";
import type { Deps } from "../deps.ts";
import type { Caller } from "./caller.ts";
import type { Difference } from "./difference.ts";
import { type Losses, lossesOf, noLosses } from "./losses.ts";
import { type Replays, replaysOf } from "./replays.ts";
import { replaysOfSettings } from "./settings-replays.ts";
import { clientsUsing } from "./used-by.ts";

/** Clients whose requests are decided again, and whose grants are read. */
const MOST = 50;

export interface Consequences extends Replays, Losses {
  /** Clients that are allowed the scope, or may introspect the API's tokens; for an application, itself. The first ones. */
  readonly clients: readonly string[];
  /** How many there are. */
  readonly clients_count: number;
  /** What uses something that would be removed, in words. The first ones. */
  readonly used_by?: readonly string[];
}

export async function consequencesOf<Kind extends AdminKind>(
  deps: Deps,
  change: Difference<Kind>,
  caller: Pick<Caller, "scopes">,
): Promise<Consequences> {
  const { clients, count } = await affectedBy(deps, change as unknown as Difference);
  const given = { deps, change: change as unknown as Difference, clients };
  return {
    clients: clients.map(({ id }) => id),
    clients_count: count,
    ...(await (change.kind === "settings" ? replaysOfSettings(given) : replaysOf(given))),
    ...(clients.length === 0 ? noLosses : await lossesOf(given, caller)),
  };
}

async function affectedBy(
  deps: Deps,
  { kind, id, before }: Difference,
): Promise<{ readonly clients: readonly Client[]; readonly count: number }> {
  if (before !== undefined && "client" in before) return { clients: [before.client], count: 1 };
  if (before === undefined || (kind !== "scope" && kind !== "api")) return { clients: [], count: 0 };
  return clientsUsing(deps, { kind, id }, MOST);
}
