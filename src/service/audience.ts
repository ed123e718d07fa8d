/** Who may see a refusal. */
import type { KnownUser } from "../ports/hooks.ts";
import type { JournalEntry } from "../ports/journal.ts";
import { foldUsername } from "../ports/username.ts";
import type { Audience } from "../reasons/define.ts";
import type { Deps } from "./deps.ts";

/**
 * The role in which a user may see a refusal: the operator sees all of them, the owner those of the application; `undefined`:
 * not at all.
 */
export async function audienceOf(
  { registry }: Pick<Deps, "registry">,
  entry: JournalEntry,
  { role, username }: KnownUser,
): Promise<Audience | undefined> {
  if (role === "operator") return "operator";
  const owner = (await registry.client(entry.clientId ?? ""))?.client.owner;
  return owner !== undefined && foldUsername(owner) === foldUsername(username) ? "owner" : undefined;
}
