/** The parameters of a request: those that are missing, misspelled, repeated, empty, or never filled in. */

import { nameMeant } from "../../protocol/parameter-names.ts";
import { nearest } from "../../protocol/scope/diagnose.ts";
import type { CauseCode } from "../../reasons/causes.ts";
import { rfc } from "../../specs.ts";
import type { View } from "../view.ts";
import { type Found, list, rule, short } from "./define.ts";
import { grantTypeOf, isAt, MICROSOFT, tokenRequests } from "./requests.ts";
import { type Fits, saidOf, weigh } from "./said.ts";

const ABSENT: Fits = {
  errors: ["invalid_request", "unsupported_grant_type", "invalid_client"],
  words: /missing|required|must contain|not (?:provided|found|present)|absent|empty|parameter/i,
};

const GRANTS: Readonly<Record<string, readonly string[]>> = {
  authorization_code: ["code"],
  refresh_token: ["refresh_token"],
  password: ["username", "password"],
  client_credentials: [],
  "urn:ietf:params:oauth:grant-type:jwt-bearer": ["assertion"],
  "urn:ietf:params:oauth:grant-type:saml2-bearer": ["assertion"],
  "urn:ietf:params:oauth:grant-type:token-exchange": ["subject_token", "subject_token_type"],
  "urn:ietf:params:oauth:grant-type:device_code": ["device_code"],
};
const NAMES = Object.keys(GRANTS);

function* grantType(view: View): Iterable<Found> {
  for (const request of tokenRequests(view)) {
    const said = saidOf(view, request);
    const grant = grantTypeOf(request);
    const unreadable = request.bodyIs === "json" || request.bodyIs === "multipart" || request.method === "GET";
    if (grant === undefined || grant === "") {
      const fills = request.body.size > 0 || request.query.size > 0;
      if (fills && !unreadable && !request.parameters.has("token"))
        yield {
          reason: "request/parameter-absent",
          confidence: weigh(
            said,
            isAt(request, "github.com", "slack.com", "facebook.com", "myshopify.com") ? 0.1 : 0.86,
            ABSENT,
          ),
          says: "the token request has no grant_type",
          fix: `Send grant_type=${request.parameters.has("refresh_token") ? "refresh_token" : request.parameters.has("code") ? "authorization_code" : "…"}`,
          spec: rfc(6749, "4.1.3"),
        };
      continue;
    }
    const offered = [view.context.discovery, ...view.material.discovery].flatMap((one) =>
      Array.isArray(one?.grant_types_supported) ? one.grant_types_supported : [],
    );
    if (offered.length > 0 && !offered.includes(grant) && NAMES.includes(grant))
      yield {
        reason: "request/grant-type-unsupported",
        confidence: weigh(said, 0.88, GRANT),
        says: `grant_type is ${short(grant)}, and the server offers ${short(list(offered), 160)}`,
        source: `grant_type=${grant}`,
        part: grant,
        fix: `Use one of ${short(list(offered), 160)}.`,
        spec: rfc(8414, "2"),
      };
    const may = view.context.grant_types;
    if (may !== undefined && !may.includes(grant) && NAMES.includes(grant))
      yield {
        reason: "client/grant-type-not-allowed",
        confidence: weigh(said, 0.94, {
          errors: ["unauthorized_client", "unsupported_grant_type"],
          words: /grant|flow/i,
        }),
        says: `the client may use ${short(list(may), 120)}, and sends ${short(grant)}`,
        source: `grant_type=${grant}`,
        part: grant,
        fix: `Have ${short(grant)} allowed for the client.`,
        spec: rfc(6749, "5.2"),
      };
    if (NAMES.includes(grant)) continue;
    const bare = grant
      .toLowerCase()
      .trim()
      .replaceAll(/[\s-]+/g, "_");
    const meant = NAMES.find((name) => name === bare) ?? nearest(grant, NAMES) ?? ALIASES[bare.replaceAll("_", "")];
    if (meant !== undefined)
      yield {
        reason: "request/grant-type-unsupported",
        confidence: weigh(said, 0.94, GRANT),
        says: `grant_type is '${short(grant)}' where it is '${meant}'`,
        source: `grant_type=${grant}`,
        part: grant,
        fix: `Send grant_type=${meant}`,
        spec: rfc(6749, "4.1.3"),
      };
    else if (!/^(?:urn:|https?:)/.test(grant))
      yield {
        reason: "request/grant-type-unsupported",
        confidence: weigh(said, 0.6, GRANT),
        says: `grant_type is '${short(grant)}', which is none of the standard`,
        source: `grant_type=${grant}`,
        part: grant,
        spec: rfc(6749, "4.5"),
      };
  }
}

