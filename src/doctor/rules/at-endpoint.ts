/** What an error means because of the endpoint that returned it: at the authorization endpoint nobody proves a secret. */
import { rfc } from "../../specs.ts";
import { refusedAt } from "../refused-at.ts";
import type { ErrorSaid, RequestView, View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";
import { authorizations } from "./requests.ts";
import { errorsAbout, FITS } from "./said.ts";

const ABOUT_REDIRECT = /redirect|call-?back|reply (?:url|address)|return[ _-]?(?:to|ur[il])/i;
const ABOUT_CLIENT = /\bclient\b.{0,40}\b(?:auth|invalid|unknown|not|failed)|\binvalid[_ ]client|unauthorized_client/i;

/** Errors that the authorization endpoint returned, as far as the input shows. */
const refusals = (view: View): readonly (readonly [RequestView, ErrorSaid])[] =>
  refusedAt(view) === "authorization"
    ? authorizations(view).flatMap((request) => errorsAbout(view, request).map((said) => [request, said] as const))
    : [];

function* redirect(view: View): Iterable<Found> {
  if (view.context.registered_redirect_uris !== undefined) return;
  for (const [{ parameters }, { error = "", words }] of refusals(view)) {
    const uri = parameters.get("redirect_uri");
    const isAbout = (FITS.redirect.errors as readonly string[]).includes(error) || ABOUT_REDIRECT.test(words);
    if (!isAbout || !uri || error === "invalid_grant" || /%2f/i.test(uri)) continue;
    yield {
      reason: "redirect-uri/unregistered",
      confidence: 0.74,
      says: "the authorization endpoint refuses the redirect URI",
      source: uri,
      part: uri,
      fix: `Register ${short(uri, 160)} for the client, character by character, or send the registered one.`,
      spec: rfc(9700, "2.1"),
      tell: "Compare it with the registered ones: scheme, host, port, path, and final slash.",
    };
    return;
  }
}

function* client(view: View): Iterable<Found> {
  for (const [{ parameters }, { error = "", words }] of refusals(view)) {
    if (error !== "invalid_client" && !ABOUT_CLIENT.test(words)) continue;
    if (ABOUT_REDIRECT.test(words)) return;
    const common = {
      says: "the authorization endpoint refuses the client, which proves nothing there: its ID or its redirect URI is meant",
      spec: rfc(6749, "3.1.2.4"),
    };
    const uri = parameters.get("redirect_uri");
    if (uri) yield { ...common, reason: "redirect-uri/unregistered", confidence: 0.54, source: uri, part: uri };
    yield {
      ...common,
      reason: "client/unknown",
      confidence: !uri || error === "unauthorized_client" ? 0.5 : /\bunknown client/i.test(words) ? 0.56 : 0.46,
      source: parameters.get("client_id"),
    };
    return;
  }
}

/** An authorization request has a path of its own. The root of a host is a start page. */
function* root(view: View): Iterable<Found> {
  for (const { url, parameters, method } of authorizations(view)) {
    if (url === undefined || url.pathname !== "/" || method !== "GET" || !parameters.has("response_type")) continue;
    yield {
      reason: "request/wrong-endpoint",
      confidence: 0.72,
      says: "an authorization request went to the root of the host",
      source: url.origin + url.pathname,
      fix: "Send users to authorization_endpoint of the provider's metadata or manual.",
      spec: rfc(6749, "3.1"),
    };
  }
}

/** What an authorization request may have, and some servers refuse. */
const EXTRAS = [
  "claims",
  "code_challenge",
  "acr_values",
  "audience",
  "prompt",
  "resource",
  "response_mode",
  "ui_locales",
];

function* extras(view: View): Iterable<Found> {
  for (const [{ parameters }, { error, words }] of refusals(view)) {
    const [extra] = EXTRAS.filter((name) => parameters.has(name));
    if (error !== "invalid_request" || extra === undefined || words.length > 200) continue;
    yield {
      reason: "request/parameter-rejected",
      confidence: 0.38,
      says: `the request has ${extra}, which isn't required and which some servers refuse`,
      tell: "Leave out what the protocol doesn't require (PKCE, claims, prompt), one at a time.",
    };
    return;
  }
}

export const atEndpointRules = [
  rule("redirect-uri/refused", redirect),
  rule("client/refused", client),
  rule("request/root", root),
  rule("standard/extras", extras),
];
