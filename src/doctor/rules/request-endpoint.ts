/** Where a request was sent, and what its endpoint requires (RFC 6749 3). */
import { openid, rfc } from "../../specs.ts";
import type { RequestView, View } from "../view.ts";
import { type Found, rule, short } from "./define.ts";
import { announced, grantTypeOf, isAt, MICROSOFT } from "./requests.ts";
import { type Fits, saidOf, weigh } from "./said.ts";

const BARE: Fits = {
  errors: ["invalid_request", "unsupported_grant_type", "method_not_allowed", "not_found"],
  words: /method|not found|not allowed|missing|required|grant.?type|cannot/i,
};

const AUTHORIZE_PATH = /\/(?:authorize|authorise|oauth2?\/(?:v\d\/)?auth|dialog\/oauth)\/?$/i;
const TOKEN_PATH = /\/(?:tokens?|access_token)\/?$/i;
const hasToken = (request: RequestView): boolean =>
  grantTypeOf(request) !== undefined || request.parameters.has("code_verifier");

function* endpoint(view: View): Iterable<Found> {
  for (const request of view.requests) {
    const path = request.url?.pathname ?? "";
    const said = saidOf(view, request);
    const { status } = said;
    const seen = (base: number, says: string, fix: string): Found => ({
      reason: "request/wrong-endpoint",
      confidence: weigh(said, base, BARE),
      says,
      source: request.url === undefined ? undefined : request.url.origin + path,
      part: path,
      fix,
      spec: rfc(6749, "3"),
    });
    if (request.endpoint === "token" && hasToken(request)) {
      if (AUTHORIZE_PATH.test(path))
        yield seen(0.92, "a token request went to the authorization endpoint", "Send it to the token endpoint.");
      else if (/\/userinfo\/?$/i.test(path))
        yield seen(0.9, "a token request went to the UserInfo endpoint", "Send it to the token endpoint.");
      else if (/\.well-known/.test(path))
        yield seen(
          0.9,
          "a token request went to the discovery document",
          "Send it to token_endpoint of that document.",
        );
    }
    if (request.endpoint === "authorization" && TOKEN_PATH.test(path) && request.parameters.has("response_type"))
      yield seen(
        0.92,
        "an authorization request went to the token endpoint",
        "Send the browser to the authorization endpoint.",
      );
    const there = announcedFor(view, request);
    const here = request.url === undefined ? "" : request.url.origin + path;
    if (
      there !== undefined &&
      here !== "" &&
      there.replace(/\/$/, "") !== here.replace(/\/$/, "") &&
      ["token", "authorization"].includes(request.endpoint)
    )
      yield seen(
        0.85,
        `the request went to ${short(here, 120)}, and the discovery document says ${short(there, 120)}`,
        `Send it to ${there}`,
      );
    else if (
      status === 404 &&
      [
        "token",
        "authorization",
        "userinfo",
        "device",
        "discovery",
        "revocation",
        "introspection",
        "registration",
      ].includes(request.endpoint)
    )
      yield seen(
        0.8,
        `there is nothing at this URL: the response is ${status}`,
        "Take the URL from the server's discovery document: look for a version, tenant, realm or prefix.",
      );
    else if (/\/\/(?:oauth|auth|token|authorize|\.well-known|v\d)/.test(path))
      yield seen(0.6, "the path has two slashes in a row", `Send it to ${path.replaceAll(/\/{2,}/g, "/")}`);
    if (isAt(request, ...MICROSOFT)) {
      const v2 = /\/oauth2\/v2\.0\//.test(path);
      if (v2 && request.parameters.has("resource"))
        yield {
          ...seen(
            0.6,
            "resource is a parameter of the v1 endpoint, and the request went to v2.0",
            "Send scope=<resource>/.default in place of resource.",
          ),
          reason: "request/parameter-rejected",
        };
      if (v2 && request.parameters.has("resource"))
        yield seen(
          0.45,
          "resource is a parameter of the v1 endpoint, and the request went to v2.0",
          "Send scope=<resource>/.default in place of resource.",
        );
      if (
        /\/oauth2\/(?:token|authorize)$/.test(path) &&
        request.parameters.has("scope") &&
        !request.parameters.has("resource")
      )
        yield seen(
          0.6,
          "scope is a parameter of the v2.0 endpoint, and the request went to v1",
          `Send it to ${path.replace("/oauth2/", "/oauth2/v2.0/")}`,
        );
      if (grantTypeOf(request) === "client_credentials" && /^\/(?:common|organizations|consumers)\//.test(path))
        yield seen(
          0.75,
          "client credentials need a tenant, and the path names none",
          "Put the tenant's id or domain into the path.",
        );
    }
  }
}

/** The URL for that kind of request in the input's discovery document. */
function announcedFor(view: View, request: RequestView): string | undefined {
  const name = request.endpoint === "token" ? "token_endpoint" : "authorization_endpoint";
  return announced(view, name).find((address) => !address.includes("{"));
}

function* insecure(view: View): Iterable<Found> {
  for (const { url, endpoint: to, exchange } of view.requests) {
    if (
      url?.protocol !== "http:" ||
      to === "other" ||
      /^(localhost|127\.|\[::1\]|10\.|192\.168\.)/.test(url.hostname) ||
      !/^http:/i.test(exchange.request?.url ?? "")
    )
      continue;
    const request = view.requests.find((one) => one.exchange === exchange);
    yield {
      reason: "transport/insecure",
      confidence: weigh(saidOf(view, request), 0.85, { errors: ["invalid_request"], words: /https|ssl|tls|secure/i }),
      says: "the request went over plain http",
      source: url.origin + url.pathname,
      part: "http:",
      fix: `Send it to https://${url.host}${url.pathname}`,
      spec: rfc(6749, "3.1"),
    };
  }
  for (const said of view.errors) {
    const { status, request } = said;
    if (status !== 301 && status !== 302 && status !== 307 && status !== 308) continue;
    if (request?.endpoint === "token")
      yield {
        reason: "request/wrong-endpoint",
        confidence: 0.6,
        says: `the token endpoint returns ${status}: it is at another URL`,
        fix: "Send the request to the URL in Location, which a client does not follow with its body.",
        spec: rfc(9110, "15.4"),
      };
  }
}

function* nonce(view: View): Iterable<Found> {
  for (const request of view.requests.filter((one) => one.endpoint === "authorization")) {
    const types = (request.parameters.get("response_type") ?? "").split(" ");
    if (types.includes("id_token") && !request.parameters.get("nonce"))
      yield {
        reason: "request/nonce-missing",
        confidence: weigh(saidOf(view, request), 0.93, { errors: ["invalid_request"], words: /nonce/i }),
        says: "an ID token is asked for from the front channel, and there is no nonce",
        source: `response_type=${request.parameters.get("response_type")}`,
        fix: "Send nonce, a new random value for each request, and compare it with the claim of the ID token.",
        spec: openid("core", "3.2.2.1"),
      };
    const mode = request.parameters.get("response_mode");
    if (mode === "query" && (types.includes("token") || types.includes("id_token")))
      yield {
        reason: "request/response-mode-unsupported",
        confidence: weigh(saidOf(view, request), 0.9, {
          errors: ["invalid_request", "unsupported_response_mode"],
          words: /response.?mode/i,
        }),
        says: "tokens may not come back in the query",
        source: `response_mode=${mode}`,
        part: mode,
        fix: "Send response_mode=fragment or form_post, or response_type=code.",
        spec: openid("core", "3.2.2.5"),
      };
    else if (
      mode !== undefined &&
      !/^(?:query|fragment|form_post|web_message|(?:query\.|fragment\.|form_post\.)?jwt)$/.test(mode)
    )
      yield {
        reason: "request/response-mode-unsupported",
        confidence: weigh(saidOf(view, request), 0.88, {
          errors: ["invalid_request", "unsupported_response_mode"],
          words: /response.?mode/i,
        }),
        says: `response_mode is '${short(mode, 40)}', which is unknown`,
        source: `response_mode=${mode}`,
        part: mode,
        fix: "Send query, fragment or form_post.",
      };
  }
}

export const requestEndpointRules = [
  rule("request/endpoint", endpoint),
  rule("transport/http", insecure),
  rule("request/front-channel", nonce),
];
