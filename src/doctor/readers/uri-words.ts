/** What the URL of an error's page says: `…/errors#redirect-uri-mismatch`, `…/problems/invalid-client-secret`. */
import { partsOf } from "./address.ts";
import { decoded } from "./form-text.ts";

/** Parts that any page has: a manual, a section of a standard, a version, a language. */
const GENERAL =
  /^(?:(?:o?auth|oidc|openid|api|web|docs?|documentation|developers?|reference|guides?|help|support|kb|articles?|wiki|errors?|faults?|problems?|codes?|responses?|messages?|common|index|details?|overview|troubleshooting|faq|introduction|section|rfc|spec|draft|ietf|html|json|xml|page|more|info|about|blank|security|login|default|v|en|us|x|the|of|and|for|\d+)(?:$|(?= )))+$/i;

const wordsIn = (part: string): string =>
  decoded(part)
    .replace(/\.(?:html?|md|aspx?|php)$/i, "")
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[^A-Za-z\d]+/g, " ")
    .replaceAll(/([A-Za-z])(?=\d)|(\d)(?=[A-Za-z])/g, "$1$2 ")
    .trim();

const isTelling = (words: string): boolean =>
  words !== "" && words.length <= 80 && !words.split(" ").every((word) => GENERAL.test(word));

/** The cause that a URL names, as words; `undefined` if its path and fragment name none. */
export function wordsOfUri(uri: string | undefined, error: string | undefined): string | undefined {
  if (uri === undefined || !/^https?:\/\/[^/]+\/./.test(uri) || uri.length > 2_000) return undefined;
  const { base, fragment } = partsOf(uri);
  const segments = base.replace(/^https?:\/\/[^/]+/, "").split("/");
  const parts = [...segments, fragment].map(wordsIn).filter(isTelling);
  const [before = "", last = ""] = parts.length > 1 ? parts.slice(-2) : ["", ...parts];
  // `redirect-uri/unregistered`: one word alone says too little.
  const words = (last.includes(" ") ? last : `${before} ${last}`).trim();
  // Repeating the error's name adds nothing.
  return words.includes(" ") && words.toLowerCase() !== wordsIn(error ?? "").toLowerCase() ? words : undefined;
}
