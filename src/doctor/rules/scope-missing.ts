/** Scopes that are missing, exceed the grant, or lack their provider's prefix. */

import { nearest } from "../../protocol/edits.ts";
import { OPENID_SCOPES } from "../../protocol/scope/catalogue.ts";
import { openid, rfc } from "../../specs.ts";
import type { RequestView, View } from "../view.ts";
import { type Found, list, rule, short } from "./define.ts";
import { authorizations, GOOGLE, grantTypeOf, isAt, MICROSOFT, tokenRequests } from "./requests.ts";
import { FITS, saidOf, weigh } from "./said.ts";

import { asking, wordsOf } from "./scope.ts";

const OPENID = OPENID_SCOPES.map(({ name }) => name);
const SYNTAX = rfc(6749, "3.3");

function* exceeded(view: View): Iterable<Found> {
  for (const request of tokenRequests(view)) {
    const scope = request.parameters.get("scope");
    if (grantTypeOf(request) !== "refresh_token" || scope === undefined) continue;
    const granted = grantedBefore(view, request);
    const beyond = granted === undefined ? [] : wordsOf(scope).filter((word) => !granted.includes(word));
    if (granted === undefined || beyond.length === 0 || granted.length === 0) continue;
    yield {
      reason: "scope/exceeds-grant",
      confidence: weigh(saidOf(view, request), 0.93, FITS.scope),
      says: `the refresh asks for ${short(list(beyond))}, which was not granted at first`,
      source: scope,
      part: beyond[0],
      fix: `Leave scope out of the refresh, or ask for no more than ${short(granted.join(" "), 200)}. For more, send the user through authorization again.`,
      spec: rfc(6749, "6"),
    };
  }
}

function grantedBefore(view: View, request: RequestView): readonly string[] | undefined {
  for (const { exchange } of view.requests.slice(0, view.requests.indexOf(request)).toReversed()) {
    const scope = /"scope"\s*:\s*"([^"]{1,4000})"/.exec(exchange.response?.body?.slice(0, 100_000) ?? "")?.[1];
    if (scope !== undefined && /"access_token"/.test(exchange.response?.body ?? "")) return wordsOf(scope);
  }
  const asked = authorizations(view).at(-1)?.parameters.get("scope");
  return asked === undefined ? undefined : wordsOf(asked);
}

function* missing(view: View): Iterable<Found> {
  for (const request of authorizations(view)) {
    const { parameters, repeated } = request;
    if (repeated.includes("scope")) continue;
    const scope = parameters.get("scope") ?? "";
    const said = saidOf(view, request);
    const wantsIdToken = /\bid_token\b/.test(parameters.get("response_type") ?? "");
    if (wantsIdToken && !wordsOf(scope).includes("openid") && !/openid/i.test(scope))
      yield {
        reason: "scope/missing",
        confidence: weigh(said, 0.9, FITS.scope),
        says: "response_type asks for an ID token, and scope lacks openid",
        source: `scope=${scope}`,
        fix: `Send scope=${short(`openid ${scope}`.trim(), 200)}`,
        spec: openid("core", "3.1.2.1"),
      };
    else if (
      scope.trim() === "" &&
      !parameters.has("request") &&
      !parameters.has("request_uri") &&
      view.context.default_scopes === undefined
    )
      yield {
        reason: "scope/missing",
        confidence: weigh(said, said.errors.has("invalid_scope") ? 0.82 : 0.3, FITS.scope),
        says: "the authorization request has no scope",
        fix: "Name the scopes that are needed, openid among them for sign-in.",
        spec: SYNTAX,
      };
    else if (!/openid/i.test(scope) && /id[_ ]?token|openid/i.test(said.words + view.words.slice(0, 5_000)))
      yield {
        reason: "scope/missing",
        confidence: 0.72,
        says: "an ID token is wanted, and scope lacks openid",
        source: `scope=${scope}`,
        fix: `Send scope=${short(`openid ${scope}`.trim(), 200)}`,
        spec: openid("core", "3.1.2.1"),
      };
  }
  for (const request of tokenRequests(view)) {
    const said = saidOf(view, request);
    if (
      grantTypeOf(request) === "client_credentials" &&
      !request.parameters.get("scope") &&
      !request.parameters.has("resource") &&
      !request.parameters.has("audience")
    )
      yield {
        reason: "scope/missing",
        confidence: weigh(
          said,
          said.errors.has("invalid_scope") ? 0.85 : isAt(request, ...MICROSOFT) ? 0.5 : 0.1,
          FITS.scope,
        ),
        says: "the token request for client credentials has no scope",
        fix: "Name the scopes of the API that is called.",
        spec: rfc(6749, "4.4.2"),
      };
  }
}

/** Google's scopes are URLs, except those of OpenID Connect. */
function* google(view: View): Iterable<Found> {
  for (const request of asking(view).filter((one) => isAt(one, ...GOOGLE))) {
    const scope = request.parameters.get("scope") ?? "";
    // The other half of a URL that has a space in it.
    if (/:\/\/ /.test(scope)) continue;
    for (const word of wordsOf(scope)) {
      if (
        /^https:\/\//.test(word) ||
        [...OPENID].includes(word) ||
        !/^[a-z][a-z0-9_.]*$|^(?:www\.)?googleapis\.com\//.test(word) ||
        nearest(word, ["openid", "profile", "email"]) !== undefined
      )
        continue;
      const full = `https://www.googleapis.com/auth/${word.replace(/^(?:www\.)?googleapis\.com\/auth\//, "")}`;
      yield {
        reason: "scope/prefix-missing",
        confidence: weigh(saidOf(view, request), 0.9, FITS.scope),
        says: `'${short(word)}' is the short name of a scope that is a URL`,
        source: scope,
        part: word,
        fix: `Send ${full}`,
      };
    }
  }
}

export const scopeMissingRules = [
  rule("scope/refresh", exceeded),
  rule("scope/missing", missing),
  rule("scope/google", google),
];
