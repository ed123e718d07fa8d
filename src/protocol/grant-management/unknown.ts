/** The refusal of a `grant_id` that can't be used. */
import { type Refusal, refuse } from "../../reasons/index.ts";
import type { ManagedFacts } from "./managed.ts";

/** The same for all that can't be used: whether somebody else has such a grant, nobody learns. `endpoint`: where it is in the path. */
export function refuseUnknownGrant(
  managed: ManagedFacts | undefined,
  clientId: string,
  endpoint?: boolean,
): Refusal | undefined {
  if (managed?.is !== "unknown") return undefined;
  return refuse("grant/id-unknown", { clientId, ...(endpoint === true && { endpoint }) });
}
