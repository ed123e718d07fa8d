/** What the application received, compared with what it sent: state, issuer, code (RFC 6749 4.1.2, RFC 9207). */
import { openid, rfc } from "../../specs.ts";
import type { View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";
import { announced, atHost, authorizations, GOOGLE } from "./requests.ts";
import { saidOf, weigh } from "./said.ts";

/** Google ends the refresh tokens of an unpublished app after seven days. */
function* weekly(view: View): Iterable<Found> {
  if (!atHost(view, ...GOOGLE) && view.context.provider !== "google") return;
  const [part] = WEEKLY.exec(view.words) ?? [];
  if (part === undefined || !view.errors.some(({ error }) => error === "invalid_grant")) return;
  yield {
    reason: "grant/app-in-testing-mode",
    confidence: 0.8,
    says: `it ends “${short(part, 40)}”: so do the refresh tokens of an app whose publishing status is Testing`,
    source: part,
    fix: "Press Publish app on the consent screen's page, then let the user sign in once more.",
  };
}

const WEEKLY =
  /\b(?:every|each|after|within|for|about|only) (?:about |exactly |just )?(?:7|seven) days?\b|\b(?:every|once a|after a) week\b|\bweekly\b/i;

function* callback(view: View): Iterable<Found> {
  const asked = authorizations(view);
  const states = asked.flatMap(({ parameters }) => parameters.get("state") ?? []);
  for (const { url, parameters } of view.redirects) {
    const state = parameters.get("state");
    if (parameters.size === 0) continue;
    const complained = /\bstate\b|csrf/i.test(view.words);
    if (states.length > 0 && state !== undefined && !states.includes(state))
      yield {
        reason: "request/state-mismatch",
        confidence: 0.93,
        says: `state of the callback (${state.length} characters) is none of those that were sent`,
        fix: "Compare it with the state in the session of the same browser: look whether the session's cookie survives the way back (SameSite=Lax, same host).",
        spec: rfc(6749, "10.12"),
      };
    else if (states.length > 0 && state === undefined && (parameters.has("code") || parameters.has("error")))
      yield {
        reason: "request/state-mismatch",
        confidence: complained ? 0.85 : 0.6,
        says: "the callback has no state, and the authorization request had one",
        fix: "Look what takes it away on its way: a proxy, a router, a redirect of your own.",
        spec: rfc(6749, "4.1.2"),
      };
    const iss = parameters.get("iss");
    const issuers = announced(view, "issuer");
    if (iss !== undefined && issuers.length > 0 && !issuers.includes(iss))
      yield {
        reason: "discovery/issuer-mismatch",
        confidence: 0.93,
        says: `iss of the callback is ${short(iss, 100)}, and the issuer is ${short(issuers[0] ?? "", 100)}`,
        source: iss,
        fix: "Configure the client by the issuer that responds.",
        spec: rfc(9207, "2.4"),
      };
    if (
      !parameters.has("code") &&
      !parameters.has("error") &&
      asked.some((one) => one.parameters.get("response_type") === "code") &&
      parameters.has("state") &&
      !parameters.has("id_token") &&
      !parameters.has("access_token") &&
      !parameters.has("response")
    )
      yield {
        reason: "request/parameter-absent",
        confidence: 0.5,
        says: "the callback has neither a code nor an error",
        source: url.origin + url.pathname,
        fix: "Look what takes the query away before it is read.",
        spec: rfc(6749, "4.1.2"),
      };
  }
}

/** A response to a request that allowed no page. */
function* silent(view: View): Iterable<Found> {
  for (const request of authorizations(view)) {
    if (request.parameters.get("prompt") !== "none") continue;
    const said = saidOf(view, request);
    const is = (error: string): boolean => said.errors.has(error);
    const source = "prompt=none";
    const common = { source, part: source, spec: openid("core", "3.1.2.6") };
    if (is("login_required")) {
      yield {
        ...common,
        reason: "user/login-required",
        confidence: 0.9,
        says: "prompt=none allows no page, and the server sees no session",
        fix: "Send the user through authorization without prompt=none.",
      };
      yield {
        ...common,
        reason: "transport/cookies-blocked",
        confidence: 0.4,
        says: "prompt=none in a frame needs the server's cookie, which browsers withhold from third parties",
        fix: "Use refresh tokens in place of a hidden frame.",
        tell: "Does it work at the top level, or in a browser that allows third-party cookies?",
      };
    } else if (is("consent_required"))
      yield {
        ...common,
        reason: "user/consent-required",
        confidence: 0.92,
        says: "prompt=none allows no page, and the user has not consented yet",
        fix: "Ask once without prompt=none.",
      };
    else if (is("interaction_required") || is("account_selection_required"))
      yield {
        ...common,
        reason: "user/interaction-required",
        confidence: 0.9,
        says: "prompt=none allows no page, and the user has something to do",
        fix: "Ask once without prompt=none.",
      };
    else if (is("access_denied") || said.errors.size === 0) continue;
  }
}

/** The discovery document's issuer compared with the URL that it was fetched from. */
function* discovered(view: View): Iterable<Found> {
  for (const { url, exchange } of view.requests) {
    const at = url?.pathname.indexOf("/.well-known/") ?? -1;
    if (url === undefined || at === -1) continue;
    const issuer = /"issuer"\s*:\s*"([^"\\]{1,400}(?:\\\/[^"\\]{0,400}){0,20})"/
      .exec(exchange.response?.body?.slice(0, 100_000) ?? "")?.[1]
      ?.replaceAll("\\/", "/");
    if (issuer === undefined || /\{/.test(issuer)) continue;
    const behind = url.pathname.slice(at).replace(/^\/\.well-known\/[\w-]+/, "");
    const expected = url.origin + url.pathname.slice(0, at) + behind;
    if (issuer === expected) continue;
    const slash = issuer.replace(/\/$/, "") === expected.replace(/\/$/, "");
    yield {
      reason: "discovery/issuer-mismatch",
      confidence: weigh(saidOf(view), slash ? 0.35 : 0.88, { errors: [], words: /issuer|\biss\b/i }),
      says: `the document at ${short(expected, 100)} says that the issuer is ${short(issuer, 100)}${slash ? ": they differ by a final slash" : ""}`,
      source: issuer,
      fix: `Configure the client by ${issuer}, or the server by the URL under which it is reached.`,
      spec: openid("discovery", "4.3"),
    };
  }
}

/** The resource that a document describes compared with the host that it was fetched from (RFC 9728 3.3). */
function* described(view: View): Iterable<Found> {
  const fetched = view.requests.find(
    ({ url }) => url?.pathname.includes("/.well-known/oauth-protected-resource") === true,
  );
  if (fetched?.url === undefined) return;
  const { origin } = fetched.url;
  const body = fetched.exchange.response?.body?.slice(0, 20_000) ?? "";
  const resource = /"resource"\s*:\s*"([^"\\]{1,400})"/.exec(body)?.[1] ?? announced(view, "resource")[0];
  if (resource === undefined || !URL.canParse(resource) || new URL(resource).origin === origin) return;
  yield {
    reason: "resource/mismatch",
    confidence: 0.86,
    says: `the metadata at ${short(origin, 100)} describes ${short(resource, 100)}`,
    source: resource,
    fix: `Let the metadata's resource be the URL that clients use, under ${short(origin, 100)}.`,
    spec: rfc(9728, "3.3"),
  };
}

export const flowRules = [
  rule("flow/callback", callback),
  rule("flow/silent", silent),
  rule("flow/discovery", discovered),
  rule("flow/resource", described),
  rule("flow/weekly", weekly),
];
