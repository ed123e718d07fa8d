/** Which `sub` a client sees of a user (OpenID Connect Core 8). */
import type { Client } from "./client.ts";

/** Whether two clients of different sectors see different subjects. */
export const isPairwise = ({ subjectType }: Pick<Client, "subjectType">): boolean => subjectType === "pairwise";

/** The host whose clients see the same subject: that of the sector identifier, or of the redirect URIs. */
export function sectorOf({
  sectorIdentifierUri,
  redirectUris,
}: Pick<Client, "sectorIdentifierUri" | "redirectUris">): string {
  const named = sectorIdentifierUri ?? redirectUris[0] ?? "";
  return URL.canParse(named) ? new URL(named).host || named : named;
}

/** Whether users would have another `sub` at a client after a change, which then doesn't know them again. */
export const losesItsUsers = (before: Client, after: Client): boolean =>
  isPairwise(before) && isPairwise(after) && sectorOf(before) !== sectorOf(after);

/** Whether the redirect URIs leave open which sector they are of. */
export const isSectorOpen = ({ redirectUris }: Pick<Client, "redirectUris">): boolean =>
  new Set(redirectUris.map((uri) => sectorOf({ redirectUris: [uri] }))).size > 1;
