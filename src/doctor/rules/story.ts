/**
 * What developers tell about a failure in their own words: when it happens, and what they had done before. Where the server says
 * only `invalid_grant`, that often decides.
 */
import type { View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";
import { type About, STORIES } from "./stories.ts";
import { type Subject, subjectOf } from "./subject.ts";

const OF_SUBJECT: Partial<Record<Subject, About>> = { code: "code", refresh: "refresh", token: "token" };
const TOKEN_ERRORS: ReadonlySet<string> = new Set(["invalid_token", "expired_token", "token_expired"]);
const CLIENT_ERRORS: ReadonlySet<string> = new Set([
  "invalid_client",
  "unauthorized_client",
  "incorrect_client_credentials",
]);
const OF_CLIENT =
  /\b(?:authentication failed|invalid (?:authentication )?credentials|bad credentials|client (?:authentication|credentials|secret))\b/i;
/** A token that a token endpoint was given, and that had lived. */
const OF_REFRESH = /\btoken\b.{0,30}\b(?:expired|revoked)\b/i;
/** A server that sees no grant_type couldn't read the body. */
const OF_FORM =
  /\bgrant[_ ]?type\b.{0,30}\b(?:missing|required|absent|not (?:found|provided))|\bmissing\b.{0,30}\bgrant[_ ]?type\b/i;
const OF_REDIRECT = /redirect[_ ]?ur[il]|call-?back url|reply url/i;

/** A refused code, whatever the error is called. */
const OF_CODE =
  /\b(?:invalid|expired|unknown) (?:authori[sz]ation |auth |grant )?code\b|\b(?:authori[sz]ation|auth|grant)[ _]code\b.{0,30}\b(?:invalid|not[ _](?:valid|found)|expired)|\bauth_code_not_found\b|\bcode not valid\b/i;

/** What is left of a story if the refused grant may have been another one. */
const PERHAPS = 0.7;

/** What the errors of the input are about, as far as a story may explain them, and how surely. */
function subjectsOf(view: View): ReadonlyMap<About, number> {
  const subjects = new Map<About, number>();
  const add = (about: About, sure = 1): unknown => subjects.set(about, Math.max(sure, subjects.get(about) ?? 0));
  const isNamed = view.errors.some(({ error }) => error !== undefined);
  for (const said of view.errors.slice(0, 40)) {
    const { error, words, codes, status } = said;
    const names = [error ?? "", ...codes];
    if (names.includes("invalid_grant") || names.includes("bad_verification_code")) {
      const subject = subjectOf(view, said);
      const about = OF_SUBJECT[subject] ?? (OF_REFRESH.test(words) ? "refresh" : undefined);
      if (about === "code" || about === "refresh") add(about);
      else if (subject === "unknown") for (const one of ["code", "refresh"] as const) add(one, PERHAPS);
    } else if (OF_CODE.test(words)) add("code");
    else if (names.some((name) => TOKEN_ERRORS.has(name)) || status === 401) add("token");
    if (names.some((name) => CLIENT_ERRORS.has(name)) || (!isNamed && OF_CLIENT.test(words))) add("client");
    if (names.includes("unsupported_grant_type") || OF_FORM.test(words)) add("form");
    if (names.includes("redirect_uri_mismatch") || OF_REDIRECT.test(words)) add("redirect");
  }
  return subjects;
}

const MOST = 20_000;

export const storyRules = [
  rule("story/prose", function* (view): Iterable<Found> {
    const prose = view.material.texts.join("\n").slice(0, MOST);
    if (prose.trim() === "") return;
    const subjects = subjectsOf(view);
    for (const { reason, about, confidence, says, told, needs } of STORIES) {
      const sure = Math.max(0, ...about.map((one) => subjects.get(one) ?? 0));
      if (sure === 0) continue;
      const part = told.exec(prose)?.[0];
      if (part === undefined || needs?.(view) === false) continue;
      yield { reason, confidence: confidence * sure, says, source: sentenceAround(prose, part), part: short(part, 80) };
    }
  }),
];

/** The line that a part is on. */
function sentenceAround(text: string, part: string): string {
  const at = text.indexOf(part);
  const end = text.indexOf("\n", at + part.length);
  return text.slice(text.lastIndexOf("\n", at) + 1, end === -1 ? undefined : end);
}