const GRANT: Fits = { errors: ["unsupported_grant_type", "invalid_request", "unauthorized_client"], words: /grant/i };
const ALIASES: Readonly<Record<string, string>> = {
  authcode: "authorization_code",
  code: "authorization_code",
  authorizationcode: "authorization_code",
  clientcredential: "client_credentials",
  clientcredentials: "client_credentials",
  refresh: "refresh_token",
  refreshtoken: "refresh_token",
  jwtbearer: "urn:ietf:params:oauth:grant-type:jwt-bearer",
  devicecode: "urn:ietf:params:oauth:grant-type:device_code",
  tokenexchange: "urn:ietf:params:oauth:grant-type:token-exchange",
};

const RESPONSE = ["code", "token", "id_token", "none"];

function* responseType(view: View): Iterable<Found> {
  for (const request of view.requests.filter((one) => one.endpoint === "authorization")) {
    const { parameters } = request;
    const said = saidOf(view, request);
    const type = parameters.get("response_type");
    const elsewhere = parameters.has("request") || parameters.has("request_uri");
    if (
      !elsewhere &&
      (type === undefined || type === "") &&
      parameters.size > 1 &&
      !isAt(request, "github.com", "slack.com", "facebook.com", "myshopify.com", "app.hubspot.com", "www.tiktok.com")
    )
      yield {
        reason: "request/parameter-absent",
        confidence: weigh(said, 0.85, { ...ABSENT, errors: [...ABSENT.errors, "unsupported_response_type"] }),
        says: "the authorization request has no response_type",
        fix: "Send response_type=code",
        spec: rfc(6749, "4.1.1"),
      };
    else if (type !== undefined && type !== "") {
      const odd = type.split(" ").filter((word) => !RESPONSE.includes(word));
      const offered = [view.context.discovery, ...view.material.discovery].flatMap((one) =>
        Array.isArray(one?.response_types_supported) ? one.response_types_supported : [],
      );
      const sorted = (text: string): string => text.split(" ").sort().join(" ");
      if (odd.length > 0)
        yield {
          reason: "request/response-type-unsupported",
          confidence: weigh(said, 0.93, TYPE),
          says: `response_type has '${short(odd[0] ?? "", 40)}', which is none of ${RESPONSE.join(", ")}`,
          source: `response_type=${type}`,
          part: odd[0],
          fix: "Send response_type=code",
          spec: rfc(6749, "3.1.1"),
        };
      else if (offered.length > 0 && !offered.some((one) => typeof one === "string" && sorted(one) === sorted(type)))
        yield {
          reason: "request/response-type-unsupported",
          confidence: weigh(said, 0.9, TYPE),
          says: `response_type is '${type}', and the server offers ${short(list(offered), 120)}`,
          source: `response_type=${type}`,
          part: type,
          fix: `Send response_type=${offered[0]}`,
          spec: rfc(8414, "2"),
        };
      else if (
        type !== "code" &&
        (said.errors.has("unsupported_response_type") || said.errors.has("unauthorized_client"))
      )
        yield {
          reason: "client/response-type-not-allowed",
          confidence: 0.66,
          says: `response_type is '${type}': tokens from the front channel, which many servers have to be told to give`,
          source: `response_type=${type}`,
          part: type,
          fix: "Use response_type=code with PKCE.",
          spec: rfc(9700, "2.1.2"),
        };
    }
    if (
      !elsewhere &&
      (parameters.get("client_id") ?? "") === "" &&
      parameters.size > 0 &&
      (type !== undefined || parameters.has("redirect_uri"))
    )
      yield {
        reason: "request/parameter-absent",
        confidence: weigh(said, 0.92, ABSENT),
        says: parameters.has("client_id") ? "client_id is empty" : "the authorization request has no client_id",
        fix: "Send client_id.",
        spec: rfc(6749, "4.1.1"),
      };
    if (/\bnone\b/.test(parameters.get("prompt") ?? "") && (parameters.get("prompt") ?? "").trim() !== "none")
      yield {
        reason: "request/parameter-rejected",
        confidence: weigh(said, 0.88, { errors: ["invalid_request"], words: /prompt/i }),
        says: "prompt joins none with another value",
        source: `prompt=${parameters.get("prompt")}`,
        fix: "Send none alone.",
      };
  }
}

