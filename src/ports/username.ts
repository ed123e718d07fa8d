/**
 * When two user names are the same. Unicode's default caseless matching, in the compatibility form (NFKC) so that a full-width
 * or a decomposed spelling cannot stand beside the plain one.
 */

/** The form in which user names are compared. Upper case first: it takes together ß with SS and both forms of sigma. */
export function foldUsername(username: string): string {
  return username.normalize("NFKC").toUpperCase().toLowerCase().normalize("NFKC");
}
