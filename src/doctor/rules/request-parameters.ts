/** The parameters of a request: missing, misspelled, repeated or empty ones. */

import { nameMeant } from "../../protocol/parameter-names.ts";
import { rfc } from "../../specs.ts";
import type { View } from "../view.ts";
import { type Found, list, rule, short } from "./define.ts";
import { grantTypeOf, isAt, MICROSOFT, tokenRequests } from "./requests.ts";
import { type Fits, saidOf, weigh } from "./said.ts";

export const ABSENT: Fits = {
  errors: ["invalid_request", "unsupported_grant_type", "invalid_client"],
  words: /missing|required|must contain|not (?:provided|found|present)|absent|empty|parameter/i,
};

export const GRANTS: Readonly<Record<string, readonly string[]>> = {
  authorization_code: ["code"],
  refresh_token: ["refresh_token"],
  password: ["username", "password"],
  client_credentials: [],
  "urn:ietf:params:oauth:grant-type:jwt-bearer": ["assertion"],
  "urn:ietf:params:oauth:grant-type:saml2-bearer": ["assertion"],
  "urn:ietf:params:oauth:grant-type:token-exchange": ["subject_token", "subject_token_type"],
  "urn:ietf:params:oauth:grant-type:device_code": ["device_code"],
};

const demandedBy = (grant: string): readonly string[] => (Object.hasOwn(GRANTS, grant) ? (GRANTS[grant] ?? []) : []);

function* absent(view: View): Iterable<Found> {
  for (const request of tokenRequests(view)) {
    if (request.bodyIs === "other") continue;
    const said = saidOf(view, request);
    const demanded = demandedBy(grantTypeOf(request) ?? "");
    for (const name of demanded.filter((one) => (request.parameters.get(one) ?? "") === "")) {
      const near = [...request.parameters.keys()].find(
        (other) => nameMeant(other) === name || (name === "code" && /^auth\w*code$/i.test(other)),
      );
      yield {
        reason: "request/parameter-absent",
        confidence: weigh(said, near === undefined ? 0.9 : 0.95, {
          ...ABSENT,
          // A server that refuses the client has not come to the grant.
          errors: ["invalid_request", "unsupported_grant_type", "invalid_grant"],
        }),
        says:
          near !== undefined
            ? `${name} is missing, and ${short(near, 40)} was sent, which looks like it`
            : request.parameters.has(name)
              ? `${name} is empty`
              : `${name} is missing, which grant_type=${short(grantTypeOf(request) ?? "", 60)} requires`,
        source: near,
        part: near,
        fix: near === undefined ? `Send ${name}.` : `Rename ${short(near, 40)} to ${name}.`,
        spec: rfc(6749, "4"),
      };
    }
    if (
      grantTypeOf(request) === "authorization_code" &&
      !request.parameters.has("redirect_uri") &&
      /redirect/i.test(said.words)
    )
      yield {
        reason: "code/redirect-uri-mismatch",
        confidence: 0.72,
        says: "the token request has no redirect_uri, and the response speaks of it",
        fix: "Send the redirect_uri of the authorization request.",
        spec: rfc(6749, "4.1.3"),
      };
    if (
      request.parameters.get("requested_token_use") === undefined &&
      isAt(request, ...MICROSOFT) &&
      /jwt-bearer$/.test(grantTypeOf(request) ?? "")
    )
      yield {
        reason: "request/parameter-absent",
        confidence: weigh(said, 0.7, ABSENT),
        says: "the exchange on behalf of a user has no requested_token_use",
        fix: "Send requested_token_use=on_behalf_of",
      };
  }
}

const IMPORTANT = [
  "grant_type",
  "client_id",
  "client_secret",
  "redirect_uri",
  "response_type",
  "scope",
  "code",
  "code_verifier",
  "code_challenge",
  "refresh_token",
  "state",
  "code_challenge_method",
];

function* names(view: View): Iterable<Found> {
  for (const request of view.requests.filter(({ endpoint }) => endpoint === "token" || endpoint === "authorization")) {
    const said = saidOf(view, request);
    for (const name of [...request.parameters.keys()].slice(0, 60)) {
      const meant = name.length < 4 ? undefined : nameMeant(name);
      if (
        meant === undefined ||
        meant === name ||
        !IMPORTANT.includes(meant) ||
        request.parameters.has(meant) ||
        (meant === "scope" && name !== "scopes")
      )
        continue;
      yield {
        reason: "request/parameter-absent",
        confidence: weigh(said, 0.9, ABSENT),
        says: `${short(name, 40)} was sent, where the parameter is called ${meant}`,
        source: short(name, 60),
        part: short(name, 60),
        fix: `Rename ${short(name, 40)} to ${meant}.`,
        spec: rfc(6749, "3.1"),
      };
    }
  }
}

function* repeated(view: View): Iterable<Found> {
  for (const request of view.requests.filter(
    ({ endpoint, repeated: some }) => endpoint !== "other" && some.length > 0,
  )) {
    const some = request.repeated.filter(
      (name) => !["resource", "audience"].includes(name) && /^[\w.-]{1,40}$/.test(name),
    );
    if (some.length > 0)
      yield {
        reason: "request/parameter-repeated",
        confidence: weigh(saidOf(view, request), 0.85, {
          errors: ["invalid_request"],
          words: /repeat|duplicate|more than once|multiple/i,
        }),
        says: `${list(some)} ${some.length === 1 ? "is" : "are"} repeated`,
        source: some[0],
        fix: `Send ${list(some)} once.`,
        spec: rfc(6749, "3.1"),
      };
  }
  for (const request of tokenRequests(view)) {
    const both = [...request.query.keys()].filter((name) => request.body.has(name) && IMPORTANT.includes(name));
    if (both.length > 0)
      yield {
        reason: "request/parameter-repeated",
        confidence: weigh(saidOf(view, request), 0.6, {
          errors: ["invalid_request"],
          words: /repeat|duplicate|more than once|multiple/i,
        }),
        says: `${list(both)} are in the URL and in the body`,
        fix: "Leave them in the body alone.",
        spec: rfc(6749, "3.2"),
      };
  }
}

export const requestParameterRules = [
  rule("request/absent", absent),
  rule("request/names", names),
  rule("request/repeated", repeated),
];
