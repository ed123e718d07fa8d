/** Settings that were pasted beside a failure, and values that developers write down in their own words. */
import { nearestRegistered } from "../../protocol/redirect-uri-difference.ts";
import type { CauseCode } from "../../reasons/causes.ts";
import { differing } from "../../reasons/uris.ts";
import { rfc } from "../../specs.ts";
import type { View } from "../view.ts";
import { type Found, list, rule, short } from "./define.ts";

const MOST = 20_000;
const textsOf = (view: View): readonly string[] =>
  [view.words, ...view.material.texts].map((text) => text.slice(0, MOST));

/** `AllowedRedirectUris: [ … ]`, `redirect_uris = ['…']`. */
const LIST =
  /\b(?:allowed|valid|registered|authorized|web|client|configured)?_?redirect_?ur[il]s["']?[ \t]*[:=]>?\s*\[([^\]]{8,2000})\]/gi;
const SENT = /\bredirect_?ur[il]["']?[ \t]*[:=]>?[ \t]*["']?([a-z][a-z\d+.-]{1,40}:\/\/[^\s"'<>,;&)\]}]{1,500})/gi;
const URI = /[a-z][a-z\d+.-]{1,40}:\/?\/?[^\s"'<>,;)\]}]{1,500}/gi;
const REFUSED =
  /\b(?:invalid|mis-?match\w*|unregistered|unknown|not (?:valid|registered|allowed|match\w*))\b[^\n]{0,60}redirect|redirect[^\n]{0,80}\b(?:invalid|mis-?match\w*|unregistered|not (?:valid|registered|allowed|match\w*))\b/i;

/** The list of what is registered, and what was sent, in one text. */
function* listed(view: View): Iterable<Found> {
  if (view.context.registered_redirect_uris !== undefined) return;
  for (const text of textsOf(view)) {
    const known = [...text.matchAll(LIST)].flatMap(([, items = ""]) => items.match(URI) ?? []);
    const sent = [...text.matchAll(SENT)].map(([, uri = ""]) => uri).find((uri) => !known.includes(uri));
    if (sent === undefined || known.length === 0 || known.some((uri) => uri.includes("*")) || !REFUSED.test(text))
      continue;
    const near = nearestRegistered(sent, known);
    const other = near?.uri ?? known[0] ?? "";
    yield {
      reason: near === undefined ? "redirect-uri/unregistered" : (`redirect-uri/${near.by}` as CauseCode),
      confidence: near === undefined ? 0.86 : 0.95,
      says: `the redirect URI is none of ${short(list(known), 200)}`,
      source: sent,
      part: differing(sent, other) ?? sent,
      fix: `Send redirect_uri=${other}, or register ${short(sent, 160)}.`,
      spec: rfc(9700, "2.1"),
    };
    return;
  }
}

/** A line of an .env file: what is after `#` is a comment, and `$x` is a variable. */
const UNQUOTED =
  /^[ \t]{0,8}(?:export[ \t]{1,4})?([A-Z][A-Z\d_]{0,40}?(?:SECRET|PASSWORD)[A-Z\d_]{0,40})=([^\s"'`#]{0,200}?[#$][^\s"'`]{0,200})[ \t]{0,8}$/m;
const CLIENT_ERRORS: ReadonlySet<string> = new Set(["invalid_client", "unauthorized_client", "invalid_grant"]);

function* unquoted(view: View): Iterable<Found> {
  if (!view.errors.some(({ error = "" }) => CLIENT_ERRORS.has(error))) return;
  for (const text of textsOf(view)) {
    const [, name, value = ""] = UNQUOTED.exec(text) ?? [];
    if (name === undefined || /^\$\{?\w+\}?$/.test(value)) continue;
    yield {
      reason: "client-auth/secret-wrong",
      confidence: 0.88,
      says: `${name} has # or $ without quotes, so that only a part of it is read`,
      source: `${name}=`,
      fix: `Write ${name} in single quotes.`,
      spec: rfc(6749, "2.3.1"),
    };
    return;
  }
}

/** `aud=my-client`, `aud == https://api.example`. */
const AUDIENCE = /\baud(?:ience)?["'`]?[ \t]*(?:={1,3}|:)[ \t]*["'`[]{0,3}([\w:/.-]{3,200})/gi;
const UNACCEPTED = /\b40[13]\b|\breject|\brefus|\binvalid|\bunauthori[sz]ed|\bforbidden/i;

function* audiences(view: View): Iterable<Found> {
  if (view.requests.length > 0 || view.jwts.length > 0) return;
  for (const text of textsOf(view)) {
    const [first, second, ...more] = new Set(
      [...text.matchAll(AUDIENCE)].map(([, value = ""]) => value.replace(/[.:]+$/, "")),
    );
    if (first === undefined || second === undefined || more.length > 0 || !UNACCEPTED.test(text)) continue;
    yield {
      reason: "token/wrong-audience",
      confidence: 0.78,
      says: `two audiences are named: ${short(first, 120)} and ${short(second, 120)}`,
      source: first,
      fix: "Request the token for the audience that the API expects (resource, audience or scope), or configure the API for this one.",
      spec: rfc(9068, "4"),
    };
    return;
  }
}

export const settingsRules = [
  rule("redirect-uri/listed", listed),
  rule("client-secret/unquoted", unquoted),
  rule("token/audiences", audiences),
];
