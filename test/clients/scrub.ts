/** Text that a program wrote or showed, without what differs from run to run and from machine to machine. */
import { unescaped } from "../../src/doctor/readers/said-page.ts";

/** What a page says, a line for each of its blocks. */
export function plainOf(html: string): string {
  return unescaped(
    html
      .replace(/<(style|script|head)\b.*?<\/\1>/gs, "")
      .replace(/<br\b[^>]*>|<\/?(p|div|h\d|li|tr|pre|section|dt|dd|main|header|footer|form)\b[^>]*>/g, "\n")
      .replace(/<[^<>]*>/g, " "),
  )
    .replace(/[ \t]+/g, " ")
    .replace(/ ?\n\s*/g, "\n")
    .trim();
}

/** Lines that no developer reads for the cause: frames of a stack, access logs, the greeting of a development server. */
const NOISE = [
  /^\s*at .+:\d+:\d+\)?$/,
  /^\s+from .+:\d+:in /,
  /^.+\.(rb|erb):\d+:in /,
  /^\S+ - - \[.+\] "(GET|POST|HEAD) /,
  /^\s*\^+\s*$/,
  /^\s*$/,
  /^Node\.js v/,
  /AH00489|AH00094/,
];

const RULES: readonly (readonly [RegExp, string])[] = [
  [/candor_\w+?_[\w.~-]{16,}/g, "CREDENTIAL"],
  [/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, "JWT"],
  [/((?:\?|&|%3F|%26)ref(?:=|%3D|%253D))[\w-]{8,}/gi, "$1REF"],
  [/((?:state|nonce|verifier|challenge|csrf\w*)(?:=|%3D|["']?(?:: ?| => ?)["']))[\w.~%-]{8,}/gi, "$1…"],
  [/\b\d+ s old/, "2 s old"],
  [/\(ref [\w-]{8,}\)/g, "(ref REF)"],
  [/file:\/\/(?:\/[\w.@+-]+)+\//g, "…/"],
  [/(?:localhost|127\.0\.0\.1)(:|%3A)\d{4,5}/g, "localhost$1PORT"],
  [/(?<![\w/])\/(?:[\w.@+-]+\/){2,}([\w.@+-]+)/g, "…/$1"],
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g, "TIME"],
  [/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? [A-Z\d][\w: ]+ \d\d:\d\d:\d\d[.\d]*(?: \d{4}| GMT)?/g, "TIME"],
  [/\b[0-9a-f]{32,}\b/g, "HEX"],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, "UUID"],
  [/\bpid \d+(?::tid \d+)?/g, "pid …"],
  [/0x[0-9a-f]{6,}/g, "0x…"],
  [/"(time|pid)":\d+/g, '"$1":0'],
  [/"hostname":"[^"]*"/g, '"hostname":"…"'],
  [/"responseTime":[\d.]+/g, '"responseTime":0'],
];

/** Only what a developer reads for the cause. */
export function readable(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: the colors of a terminal
      .replace(/\u001b\[[\d;]*m/g, "")
      // Where an error has more to show, its braces stand behind the last frame.
      .replace(/(?:\n\s+at [^\n]+)+ \{$/gm, " {")
      .replace(
        /^Traceback \(most recent call last\):\r?\n(?:[ \t].*\r?\n)+/gm,
        "Traceback (most recent call last): …\n",
      )
      .split(/\r?\n/)
      .filter((line) => !NOISE.some((noise) => noise.test(line)))
      .join("\n")
      .trim()
  );
}

/** The same text for every run and on every machine. */
export function scrub(text: string, issuer: string): string {
  const named = text
    .replaceAll(issuer, "https://id.example")
    .replaceAll(encodeURIComponent(issuer), encodeURIComponent("https://id.example"));
  return RULES.reduce((kept, [pattern, by]) => kept.replace(pattern, by), named);
}
