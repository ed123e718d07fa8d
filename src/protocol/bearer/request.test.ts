import { describe, expect, it } from "vitest";
import { post } from "../../../test/catalogue/samples.ts";
import { type Refusal, refuse } from "../../reasons/index.ts";
import { firstRefusal } from "../decision.ts";
import { type EndpointRequest, receive } from "../received.ts";
import { bearerOf, bearerRequestChecks } from "./request.ts";

const get = (given: Partial<EndpointRequest>): EndpointRequest =>
  post("", { method: "GET", contentType: undefined, ...given });
function readBearer(request: EndpointRequest): string | Refusal {
  const received = receive(request);
  return firstRefusal(bearerRequestChecks, { received }) ?? bearerOf(received);
}
const absent = refuse("token/absent", {});
const other = (scheme: string) => refuse("token/absent", { scheme });
const misplaced = refuse("request/parameter-misplaced", { parameters: ["access_token"] });

describe("how an access token is sent (RFC 6750 2)", () => {
  it.each<[request: EndpointRequest, is: string | Refusal]>([
    [get({ authorization: "Bearer abc" }), "abc"],
    [get({ authorization: "bearer abc" }), "abc"],
    [get({ authorization: "BEARER   abc  " }), "abc"],
    [get({ authorization: "Bearer a b" }), "a b"],
    [get({ authorization: "Bearer abc", query: "x=%zz" }), "abc"],
    [post("access_token=abc"), "abc"],
    [post("access_token=abc", { contentType: "application/x-www-form-urlencoded;charset=utf-8" }), "abc"],
    [post("", { authorization: "Bearer abc" }), "abc"],
    [post("x=%zz", { authorization: "Bearer abc", contentType: "text/plain" }), "abc"],

    [get({}), absent],
    [get({ authorization: "" }), other("none")],
    [get({ authorization: "Bearer" }), absent],
    [get({ authorization: "Bearer   " }), absent],
    [get({ authorization: "Basic d2ViOnM=" }), other("Basic")],
    [get({ authorization: "Basic web:s" }), other("Basic")],
    // It may be the token itself: nothing of it is shown.
    [get({ authorization: "eyJhbGciOiJFUzI1NiJ9" }), other("none")],
    [get({ authorization: "Token abc" }), other("Token")],
    [get({ authorization: "Bearerabc" }), other("none")],
    [get({ query: "access_token=" }), absent],
    [get({ body: "access_token=abc", contentType: "application/x-www-form-urlencoded" }), absent],
    [post("access_token=abc", { contentType: "application/json" }), absent],
    [post("access_token=abc", { contentType: undefined }), absent],
    [post("access_token="), absent],

    [get({ query: "access_token=abc" }), misplaced],
    [get({ query: "access_token=abc", authorization: "Bearer abc" }), misplaced],
    [get({ query: "a=1&%61ccess_token=abc" }), misplaced],
    [post("access_token=abc", { authorization: "Bearer abc" }), refuse("token/repeated", {})],
    [post("access_token=abc", { authorization: "Bearer other" }), refuse("token/repeated", {})],
    [post("access_token=%zz"), refuse("request/malformed", { at: "access_token" })],
  ])("%#: %j", (request, is) => expect(readBearer(request)).toEqual(is));

  // RFC 6750 3.1, invalid_request: "… repeats the same parameter, uses more than one method for including an access token …"
  it("one that is repeated in the body is refused", () => {
    const refusal = refuse("request/parameter-repeated", { parameters: ["access_token"] });
    expect(readBearer(post("access_token=abc&access_token=def"))).toEqual(refusal);
    expect(readBearer(post("access_token=&access_token=def"))).toEqual(refusal);
  });
});
