/** The values that a message quotes are compared like those of a request: it says itself what was sent, and often what was expected. */
import { nearestRegistered } from "../../protocol/redirect-uri-difference.ts";
import type { CauseCode } from "../../reasons/causes.ts";
import { differing } from "../../reasons/uris.ts";
import { rfc } from "../../specs.ts";
import type { ErrorSaid, View } from "../view.ts";
import { type Found, list, rule, short } from "./define.ts";

const MOST = 4_000;

/** `'openid,email'`, `"a;b"`: two names in one pair of quotes, near the word scope. */
const JOINED = /["'`“‘[(]\s?((?:[a-z][\w./:-]{1,80}[,;|]\s?){1,12}[a-z][\w./:-]{1,80})\s?["'`”’\])]/gi;

/** Two URLs without anything between them. */
const GLUED = /https?:\/\/[^\s"'<>,;|()[\]{}]{1,200}?[a-z\d](?=https?:\/\/)/i;

function* scopes(view: View): Iterable<Found> {
  if (view.requests.some(({ parameters }) => parameters.has("scope"))) return;
  for (const said of view.errors) {
    const words = said.words.slice(0, MOST);
    const isAbout = said.error === "invalid_scope" || /\bscopes?\b/i.test(words);
    if (!isAbout || /\b(?:valid|supported|allowed|available|one of|expected)\b.{0,30}["'[(]/i.test(words)) continue;
    const glued = GLUED.exec(words)?.[0];
    if (glued !== undefined && said.error !== undefined) {
      yield {
        reason: "scope/wrong-delimiter",
        confidence: 0.88,
        says: "the message quotes two scopes with nothing between them",
        source: short(words, 300),
        part: glued,
        fix: "Join the scopes by a space.",
        spec: rfc(6749, "3.3"),
      };
      return;
    }
    const value = [...words.matchAll(JOINED)].map(([, joined = ""]) => joined).find((joined) => /[,;|]/.test(joined));
    if (value === undefined || /\bscopes\b.{0,20}\b(?:are|were)\b/i.test(words)) continue;
    yield {
      reason: "scope/wrong-delimiter",
      confidence: 0.86,
      says: `the message quotes one scope with ${/[,;|]/.exec(value)?.[0] === "," ? "a comma" : "a separator"} in it`,
      source: short(words, 300),
      part: value,
      fix: `Send scope=${short(value.split(/[,;|]\s?/).join(" "), 200)}: a space joins scopes.`,
      spec: rfc(6749, "3.3"),
    };
    return;
  }
}

const URI = /\b[a-z][a-z\d+.-]{1,40}:\/\/[^\s"'<>`“”‘’,;)\]}]{1,500}/gi;
const ABOUT = /redirect|call-?back|reply ur|reply address|(?:passed|allowed|registered|configured) ur[il]/i;
/** Errors that a redirect URI may have, or none. */
const MAY_MEAN = /^$|redirect|callback|^invalid_(?:request|grant|uri)|mismatch/i;
const REFUSED =
  /\bnot\b|n['’]t\b|\bmis-?match|\binvalid|\bunregistered|\bunauthori[sz]ed|\bdisallowed|\bdiffer|\bunknown|\bexpected|\bwrong/i;
/** Where a message begins to say what it would have accepted. */
const EXPECTED =
  /\b(?:expected|registered|allowed|configured|should be|must be|valid|original|stored|saved|against|whitelist\w*)\b/i;

function* redirects(view: View): Iterable<Found> {
  const registered = view.context.registered_redirect_uris;
  const sent = new Set(view.requests.flatMap(({ parameters }) => parameters.get("redirect_uri") ?? []));
  for (const said of view.errors) {
    if (!ABOUT.test(said.words) || !REFUSED.test(said.words) || !MAY_MEAN.test(said.error ?? "")) continue;
    const { first, others } = quotedIn(said);
    const known = registered ?? others;
    if (first === undefined || known.length === 0 || known.includes(first) || sent.has(first)) continue;
    yield comparison(first, known, said);
    return;
  }
}

/** The URI that was sent, and those that would have been accepted. */
function quotedIn({ words }: ErrorSaid): { readonly first: string | undefined; readonly others: readonly string[] } {
  const text = words.slice(0, MOST);
  const found = [...text.matchAll(URI)]
    .filter(({ 0: uri, index }) => isAboutAt(text, index, uri.length))
    .map(({ 0: uri, index }) => ({ uri: uri.replace(/[.:]+$/, ""), isExpected: isExpectedAt(text, index) }))
    .filter(
      ({ uri }) =>
        !/[?&](?:response_type|client_id)=|\/(?:docs|errors|help|troubleshoot\w*)\/|developers?\.|\bdocs?\.|learn\.|aka\.ms/i.test(
          uri,
        ),
    );
  const uris = [...new Map(found.map((one) => [one.uri, one])).values()];
  const first = uris.find(({ isExpected }) => !isExpected) ?? uris[0];
  return { first: first?.uri, others: uris.filter((one) => one !== first).map(({ uri }) => uri) };
}

/** A line of a log may be about anything. One that is only a URL belongs to what is before it. */
function isAboutAt(text: string, index: number, length: number): boolean {
  const before = text.slice(text.lastIndexOf("\n", index) + 1, index);
  const after = text.slice(index + length).split("\n", 1)[0] ?? "";
  const around = `${before} ${after}`;
  return !/[a-z]{2}/i.test(around) || [ABOUT, REFUSED, EXPECTED].some((pattern) => pattern.test(around));
}

/** The nearest word before it decides. */
function isExpectedAt(text: string, index: number): boolean {
  const before = text.slice(Math.max(0, index - 60), index).split(/[\n,;]|\bhttps?:/);
  return EXPECTED.test(before.at(-1) ?? "");
}

function comparison(sent: string, known: readonly string[], { error, words }: ErrorSaid): Found {
  const near = nearestRegistered(sent, known);
  const reason: CauseCode =
    error === "invalid_grant" && !/\bregister|\bconfigured|\ballow/i.test(words)
      ? "code/redirect-uri-mismatch"
      : near === undefined
        ? "redirect-uri/unregistered"
        : (`redirect-uri/${near.by}` as CauseCode);
  const other = near?.uri ?? known[0] ?? "";
  return {
    reason,
    confidence: near === undefined ? 0.84 : 0.9,
    says:
      near === undefined
        ? `the redirect URI of the message is none of ${short(list(known), 200)}`
        : `the redirect URI of the message differs from ${short(near.uri, 160)}`,
    source: sent,
    part: differing(sent, other) ?? sent,
    fix: `Send redirect_uri=${other}, or register ${short(sent, 160)}.`,
    spec: rfc(9700, "2.1"),
  };
}

export const quotedRules = [rule("scope/quoted", scopes), rule("redirect-uri/quoted", redirects)];
