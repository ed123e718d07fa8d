/**
 * Pairwise subjects (OpenID Connect Core 8.1): computed with the key of the server that tags credentials, which stays as long as its data. Inside,
 * a user has one subject; what leaves the server has that of the client.
 */
import type { Keys } from "../ports/keys.ts";
import type { Hint } from "../protocol/authorization/case.ts";
import type { Client } from "../protocol/client.ts";
import { isPairwise, sectorOf } from "../protocol/subject.ts";

/** Bytes: 32 characters. */
const LENGTH = 24;

/** The subject of a user as a client sees it. */
export function subjectFor({ keys }: { readonly keys: Pick<Keys, "tag"> }, client: Client, subject: string): string {
  if (!isPairwise(client)) return subject;
  const bytes = Buffer.from(JSON.stringify([sectorOf(client), subject]));
  return Buffer.from(keys.tag("pairwise subject", bytes, LENGTH)).toString("base64url");
}

/** A hint with the user's own subject, if it names this user as the client sees them. */
export function hintAbout<H extends Hint>(deps: { readonly keys: Keys }, client: Client, hint: H, subject: string): H {
  if (hint.is !== "valid" || !isPairwise(client)) return hint;
  // The user's own subject isn't for this client, so it names nobody.
  return { ...hint, subject: subjectFor(deps, client, subject) === hint.subject ? subject : "" };
}
