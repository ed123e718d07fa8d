/** How many applications may register themselves. */
import { BY_THEMSELVES } from "../../ports/registered.ts";
import { type Limit, waitFor } from "../../protocol/draining-count.ts";
import type { RegistrationOccasion } from "../../protocol/registration/occasion.ts";
import type { Deps } from "../deps.ts";
import { networkOf } from "../network.ts";

const HOUR = 3_600_000;

/** Counts one more registration of a network. Whole seconds that it must wait; `undefined` if it need not. `now` in milliseconds. */
export async function waitOf(deps: Deps, address: string | undefined, now: number): Promise<number | undefined> {
  const { perHour } = deps.registry.settings.registration;
  // How full a count is depends on the limit, so another limit has another count.
  const limit: Limit = { most: perHour, drain: Math.ceil(HOUR / perHour), pauses: false };
  const count = deps.counts.cellsOf("registrations", `${perHour} ${networkOf(address ?? "")}`);
  const [before] = await deps.storage.counters.addBelow([{ count, limit }], now);
  const wait = waitFor(before, limit, now);
  return wait > 0 ? Math.ceil(wait / 1_000) : undefined;
}

/** How many there are and may be, if there is no room for one more. */
export async function fullOf({ storage, registry }: Deps): Promise<RegistrationOccasion["full"]> {
  const most = registry.settings.registration.applications;
  const has = await storage.registrations.countUsing({ kind: "initial-token", id: BY_THEMSELVES }, "application");
  return has >= most ? { has, most } : undefined;
}
