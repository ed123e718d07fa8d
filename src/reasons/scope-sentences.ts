/** What descriptions say about scopes. */

/** Where the existing scopes are listed. */
export const KNOWN = "scopes_supported of /.well-known/openid-configuration";

/** The evidence of a scope refusal. */
export interface Offence {
  readonly sent: string;
  readonly words: readonly string[];
  readonly offenders: readonly string[];
  readonly repaired?: string | undefined;
  readonly without?: string | undefined;
}

const MEANT = /did you mean '[^']*'(?!\?)/g;

/** Adds the question mark to the question about what was meant. */
export const asked = (text: string): string => text.replaceAll(MEANT, "$&?");

/** Names the offenders, one sentence each, and says what would be granted. Shared by all reasons of this family. */
export function says(e: Offence): string {
  return sentences(
    e,
    orderOf(e, e.offenders.some((said) => NOT_ALLOWED.test(said)) ? ASK_THE_OWNER : `use the names in ${KNOWN}`),
  );
}

/** What to send. Never a request that would also be refused. `otherwise`: what to do if there is none. */
export function orderOf({ repaired, without }: Offence, otherwise: string): string {
  if (repaired !== undefined) return `send scope='${repaired}'`;
  return without === undefined ? otherwise : `remove scope to get '${without}'`;
}

export const ASK_THE_OWNER = "ask the app's owner to allow it";

/** Refusals that were stored by earlier versions say it in other words. */
export const NOT_ALLOWED = /' (?:isn't allowed|is not ticked) for /;

/** What is wrong and what to do: one sentence if one thing is wrong. */
export function sentences({ offenders }: Offence, order: string | undefined): string {
  const [first = "", ...others] = offenders.map(asked);
  if (others.length === 0 && order !== undefined && !first.endsWith("?")) return `${first}; ${order}.`;
  const said = [first, ...others, ...(order === undefined ? [] : [order[0]?.toUpperCase() + order.slice(1)])];
  return said.map((text) => (text.endsWith("?") ? text : `${text}.`)).join(" ");
}
