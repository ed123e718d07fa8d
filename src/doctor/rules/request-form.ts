/** How a request was sent: method, content type, place of the parameters (RFC 6749 3). */
import { rfc } from "../../specs.ts";
import type { View } from "../view.ts";
import { type Found, list, rule, short } from "./define.ts";
import { clientRequests, grantTypeOf, isAt, tokenRequests } from "./requests.ts";
import { type Fits, saidOf, weigh } from "./said.ts";

const FORM: Fits = {
  errors: ["invalid_request", "unsupported_grant_type", "invalid_client", "unsupported_media_type"],
  words: /content.?type|media type|missing|required|grant.?type|form|parse|must contain|body/i,
};
const BARE: Fits = {
  errors: ["invalid_request", "unsupported_grant_type", "method_not_allowed", "not_found"],
  words: /method|not found|not allowed|missing|required|grant.?type|cannot/i,
};

const FORM_TYPE = "application/x-www-form-urlencoded";
const JSON_HOSTS = [
  "auth0.com",
  "api.notion.com",
  "auth.atlassian.com",
  "github.com",
  "slack.com",
  "myshopify.com",
  "api.sandbox.ebay.com",
  "oauth2.googleapis.com",
] as const;

/** Parameters of credentials and requests that belong in the body of a token request. */
const OF_BODY = [
  "grant_type",
  "code",
  "client_secret",
  "refresh_token",
  "code_verifier",
  "assertion",
  "client_assertion",
  "username",
  "password",
  "redirect_uri",
] as const;

/** Laravel merges a JSON body into the parameters, so Passport reads it. League's server says this message of what it has read. */
const READS_JSON = /"message"\s*:\s*"Client authentication failed"|\bLaravel.Passport\b/i;
const readsJson = (view: View): boolean =>
  READS_JSON.test(view.words) || view.responses.some(({ body = "" }) => READS_JSON.test(body));

function* contentType(view: View): Iterable<Found> {
  for (const request of clientRequests(view)) {
    const type = request.headers["content-type"];
    const said = saidOf(view, request);
    const seen = (base: number, says: string, source?: string): Found => ({
      reason: "request/wrong-content-type",
      confidence: weigh(said, base, FORM),
      says,
      source,
      part: source,
      fix: `Send the parameters as a form: Content-Type: ${FORM_TYPE}, and grant_type=…&client_id=… as body.`,
      spec: rfc(6749, "3.2"),
    });
    if (request.bodyIs === "json") {
      const isCalledForm = type !== undefined && /form-urlencoded/i.test(type);
      const isRead = isAt(request, ...JSON_HOSTS) || readsJson(view);
      yield seen(
        isRead ? 0.35 : isCalledForm ? 0.93 : 0.92,
        isCalledForm ? "the body is JSON, and the header calls it a form" : "the body is JSON where a form is due",
        type,
      );
    } else if (request.bodyIs === "multipart")
      yield seen(
        0.92,
        "the body is multipart/form-data where a form is due",
        type === undefined ? undefined : short(type),
      );
    else if (request.bodyIs === "form" && type !== undefined && !/x-www-form-urlencoded/i.test(type))
      yield seen(0.88, `the body is a form, and the header calls it ${short(type, 60)}`, type);
    else if (request.bodyIs === "form" && type === undefined && said.status === 415)
      yield seen(0.85, "the request has no Content-Type");
    else if (request.bodyIs === "other" && type !== undefined && /xml|text\/plain/i.test(type))
      yield seen(0.8, `the body is ${short(type, 60)} where a form is due`, type);
  }
}

function* placed(view: View): Iterable<Found> {
  for (const request of tokenRequests(view)) {
    const said = saidOf(view, request);
    const inQuery = OF_BODY.filter((name) => request.query.has(name) && !request.body.has(name));
    if (
      request.method === "GET" &&
      (request.query.has("grant_type") ||
        request.query.has("code_verifier") ||
        /\/token\/?$/.test(request.url?.pathname ?? ""))
    ) {
      const isWhole = /^(?:https?|undefined)/.test(request.url?.protocol ?? "") && grantTypeOf(request) !== undefined;
      yield {
        reason: "request/wrong-method",
        confidence: weigh(said, isWhole ? 0.9 : 0.7, { ...BARE, words: /method|get|post|not found|allowed/i }),
        says: "the token request was sent by GET",
        source: request.method,
        part: "GET",
        fix: "Send it by POST, with the parameters as a form in the body.",
        spec: rfc(6749, "3.2"),
      };
      if (inQuery.length > 0)
        yield {
          reason: "request/parameter-misplaced",
          confidence: weigh(said, 0.5, BARE),
          says: `${list(inQuery)} are in the URL of a token request`,
          fix: "Put them into the body.",
          spec: rfc(6749, "2.3.1"),
        };
    } else if (inQuery.length > 0 && request.method !== "GET")
      yield {
        reason: "request/parameter-misplaced",
        confidence: weigh(said, request.bodyIs === "none" ? 0.92 : 0.78, {
          ...BARE,
          words: /missing|required|query|body|must contain|parameter/i,
        }),
        says: `${list(inQuery)} are in the URL, where the server reads the body`,
        source: `?${inQuery.map((name) => `${name}=…`).join("&")}`,
        fix: "Put them into the body, as a form.",
        spec: rfc(6749, "2.3.1"),
      };
    if (["PUT", "PATCH", "DELETE"].includes(request.method))
      yield {
        reason: "request/wrong-method",
        confidence: weigh(said, 0.9, BARE),
        says: `the token request was sent by ${request.method}`,
        fix: "Send it by POST.",
        spec: rfc(6749, "3.2"),
      };
  }
  for (const request of view.requests) {
    if (
      request.endpoint === "authorization" &&
      request.method === "POST" &&
      request.bodyIs !== "none" &&
      [404, 405].includes(saidOf(view, request).status ?? 0) &&
      !/\/par\b|pushed/i.test(request.url?.pathname ?? "")
    )
      yield {
        reason: "request/wrong-method",
        confidence: 0.75,
        says: "the authorization request was sent by POST, by a program and not a browser",
        fix: "Send the user's browser to the URL by GET.",
        spec: rfc(6749, "3.1"),
      };
    if (request.endpoint === "userinfo" && request.query.has("access_token"))
      yield {
        reason: "request/parameter-misplaced",
        confidence: weigh(saidOf(view, request), 0.7, { errors: ["invalid_request", "invalid_token"] }),
        says: "the access token is in the URL",
        fix: "Send it as Authorization: Bearer …",
        spec: rfc(9700, "4.3.2"),
      };
  }
}

export const requestFormRules = [rule("request/content-type", contentType), rule("request/place", placed)];
