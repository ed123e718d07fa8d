/**
 * The server's error inside what a library or a log writes around it: `invalid_credentials: OAuth2::Error, invalid_grant: Y`,
 * `oauth2: "invalid_grant" "Y"`, `(invalid_grant) Y`, `[invalid_grant] Y`, `error: 'invalid_grant', error_description: 'Y'`.
 */
import { standardErrors } from "../../standard/index.ts";
import { allErrors } from "./standard-errors.ts";

export interface Unwrapped {
  readonly error: string;
  /** What the server says, without the wrapper. */
  readonly words: string;
}

/** As enumerations spell them: `InvalidGrant`, `INVALID_GRANT`. */
const SPELLED: ReadonlyMap<string, string> = new Map(
  standardErrors
    .filter(({ error }) => error.includes("_"))
    .flatMap(({ error }) => [
      [error.replaceAll("_", ""), error],
      [error, error],
    ]),
);

const ENUMERATED = /\berror["']?\s{0,2}[:=]\s{0,2}["']?([A-Z][A-Za-z_]{6,40})\b/g;

/** A description that is named: `, error_description: 'Y'`, `&error_description=Y`, `error_description: Some("Y")`, `;Description=Y`. */
const NAMED =
  /^["'\])]{0,2}[\s,;&|]{0,3}["'[]?(?:error_?)?(?:description|message)["'\]]?\s{0,2}(?:=>|[:=])\s{0,2}(?:Some\()?(?:"([^"\n]{3,500})|'((?:[^'\n]|'(?!\s{0,2}[,;}\])]|\s{0,2}$|\.$)){3,500})|([^"'\s][^\n&]{2,500}))/i;

/** A description that follows: `: Y`, ` - Y`, `" "Y"`, `) Y`, `] Y`, ` (Y)`. */
const FOLLOWING =
  /^(?:["'\])]{1,2}\s{0,2}[:,-]?\s{0,2}["'(]?|\s{0,2}[:|–-]\s{1,2}["'(]?|\s?\()([A-Za-z'"`\p{L}][^\n"]{5,500})/u;

/** Two words at least: a single one is a name again. */
const SENTENCE = /\p{L}{2,}\S*\s+\S*\p{L}|[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]{4}/u;

/** A text without the wrappers: of a line that wraps an error, only the description is left. The error is the last one. */
export function unwrapped(text: string): Unwrapped | undefined {
  const found = text.split("\n").map((line) => ({ line, inner: innermost(line.slice(0, MOST)) }));
  const error = found.findLast(({ inner }) => inner !== undefined)?.inner?.error;
  return error === undefined
    ? undefined
    : { error, words: found.map(({ line, inner }) => inner?.words ?? line).join("\n") };
}

const MOST = 5_000;

function innermost(line: string): Unwrapped | undefined {
  const found = namesIn(line).flatMap(({ name, end }): Unwrapped[] => {
    const rest = line.slice(end, end + 800);
    const named = NAMED.exec(rest);
    const words = named === null ? following(rest) : (named[1] ?? named[2] ?? named[3])?.trim();
    const isSaid = words !== undefined && SENTENCE.test(words) && !/^(?:at |in |https?:)/.test(words);
    return isSaid ? [{ error: name, words }] : [];
  });
  return found.at(-1);
}

/** A quote that opens the description closes it. One inside it, or that only begins a word, is kept. */
function following(rest: string): string | undefined {
  const [whole = "", words = ""] = FOLLOWING.exec(rest) ?? [];
  const before = whole.slice(0, whole.length - words.length);
  return before.endsWith("'") && !words.trimEnd().endsWith("'") ? `'${words.trim()}` : words.trim() || undefined;
}

function namesIn(text: string): { readonly name: string; readonly end: number }[] {
  const plain = [...text.matchAll(allErrors())].map(({ 0: name, index }) => ({ name, end: index + name.length }));
  const spelled = [...text.matchAll(ENUMERATED)].flatMap(({ 0: whole, 1: written = "", index }) => {
    const name = SPELLED.get(written.toLowerCase());
    return name === undefined || name === written ? [] : [{ name, end: index + whole.length }];
  });
  return [...plain, ...spelled].toSorted((a, b) => a.end - b.end).slice(0, 50);
}
