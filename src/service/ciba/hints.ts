/** Whom the `sub` of an ID token names. A pairwise one is compared with those of the client's users, since nothing is stored of it. */
import type { Client } from "../../protocol/client.ts";
import { isPairwise } from "../../protocol/subject.ts";
import type { Deps } from "../deps.ts";
import { subjectFor } from "../subjects.ts";

/** How many users of one client are looked at, and how many at once. */
const MOST = 20_000;
const PAGE = 500;

/** The user's own subject. If the hint names nobody, it is one that nobody has. */
export async function subjectOfHint(deps: Deps, client: Client | undefined, sub: string): Promise<string> {
  if (client === undefined || !isPairwise(client)) return sub;
  const seen = new Set<string>();
  for await (const subject of usersOf(deps, client.id)) {
    if (seen.has(subject)) continue;
    if (subjectFor(deps, client, subject) === sub) return subject;
    if (seen.add(subject).size >= MOST) break;
  }
  return "";
}

/** Those who have allowed the client something, then those whom it has tokens of. */
async function* usersOf({ storage: { holdings } }: Deps, clientId: string): AsyncGenerator<string> {
  for (let after: { subject: string; clientId: string } | undefined; ; ) {
    const page = await holdings.consents({ clientId, after, limit: PAGE });
    for (const { subject } of page) yield subject;
    if (page.length < PAGE) break;
    after = page.at(-1);
  }
  for (let before: number | undefined; ; ) {
    const page = await holdings.grants({ clientId, before, limit: PAGE });
    for (const { grant } of page) if (grant.subject !== undefined) yield grant.subject;
    if (page.length < PAGE) return;
    before = page.at(-1)?.grant.id;
  }
}
