/** What a log line, a stack trace or a sentence says about an error, in any syntax. */

import { decoded } from "./form-text.ts";
import { isRecord, objectsWithin, straight } from "./json.ts";
import { messagesIn } from "./messages.ts";
import { vendorCodes } from "./names.ts";
import { type Said, saidInJson, tellsError } from "./said-json.ts";
import { unescaped } from "./said-page.ts";
import { allErrors, spokenErrors } from "./standard-errors.ts";
import { unwrapped } from "./wrapped.ts";

const MOST = 100_000;

/** A text as it was before somebody escaped it: `\"`, `\n`, `%20`, `&quot;`. */
export function unescapedText(text: string): string {
  let plain = straight(text);
  if (plain.includes('\\"') || plain.includes("\\u00")) {
    plain = plain
      .replaceAll(/\\u00([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
      .replaceAll(/\\{1,7}(["'/])/g, "$1")
      .replaceAll(/\\{1,3}[rn]/g, "\n");
  }
  if (/%[0-9a-f]{2}/i.test(plain))
    plain = plain.replaceAll(/[^\s"'<>]{1,8000}/g, (word) => (/%[0-9a-f]{2}/i.test(word) ? decoded(word) : word));
  return unescaped(plain);
}

/** `error: 'x'`, `"error":"x"`, `error=x`, `:error=>"x"`, `[error] => x`, `errorCode=x`. */
const MEMBER =
  /(?<![A-Za-z])(?:o?auth)?_?(error(?:_?code)?|error_?type|oauth_problem)["'\])]{0,2}\s{0,3}(?:=>|[:=])\s{0,3}["'([{]{0,3}(?:[\w.]{1,40}:\s{0,3})?([A-Za-z][\w.-]{1,100})(["']?)/gi;
const URI = /error_?uri["'\])]{0,2}\s{0,3}(?:=>|[:=])\s{0,3}["']?(https?:[^\s"'<>,]{1,1000})/i;
const STATUS =
  /\b(?:HTTP(?:\/[\d.]+)?|status(?:[ _-]?code)?|code|error|response(?: status| code)?)["']?\s{0,2}[:=(]?\s{0,2}["']?([1-5]\d\d)\b/i;
const PHRASE =
  /\b([45]\d\d)[:,]?\s+(?:\(?(?:bad request|unauthori[sz]ed|forbidden|not found|method not allowed|unsupported media type|too many requests|internal server error|bad gateway|service unavailable|gateway time-?out|payment required|conflict|gone))/i;

export interface TextSaid extends Said {
  /** The whole text, if it wraps the words. */
  readonly around?: string;
  readonly status: number | undefined;
}

export function saidInText(text: string): TextSaid {
  const cut = text.slice(0, MOST);
  const plain = unescapedText(cut);
  const objects = objectsWithin(plain).flatMap(({ value }) =>
    isRecord(value) && tellsError(value, false) ? [saidInJson(value)] : [],
  );
  const named = [...plain.matchAll(MEMBER)].slice(0, 20).flatMap(nameIn);
  const known = plain.match(allErrors()) ?? spokenErrors(plain);
  const inner = unwrapped(plain);
  const error =
    inner?.error ??
    objects.find((said) => said.error !== undefined && /_/.test(said.error))?.error ??
    named.find((name) => /_/.test(name)) ??
    known[0] ??
    objects.find((said) => said.error !== undefined)?.error ??
    named[0];
  const both = plain === cut || plain.length > MOST ? cut : `${cut}\n${plain}`;
  const codes = [
    ...objects.flatMap((said) => [said.error ?? "", ...said.codes]),
    ...named,
    ...known,
    ...vendorCodes(plain),
  ];
  return {
    error,
    words: inner?.words ?? [both, ...messagesIn(plain).filter((message) => !isLine(both, message))].join("\n"),
    ...(inner !== undefined && { around: both }),
    uri: objects.find((said) => said.uri !== undefined)?.uri ?? URI.exec(plain)?.[1],
    codes: [...new Set(codes)].filter((code) => code !== "" && code !== error).slice(0, 50),
    status: statusOf(plain),
  };
}

const isLine = (text: string, line: string): boolean => `\n${text}\n`.includes(`\n${line}\n`);

/** A word of a sentence isn't a name. A name has an underscore, or a quote after it. */
function nameIn([, , name = "", quote]: RegExpExecArray): string[] {
  const plain = /^(?:null|undefined|true|false|none)$/i.test(name);
  return !plain && (/[a-z0-9]_|[a-z][A-Z][a-z]/.test(name) || quote !== "") ? [name] : [];
}

function statusOf(text: string): number | undefined {
  const status = STATUS.exec(text)?.[1] ?? PHRASE.exec(text)?.[1];
  return status === undefined ? undefined : Number(status);
}
