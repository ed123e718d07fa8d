import { nearest } from "../../protocol/edits.ts";
import { rfc } from "../../specs.ts";
import type { View } from "../view.ts";
import { type Found, list, rule, short } from "./define.ts";
import { ABSENT, GRANTS } from "./request-parameters.ts";
import { announced, grantTypeOf, isAt, tokenRequests } from "./requests.ts";
import { type Fits, saidOf, weigh } from "./said.ts";

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
    const offered = announced(view, "grant_types_supported");
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
    const meant = NAMES.find((name) => name === bare) ?? nearest(grant, NAMES) ?? ALIASES.get(bare.replaceAll("_", ""));
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
const ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries({
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
  }),
);

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
      const offered = announced(view, "response_types_supported");
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
      else if (offered.length > 0 && !offered.some((one) => sorted(one) === sorted(type)))
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
          says: `response_type is '${type}': tokens from the front channel, which many servers issue only where that is switched on`,
          source: `response_type=${type}`,
          part: type,
          fix: "Use response_type=code with PKCE.",
          spec: rfc(9700, "2.1.2"),
        };
    }
    if (
      !elsewhere &&
      (parameters.get("client_id") ?? "") === "" &&
      !OWN_NAMES.some((name) => parameters.has(name)) &&
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

/** What some services call client_id: TikTok, WeChat, Alipay. */
const OWN_NAMES = ["client_key", "appid", "app_id"] as const;
const TYPE: Fits = { errors: ["unsupported_response_type", "invalid_request"], words: /response.?type/i };

export const requestTypeRules = [rule("request/grant-type", grantType), rule("request/response-type", responseType)];
