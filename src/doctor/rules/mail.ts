/** Mail servers that take an access token instead of a password (XOAUTH2, OAUTHBEARER): whose token it is, and what it may do. */
import { rfc } from "../../specs.ts";
import type { RequestView, View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";
import { GOOGLE, isAt, MICROSOFT } from "./requests.ts";
import { wordsOf } from "./scope.ts";

const AUTHENTICATION = /\b(?:AUTH(?:ENTICATE)?\s+)?(?:XOAUTH2|OAUTHBEARER)\b/i;
const REFUSED =
  /\bNO\b.{0,60}(?:fail|AUTHENTICAT|invalid|denied)|\b(?:535|334|454|530)\b|authenticat\w+ (?:failed|unsuccessful|error)|invalid credentials/i;

const LIVE = ["login.live.com", "login.microsoftonline.com", ...MICROSOFT];
const MAIL = /\b(?:IMAP|SMTP|POP)\b|\bwl\.imap\b/i;

function* mail(view: View): Iterable<Found> {
  const words = [view.words, ...view.material.texts].join("\n").slice(0, 20_000);
  if (!AUTHENTICATION.test(words) || !REFUSED.test(words)) return;
  const asked = view.requests.filter(({ parameters }) => parameters.has("scope"));
  for (const request of asked) yield* scopesOf(request);
  if (asked.length === 0)
    yield {
      reason: "token/insufficient-scope",
      confidence: 0.4,
      says: "the mail server refuses the access token",
      fix: "Request the provider's scope for IMAP, POP or SMTP, and let the user sign in again. Compare the mailbox with the user of the token.",
      spec: rfc(6750, "3.1"),
    };
}

function* scopesOf(request: RequestView): Iterable<Found> {
  const scope = request.parameters.get("scope") ?? "";
  const words = wordsOf(scope);
  const seen = { source: scope, spec: rfc(6750, "3.1") };
  const ofMail = words.filter((word) => MAIL.test(word));
  const [graph] = ofMail.filter((word) => /graph\.microsoft\.com/i.test(word));
  const strangers = words.filter((word) => !ofMail.includes(word) && /^[A-Z][a-z]+\.[A-Z]|graph\.microsoft/.test(word));
  if (graph !== undefined)
    yield {
      ...seen,
      reason: "token/wrong-audience",
      confidence: 0.88,
      says: "the scope is one of Microsoft Graph, so the token is for Graph, and the mail server is another API",
      part: graph,
      fix: `Request ${short(graph.replace(/^https:\/\/[^/]+/i, "https://outlook.office.com"), 120)}`,
    };
  else if (isAt(request, ...LIVE) && ofMail.length > 0 && strangers.length > 0)
    yield {
      ...seen,
      reason: "scope/mixes-resources",
      confidence: 0.84,
      says: `scopes of two APIs are requested, and a token is for one: ${short(strangers.join(" "), 80)} is not the mail server's`,
      part: strangers[0],
      fix: `Request ${short(words.filter((word) => !strangers.includes(word)).join(" "), 160)} alone.`,
    };
  else if (isAt(request, ...LIVE) && ofMail.length === 0)
    yield {
      ...seen,
      reason: "token/insufficient-scope",
      confidence: 0.82,
      says: "no scope for the mail server is requested",
      fix: "Request https://outlook.office.com/IMAP.AccessAsUser.All, or SMTP.Send or POP.AccessAsUser.All, and offline_access.",
    };
  else if (isAt(request, ...GOOGLE) && !words.includes("https://mail.google.com/"))
    yield {
      ...seen,
      reason: "token/insufficient-scope",
      confidence: 0.86,
      says: "IMAP and SMTP need the scope https://mail.google.com/, and it isn't requested",
      fix: "Request https://mail.google.com/, and let the user sign in again.",
    };
}

export const mailRules = [rule("token/mail", mail)];
