/** Which users exist. */
import type { Storage } from "../ports/storage.ts";

/** The user names that belong to an account. */
export async function accountsAmong(
  { people }: Pick<Storage, "people">,
  usernames: Iterable<string>,
): Promise<ReadonlySet<string>> {
  const all = [...new Set(usernames)];
  const found = await Promise.all(all.map((username) => people.findByUsername(username)));
  return new Set(all.filter((_, i) => found[i] !== undefined));
}
