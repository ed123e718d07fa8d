/** Who may see a refusal. */
import type { KnownUser } from "../ports/hooks.ts";
import type { JournalEntry } from "../ports/journal.ts";
import type { Audience } from "../reasons/define.ts";
import { isOwnOf } from "./admin/caller.ts";
import type { Deps } from "./deps.ts";

/** Since when an id stands for the application that has it, in milliseconds since 1970; 0 if that isn't known. */
export async function sinceOf({ registry }: Pick<Deps, "registry">, clientId: string): Promise<number> {
  return (await registry.client(clientId))?.since ?? 0;
}

/**
 * The role in which a user may see a refusal: operators and auditors see all of them, owners those of their applications;
 * `undefined`: not at all.
 */
export async function audienceOf(
  deps: Pick<Deps, "registry" | "registries" | "storage">,
  { clientId, at }: JournalEntry,
  user: KnownUser,
): Promise<Audience | undefined> {
  if (user.role !== "user") return "operator";
  const { client, since = 0 } = (await deps.registry.client(clientId ?? "")) ?? {};
  // The id may have been that of another application.
  return client !== undefined && at >= since && (await isOwnOf(deps, user, client)) ? "owner" : undefined;
}
