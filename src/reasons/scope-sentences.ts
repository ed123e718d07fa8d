/** What descriptions say about scopes. */

/** Where the existing scopes are listed. */
export const KNOWN = "scopes_supported of the issuer's metadata";

/** The evidence of a scope refusal. */
export interface Offence {
  readonly sent: string;
  readonly words: readonly string[];
  readonly offenders: readonly string[];
  readonly repaired?: string | undefined;
  readonly without?: string | undefined;
}

/** A chain of clauses, as earlier versions have stored it. No scope has a space in it. */
const CHAIN = /; ([a-z])/g;

/** A question about what was meant, without its mark. */
const MEANT = /Did you mean '[^']*'(?!\?)/g;

/** What is wrong with a scope, one idea a sentence. */
export const unchained = (text: string): string =>
  !text.includes("; ")
    ? text
    : text.replace(CHAIN, (_, letter: string) => `. ${letter.toUpperCase()}`).replaceAll(MEANT, "$&?");

/** Names the offenders, one sentence each, and says what would be granted. Shared by all reasons of this family. */
export function says(e: Offence): string {
  const isKnown = e.offenders.some((said) => NOT_ALLOWED.test(said));
  return sentences(e, orderOf(e, isKnown ? ASK_THE_OWNER : `use the names in ${KNOWN}`));
}

/** What to send. Never a request that would also be refused. `otherwise`: what to do if there is none. */
export function orderOf({ repaired, without }: Offence, otherwise: string): string {
  if (repaired !== undefined) return `send scope='${repaired}'`;
  return without === undefined ? otherwise : `remove scope to get '${without}'`;
}

export const ASK_THE_OWNER = "ask the app's owner to allow it";

/** Refusals that were stored by earlier versions say it in other words. */
export const NOT_ALLOWED = /' (?:isn't allowed|is not ticked) for /;

/** What is wrong, and what to do: a sentence each. */
export function sentences({ offenders }: Offence, order: string | undefined): string {
  return [...offenders, ...(order === undefined ? [] : [order])].map((text) => sentence(unchained(text))).join(" ");
}

function sentence(text: string): string {
  const begun = `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return text.endsWith("?") ? begun : `${begun}.`;
}
