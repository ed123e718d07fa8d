/** Whether a user has allowed a client the same authorization details before. What a grant had ends with it. */
import type { SentDetails } from "../../protocol/authorization-details/details.ts";
import { isGranted } from "../../protocol/authorization-details/within.ts";
import type { Deps } from "../deps.ts";

/** How many of the newest grants are looked at. */
const NEWEST = 50;

/** Only if all of their types are remembered. `now` in milliseconds. */
export async function allowedBefore(
  { storage, registry }: Pick<Deps, "storage" | "registry">,
  details: SentDetails | undefined,
  { subject, clientId, now }: { readonly subject: string; readonly clientId: string; readonly now: number },
): Promise<boolean> {
  if (details?.is !== "read") return false;
  const types = registry.settings.authorizationDetailsTypes ?? [];
  const isRemembered = details.values.every(({ type }) => types.find((one) => one.type === type)?.remembered === true);
  if (!isRemembered) return false;
  const listed = await storage.holdings.grants({ subject, clientId, liveAt: now, limit: NEWEST });
  const allowed = listed.flatMap(({ grant }) => grant.authorizationDetails ?? []);
  return details.values.every((one) => isGranted(one, allowed));
}
