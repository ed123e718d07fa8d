/**
 * Names of parameters as they may be shown. An unknown name that resembles no known one may be anything: the rest of a secret
 * with an ampersand in it, or a whole JSON document.
 */
import { type Refusal, refuse } from "../reasons/index.ts";
import { nearest } from "./edits.ts";
import { PARAMETERS } from "./parameters.ts";

const KNOWN: readonly string[] = PARAMETERS.map(({ name }) => name);

/** What remains before a name if a URL was escaped for HTML, and `&amp;` was not unescaped. */
const ESCAPED = /^(?:amp;)+/;

/** What editors and copied texts leave before or after a name, where nobody sees it. */
const INVISIBLE = /^[\uFEFF\u200B]+|[\uFEFF\u200B]+$/g;

const spelledOut = (name: string): string =>
  name
    .replace(ESCAPED, "")
    .toLowerCase()
    .replaceAll(/[^a-z]/g, "");

/** The letters of the known names, which nearly every request consists of. */
const LETTERS_OF: ReadonlyMap<string, string> = new Map(KNOWN.map((name) => [name, spelledOut(name)]));

/** Only the letters of a name: `grantType`, `grant-type` and `amp;grant_type` become `granttype`. */
export const lettersOf = (name: string): string => LETTERS_OF.get(name) ?? spelledOut(name);

const LETTERS: ReadonlySet<string> = new Set(LETTERS_OF.values());

/**
 * The name, if it is known, similar to a known one, or too short to reveal anything. Otherwise, as many asterisks. Applying it
 * twice changes nothing.
 */
export function nameShown(name: string): string {
  const visible = name.replace(INVISIBLE, "");
  const plain = name.length <= 44 && /^[\x20-\x7E]*$/.test(visible);
  const bare = visible.replace(ESCAPED, "");
  const known =
    plain && (/^[a-z]{1,3}$/.test(bare) || LETTERS.has(lettersOf(bare)) || nearest(bare, KNOWN) !== undefined);
  return known ? name : "*".repeat(Math.min(name.length, 41));
}

/** The known name that an unknown one probably means: spelled differently, or an edit or two away. */
export function nameMeant(name: string): string | undefined {
  if (KNOWN.includes(name)) return undefined;
  const letters = lettersOf(name);
  return KNOWN.find((known) => lettersOf(known) === letters) ?? nearest(name, KNOWN);
}

/** The names in a request that an endpoint doesn't know, and that may be shown. */
function strange(names: Iterable<string>, known: ReadonlySet<string>): readonly string[] {
  return [...names].filter((name) => !known.has(name) && nameShown(name) === name);
}

/** The name under which a missing parameter was probably sent; `undefined` if none resembles it. */
export function sentAs(parameter: string, names: Iterable<string>, known: ReadonlySet<string>): string | undefined {
  const unknown = strange(names, known);
  if (unknown.length === 0) return undefined;
  const letters = lettersOf(parameter);
  return unknown.find((name) => lettersOf(name) === letters) ?? nearest(parameter, unknown);
}

/** The names that start with the rest of an `&amp;`, if the endpoint knows them without it; `undefined` if there are none. */
export function escapedNames(names: Iterable<string>, known: ReadonlySet<string>): readonly string[] | undefined {
  const escaped = strange(names, known).filter((name) => ESCAPED.test(name) && known.has(name.replace(ESCAPED, "")));
  return escaped.length === 0 ? undefined : escaped;
}

/** Refuses if a parameter is missing, and names the one that was probably meant. */
export function refuseAbsent(parameter: string, names: Iterable<string>, known: ReadonlySet<string>): Refusal {
  const all = [...names];
  const near = sentAs(parameter, all, known);
  return refuse("request/parameter-absent", { parameter, near, escaped: escapedNames(all, known) });
}
