/** Who may see a refusal. */
import type { KnownUser } from "../ports/hooks.ts";
import type { JournalEntry } from "../ports/journal.ts";
import type { Audience } from "../reasons/define.ts";
import { isOwnOf } from "./admin/caller.ts";
import type { Deps } from "./deps.ts";

/**
 * The role in which a user may see a refusal: operators and auditors see all of them, owners those of their applications;
 * `undefined`: not at all.
 */
export async function audienceOf(
  deps: Pick<Deps, "registry" | "registries" | "storage">,
  { clientId }: JournalEntry,
  user: KnownUser,
): Promise<Audience | undefined> {
  if (user.role !== "user") return "operator";
  const client = (await deps.registry.client(clientId ?? ""))?.client;
  return client !== undefined && (await isOwnOf(deps, user, client)) ? "owner" : undefined;
}
