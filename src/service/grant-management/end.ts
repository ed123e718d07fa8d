/** What ends with a grant that a client manages, or with what it replaces. Loaded with the first. */
import type { GrantStore, Redeemed, Storage } from "../../ports/storage.ts";
import type { Grant } from "../../protocol/grant.ts";

type Issued = Parameters<GrantStore["redeem"]>[2];

/** Grants of a user that are read. With more, the oldest count as ended, and the user is asked once more. */
const MOST = 200;

/** Redeems its code. In the same step, it takes the place of what it merges or replaces. `false`: the code was redeemed before. `now` in milliseconds. */
export async function redeemManaged(
  storage: Storage,
  { id }: Grant,
  root: number,
  now: number,
  issued: Omit<Issued, keyof Redeemed> & Pick<Redeemed, "by">,
): Promise<boolean> {
  const former = root === id ? undefined : await storage.grants.findManaged(root, now);
  const supersedes = { root, because: "the client merged or replaced it" };
  const won = await storage.grants.redeem(id, now, { ...issued, supersedes });
  if (won && former !== undefined) await askAgain(storage, former, now);
  return won;
}

/** Ends it with all of its tokens and codes. */
export async function endManaged(storage: Storage, grant: Grant, root: number, now: number): Promise<void> {
  await storage.grants.revokeManaged(root, now, "the client ended the grant");
  await askAgain(storage, grant, now);
}

/** The user is asked again for what no other grant of the client has: the consent page said that it would end. */
async function askAgain({ holdings, consents }: Storage, ended: Grant, now: number): Promise<void> {
  const { subject, clientId } = ended;
  const live = await holdings.grants({ subject, liveAt: now, limit: MOST });
  const kept = new Set(live.flatMap(({ grant }) => (grant.clientId === clientId ? grant.scopes : [])));
  const gone = ended.scopes.filter((name) => !kept.has(name));
  if (gone.length > 0) await consents.remove(subject, clientId, gone);
}