const TYPE: Fits = { errors: ["unsupported_response_type", "invalid_request"], words: /response.?type/i };

function* absent(view: View): Iterable<Found> {
  for (const request of tokenRequests(view)) {
    if (request.bodyIs === "other") continue;
    const said = saidOf(view, request);
    const demanded = GRANTS[grantTypeOf(request) ?? ""] ?? [];
    for (const name of demanded.filter((one) => (request.parameters.get(one) ?? "") === "")) {
      const near = [...request.parameters.keys()].find(
        (other) => nameMeant(other) === name || (name === "code" && /^auth\w*code$/i.test(other)),
      );
      yield {
        reason: "request/parameter-absent",
        confidence: weigh(said, near === undefined ? 0.9 : 0.95, {
          ...ABSENT,
          errors: [...ABSENT.errors, "invalid_grant"],
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
        says: "the token request has no redirect_uri, and the answer speaks of it",
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
        says: `${list(some)} stand${some.length === 1 ? "s" : ""} more than once`,
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
        says: `${list(both)} stand in the address and in the body`,
        fix: "Leave them in the body alone.",
        spec: rfc(6749, "3.2"),
      };
  }
}

const PLACEHOLDER =
  /^(?:undefined|null|none|nil|nan|\[object object\]|true|false|todo|changeme|change[-_]me|xxx+|\$\{.*\}|\{\{?.*\}?\}|<[^<>]+>|%[a-z_]+%|\$[a-z_]+|process\.env\..*|(?:your|my|enter|insert|put|replace)[-_ ].*|.*[-_](?:here|goes[-_]here)|client[-_]?id|client[-_]?secret|(?:your|the)[A-Z]\w*|app[-_]?id|some[-_]client[-_]id)$/i;

const MEANT: Readonly<Record<string, readonly [CauseCode, Fits["errors"]]>> = {
  client_id: ["client/unknown", ["invalid_client", "unauthorized_client", "invalid_request"]],
  client_secret: ["client-auth/secret-wrong", ["invalid_client", "unauthorized_client"]],
  redirect_uri: ["redirect-uri/malformed", ["invalid_request", "redirect_uri_mismatch"]],
  code: ["request/parameter-absent", ["invalid_grant", "invalid_request"]],
  refresh_token: ["request/parameter-absent", ["invalid_grant", "invalid_request"]],
  code_verifier: ["pkce/verifier-missing", ["invalid_grant", "invalid_request"]],
  code_challenge: ["pkce/challenge-malformed", ["invalid_request"]],
  scope: ["scope/missing", ["invalid_scope", "invalid_request"]],
  device_code: ["request/parameter-absent", ["invalid_grant", "invalid_request"]],
};

function* placeholders(view: View): Iterable<Found> {
  for (const request of view.requests) {
    if (request.endpoint === "other") continue;
    const all: readonly (readonly [string, string | undefined])[] = [
      ...Object.keys(MEANT).map((name) => [name, request.parameters.get(name)] as const),
      ["client_id", request.basic?.id],
      ["client_secret", request.basic?.secret],
    ];
    for (const [name, value] of all) {
      if (value === undefined || !PLACEHOLDER.test(value.trim())) continue;
      // What was covered before it was pasted is no placeholder of the program's.
      if (
        /^(?:<(?:redacted|removed|hidden|secret|omitted|code|token|the|my|app|client)[^<>]*>|x{3,}|none|true|false|redacted)$/i.test(
          value.trim(),
        ) ||
        (name !== "client_id" && /^<.*>$|^(?:your|my)[-_]|client[-_]?secret|here$/i.test(value.trim()))
      ) {
        if (!/^(?:your|my|enter|insert|put|replace)[-_ ]/i.test(value)) continue;
      }
      const sure =
        /^(?:undefined|null|nil|nan|\[object object\]|\$\{.*\}|\{\{?.*\}?\}|process\.env.*|\$[a-z_]+|%[a-z_]+%)$/i.test(
          value.trim(),
        );
      const [reason, errors] = MEANT[name] ?? ["request/parameter-absent", []];
      yield {
        reason,
        confidence: weigh(saidOf(view, request), sure ? 0.93 : 0.5, { errors }),
        says:
          sure || name === "client_id"
            ? `${name} is '${short(value, 40)}': a value that was never filled in`
            : `${name} is a placeholder that was never filled in`,
        source: sure ? `${name}=${short(value, 40)}` : undefined,
        fix: `Fill in ${name}: look whether the variable is set where the program runs.`,
        spec: rfc(6749, "2.2"),
      };
    }
    if (isAt(request, ...MICROSOFT) && /^\/(?:undefined|null|%7B|\{|your)/i.test(request.url?.pathname ?? ""))
      yield {
        reason: "request/wrong-endpoint",
        confidence: 0.85,
        says: "the path has a placeholder where the tenant is due",
        source: request.url?.pathname,
        fix: "Put the tenant's id into the path.",
      };
    else if (
      /\/(?:undefined|null|\{[a-z_]+\}|%7B\w+%7D|:tenant|\[object%20Object\])(?:\/|$)/i.test(
        request.url?.pathname ?? "",
      )
    )
      yield {
        reason: "request/wrong-endpoint",
        confidence: weigh(saidOf(view, request), 0.85, { errors: ["not_found"] }),
        says: "the path has a placeholder that was never filled in",
        source: request.url?.pathname,
        fix: "Fill it in: look whether the variable is set where the program runs.",
      };
  }
}

/** A parameter that was encoded twice, other than those with rules of their own. */
function* encoded(view: View): Iterable<Found> {
  for (const request of view.requests.filter(({ endpoint }) => endpoint === "token" || endpoint === "authorization")) {
    for (const name of ["client_id", "response_type", "grant_type", "audience", "resource", "username"]) {
      const value = request.parameters.get(name) ?? "";
      if (!/%(?:20|3A|2F|40|2B|7C)/i.test(value)) continue;
      yield {
        reason:
          name === "client_id"
            ? "client/unknown"
            : name === "grant_type"
              ? "request/grant-type-unsupported"
              : name === "resource" || name === "audience"
                ? "resource/unknown"
                : "request/parameter-rejected",
        confidence: weigh(saidOf(view, request), 0.82, {
          errors: [
            "invalid_request",
            "invalid_client",
            "unsupported_grant_type",
            "unsupported_response_type",
            "invalid_target",
          ],
        }),
        says: `${name} is still percent-encoded: it was encoded twice`,
        source: `${name}=${value}`,
        part: /%[0-9a-f]{2}/i.exec(value)?.[0],
        fix: `Encode ${name} once.`,
        spec: rfc(6749, "B"),
      };
    }
    const keys = [...request.parameters.keys()].filter((name) => /^amp;/.test(name));
    if (keys.length > 0)
      yield {
        reason: "request/parameter-absent",
        confidence: weigh(saidOf(view, request), 0.9, ABSENT),
        says: "the address has &amp; where & is due: it was escaped for HTML and not read as HTML",
        source: short(keys[0] ?? "", 40),
        fix: "Join the parameters by &.",
        spec: rfc(6749, "B"),
      };
  }
}

export const requestParameterRules = [
  rule("request/grant-type", grantType),
  rule("request/response-type", responseType),
  rule("request/absent", absent),
  rule("request/names", names),
  rule("request/repeated", repeated),
  rule("request/placeholder", placeholders),
  rule("request/encoded", encoded),
];
