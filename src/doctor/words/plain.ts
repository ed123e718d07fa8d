/** A sentence as the lexicon reads it: words in lower case, one space between them, without accents; values are dots. */

export interface Plain {
  readonly text: string;
  /** Where each character of it was, in the sentence. */
  readonly at: readonly number[];
}

const EAST = "\\u3005\\u3040-\\u30ff\\u3400-\\u9fff\\uac00-\\ud7af";
const LETTER = "A-Za-z\\u00c0-\\u024f\\u0400-\\u04ff\\u1e00-\\u1eff";
const PIECE = new RegExp(
  [
    "[a-z][a-z\\d+.-]{1,20}://[^\\s\"'<>)]+", // a URL
    "[\"'`“”‘’«»「」『』‚„]",
    `[${LETTER}\\d]+(?:_[${LETTER}\\d]+)*(?:['’]t(?![a-z]))?`,
    `[${EAST}]+`,
    "[:;,()\\[\\]|。，：；、（）]",
  ].join("|"),
  "gi",
);
const CLOSING: Readonly<Record<string, string>> = {
  "“": "”",
  "‘": "’",
  "«": "»",
  "「": "」",
  "『": "』",
  "„": "“",
  "‚": "‘",
};
/** An id or a secret: long, and with a digit in it. */
const ID = /^(?=[^\d]*\d)[\w-]{16,}$/;
const VALUE = "·";
const LONGEST_VALUE = 80;

/** Names that standards give to errors. They are read elsewhere, and say nothing in words. */
const ERROR_NAMES: ReadonlySet<string> = new Set([
  "invalid_grant",
  "invalid_client",
  "invalid_request",
  "invalid_scope",
  "invalid_target",
  "unauthorized_client",
  "unsupported_grant_type",
  "unsupported_response_type",
  "server_error",
  "temporarily_unavailable",
  "invalid_dpop_proof",
  "invalid_request_object",
]);

/** A method before a URL says how it was asked for, as programs log it, and forbids nothing. */
const METHOD = /^(?:get|post|put|delete|head|patch)$/i;
const URL_NEXT = /^ ["'`]?https?:\/\//i;
const LONGEST_START = 12;

/** Without accents; in American spelling where it matters. */
export function folded(text: string): string {
  const lower = text.toLowerCase();
  // biome-ignore lint/suspicious/noControlCharactersInRegex: everything beyond ASCII
  if (!/[^\x00-\x7f]/.test(lower)) return lower;
  return lower
    .replaceAll("ı", "i")
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .normalize("NFC");
}

/** Words of two letters that names are made of: `TokenInTheFuture`, `ClientIsDisabled`. */
const SMALL = `(?<=[a-z](?:In|Is|Of|To|At|By|No|Or|Id|As))(?=[A-Z][a-z])`;
const SEAMS = new RegExp(`(?<=[a-z]{2})(?=[A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z])|${SMALL}`);

/** `codeVerifier`, `JWTExpired` and `redirect_uri` as the words that they are made of. */
function wordsOf(piece: string): string[] {
  const parts = piece.split("_").flatMap((part) => {
    if (!/[a-z]{2}[A-Z]|[A-Z]{3}[a-z]/.test(part)) return part;
    return part.split(SEAMS);
  });
  return parts.filter((part) => part !== "").map((part) => folded(part).replace(/(author|recogn)is/, "$1iz"));
}

const SAYS =
  /\b(?:messages?|errors?|says?|said|saying|reason|responds?|response|reads?|with|get|gives?|returns?|shows?)\s*$/i;

/** A name has no such words, and a list has none between its items. */
const LINKING =
  /\b(?:is|are|was|were|has|have|does|do|did|not|no|an?|or|to|due|must|cannot|could|should|missing|invalid|failed|required)\b/i;
const isSentence = (quoted: string): boolean => quoted.trim().split(/\s+/).length >= 4 && LINKING.test(quoted);

/** The end of a quotation that starts here, or -1: an apostrophe, or the string of a JSON text. */
function endOfValue(sentence: string, at: number, isName: (words: string) => boolean): number {
  const quote = sentence[at] as string;
  const end = sentence.indexOf(CLOSING[quote] ?? quote, at + 1);
  if (end === -1 || end - at > LONGEST_VALUE || /\w/.test(sentence[at - 1] ?? " ")) return -1;
  const inner = sentence.slice(at + 1, end);
  if (sentence[end + 1] === ":") return -1;
  if (isName(folded(inner.replaceAll(/[_/-]/g, " ")))) return -1;
  if (/[./:@{}%=]/.test(inner) && !/\s/.test(inner)) return end;
  const before = sentence.slice(0, at).trimEnd().at(-1) ?? "";
  // What somebody says is no value: the error "Admin consent required".
  if (/\s/.test(inner))
    return /[\w)]/.test(before) && !SAYS.test(sentence.slice(0, at)) && !isSentence(inner) ? end : -1;
  return wordsOf(inner).some(isName) ? -1 : end;
}

/** `isName` tells the names of concepts: a quoted `redirect_uri` is one, a quoted scope is a value. */
export function plainOf(sentence: string, isName: (words: string) => boolean): Plain {
  let text = "";
  const at: number[] = [];
  const add = (word: string, from: number, length: number): void => {
    if (text !== "") {
      text += " ";
      at.push(from);
    }
    for (let i = 0; i < word.length; i++) at.push(from + Math.min(i, length - 1));
    text += word;
  };
  PIECE.lastIndex = 0;
  for (let match = PIECE.exec(sentence); match !== null; match = PIECE.exec(sentence)) {
    const [piece] = match;
    const from = match.index;
    const next = from + piece.length;
    if (METHOD.test(piece) && URL_NEXT.test(sentence.slice(next, next + LONGEST_START))) continue;
    if (piece.length === 1 && /["'`“”‘’«»「」『』‚„]/.test(piece)) {
      const end = endOfValue(sentence, from, isName);
      if (end === -1) continue;
      add(VALUE, from, end - from);
      PIECE.lastIndex = end + 1;
    } else if (piece.length === 1 && /[:;,()[\]|。，：；、（）]/.test(piece))
      add(/[,，、]/.test(piece) ? "," : ":", from, 1);
    else if (piece.includes("://") || ID.test(piece) || ERROR_NAMES.has(piece.toLowerCase())) {
      add(VALUE, from, piece.length);
    } else if (piece.charCodeAt(0) >= 0x3000) add(piece, from, piece.length);
    else {
      let place = from;
      for (const word of wordsOf(piece.replace(/['’]t$/i, "t"))) {
        add(word, place, word.length);
        place = Math.min(place + word.length + 1, from + piece.length - 1);
      }
    }
  }
  return { text, at };
}
