import { openid, rfc } from "../../specs.ts";
import type { RequestView, View } from "../view.ts";
import { type Found, list, rule } from "./define.ts";
import { announced, clientIdOf, clientRequests, grantTypeOf } from "./requests.ts";
import { FITS, type Fits, saidOf, weigh } from "./said.ts";

/** What an unauthenticated client gets. */
export const AUTH: Fits = {
  errors: ["invalid_client", "unauthorized_client", "incorrect_client_credentials", "invalid_request"],
  words: FITS.client.words,
};

const present = (request: RequestView, name: string): boolean => (request.parameters.get(name) ?? "") !== "";

function methodsOf(request: RequestView): readonly string[] {
  const found: string[] = [];
  if (request.basic !== undefined && request.basic.secret !== "") found.push("client_secret_basic");
  if (present(request, "client_secret")) found.push("client_secret_post");
  if (present(request, "client_assertion")) found.push("private_key_jwt");
  return found;
}

function* methods(view: View): Iterable<Found> {
  for (const request of clientRequests(view)) {
    const sent = methodsOf(request);
    const said = saidOf(view, request);
    if (sent.length > 1)
      yield {
        reason: "client-auth/repeated",
        confidence: weigh(said, 0.86, AUTH),
        says: `the client authenticates in ${sent.length} ways at once: ${list(sent)}`,
        fix: `Send one of them: leave out ${sent.includes("client_secret_post") ? "client_secret from the body" : "the Authorization header"}.`,
        spec: rfc(6749, "2.3"),
      };
    const registered = view.context.token_endpoint_auth_method;
    const [only = "none"] = sent;
    if (registered !== undefined && sent.length < 2 && !fits(registered, only))
      yield {
        reason: only === "none" ? "client-auth/secret-absent" : "client-auth/method-mismatch",
        confidence: weigh(said, 0.94, AUTH),
        says: `the client is registered for ${registered}, and sends ${only === "none" ? "no credentials" : only}`,
        fix: `Authenticate by ${registered}, or register the client for ${only}.`,
        spec: openid("core", "9"),
      };
    const offered = announced(view, "token_endpoint_auth_methods_supported");
    if (
      registered === undefined &&
      offered.length > 0 &&
      only !== "none" &&
      sent.length === 1 &&
      !offered.some((one) => fits(one, only))
    )
      yield {
        reason: "client-auth/method-mismatch",
        confidence: weigh(said, 0.85, AUTH),
        says: `the server takes ${list(offered)}, and the client sends ${only}`,
        fix: `Authenticate by ${offered[0]}.`,
        spec: openid("core", "9"),
      };
    const bearer =
      request.bearer !== undefined || /^(?!basic\b|bearer\b|dpop\b)\S+/i.test(request.headers.authorization ?? "");
    if (bearer && request.endpoint === "token" && sent.length === 0)
      yield {
        reason: "client-auth/method-mismatch",
        confidence: weigh(said, 0.7, AUTH),
        says:
          request.bearer === undefined
            ? "the Authorization header of the token request is of no scheme that authenticates a client"
            : "the token request brings a Bearer token where Basic credentials are due",
        fix: "Send Authorization: Basic base64(client_id:client_secret), or both in the body.",
        spec: rfc(6749, "2.3.1"),
      };
    const misnamed = Object.entries(request.headers).find(
      ([name, value]) =>
        /^(?:authentication|authentification|authori[sz]ed?|authorisation|autori[sz]ation|auth|x-authorization)$/.test(
          name,
        ) && /^(?:basic|bearer) \S/i.test(value),
    );
    if (misnamed !== undefined && request.headers.authorization === undefined)
      yield {
        reason: "client-auth/secret-absent",
        confidence: weigh(said, 0.92, AUTH),
        says: `the credentials are in a header called ${misnamed[0]}, where Authorization is due`,
        source: `${misnamed[0]}:`,
        fix: "Call the header Authorization.",
        spec: rfc(6749, "2.3.1"),
      };
    else if (
      request.endpoint === "token" &&
      clientIdOf(request) === undefined &&
      sent.length === 0 &&
      !bearer &&
      !present(request, "assertion") &&
      request.bodyIs !== "none" &&
      request.bodyIs !== "other" &&
      request.headers.authorization === undefined
    )
      yield {
        reason: "request/parameter-absent",
        confidence: weigh(said, 0.78, { ...AUTH, words: /client[ _]?id|client/i }),
        says: "the token request names no client: neither by client_id nor by HTTP Basic",
        fix: "Send client_id, and the secret where the client has one.",
        spec: rfc(6749, "3.2.1"),
      };
    if (
      grantTypeOf(request) === "client_credentials" &&
      sent.length === 0 &&
      !bearer &&
      clientIdOf(request) !== undefined &&
      request.headers.authorization === undefined
    )
      yield {
        reason: "client-auth/secret-absent",
        confidence: weigh(said, 0.88, AUTH),
        says: "grant_type is client_credentials, and there is no secret and no assertion",
        fix: "Send the secret as client_secret, or with the client_id by HTTP Basic.",
        spec: rfc(6749, "4.4"),
      };
    else if (
      sent.length === 0 &&
      !bearer &&
      request.endpoint === "token" &&
      clientIdOf(request) !== undefined &&
      (said.errors.has("invalid_client") || said.errors.has("unauthorized_client")) &&
      registered === undefined &&
      request.headers.authorization === undefined
    )
      yield {
        reason: "client-auth/secret-absent",
        confidence: 0.62,
        says: "the token request has a client_id, and neither a secret nor an assertion",
        fix: "Send the secret, or register the client as a public one.",
        spec: rfc(6749, "3.2.1"),
        tell: "Is the client registered as confidential or as public?",
      };
    if (registered === "none" && present(request, "client_secret"))
      yield {
        reason: "client/type-mismatch",
        confidence: weigh(said, 0.8, AUTH),
        says: "the client is registered as public, and sends a secret",
        fix: "Leave client_secret out.",
      };
    if (
      present(request, "client_assertion") &&
      request.parameters.get("client_assertion_type") !== "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    )
      yield {
        reason: present(request, "client_assertion_type") ? "request/parameter-rejected" : "request/parameter-absent",
        confidence: weigh(said, 0.85, AUTH),
        says: "client_assertion_type is not that of a JWT",
        source: present(request, "client_assertion_type") ? request.parameters.get("client_assertion_type") : undefined,
        fix: "Send client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        spec: rfc(7521, "4.2"),
      };
  }
}

const fits = (registered: string, sent: string): boolean =>
  registered === sent || (/_jwt$/.test(registered) && sent === "private_key_jwt") || /tls/.test(registered);

export const clientAuthRules = [rule("client-auth/method", methods)];
