import { describe, expect, it } from "vitest";
import { post } from "../../../test/catalogue/samples.ts";
import { type Refusal, refuse } from "../../reasons/index.ts";
import { firstRefusal } from "../decision.ts";
import { type EndpointRequest, formOf, receive } from "../received.ts";
import { arrivalChecks, onItsWay, parametersOf } from "./arrival.ts";
import { lengthOnTheWay } from "./request.ts";

const get = (query: string): EndpointRequest => post("", { method: "GET", contentType: undefined, query });
/** A request of exactly so many characters. */
const long = (length: number): string => `state=${"x".repeat(length - "state=".length)}`;
const tooLarge = (measured: string) => refuse("request/too-large", { limit: 12_000, measured, length: 12_001 });

describe("how an authorization request arrives (OpenID Connect Core 3.1.2.1)", () => {
  it.each<[what: string, request: EndpointRequest, is: Refusal | undefined]>([
    ["in the query", get("client_id=a"), undefined],
    ["in a form", post("client_id=a"), undefined],
    ["a GET with a type and no body", { ...get("client_id=a"), contentType: "application/json" }, undefined],
    [
      "as JSON",
      post('{"client_id":"a"}', { contentType: "application/json" }),
      refuse("request/wrong-content-type", { sent: "application/json", looks: "JSON" }),
    ],
    [
      "as JSON that says that it is a form",
      post('{"client_id":"a"}'),
      refuse("request/wrong-content-type", { sent: "application/x-www-form-urlencoded", looks: "JSON" }),
    ],
    [
      "without a type",
      post("client_id=a", { contentType: undefined }),
      refuse("request/wrong-content-type", { sent: "none", looks: undefined }),
    ],
    ["as long as it may be", get(long(12_000)), undefined],
    ["too long", get(long(12_001)), tooLarge("query")],
    ["too long, beside a body", { ...get(long(12_001)), body: "x" }, tooLarge("query")],
    ["too long in a form", post(long(12_001)), tooLarge("body")],
    ["as long as it may be, beside a long query", post(long(12_000), { query: long(12_000) }), undefined],
    ["with a query that cannot be decoded", get("scope=%zz"), refuse("request/malformed", { at: "scope" })],
    ["with a form that cannot be decoded", post("scope=%zz"), refuse("request/malformed", { at: "scope" })],
    ["in a form, beside a query that cannot be decoded", post("client_id=a", { query: "scope=%zz" }), undefined],
  ])("%s", (_, request, is) => {
    const refusal = firstRefusal(arrivalChecks, { received: receive(request) });
    expect(refusal && { refused: refusal.refused, evidence: refusal.evidence }).toEqual(is);
  });

  it("what grows beyond the bound once it is encoded is measured as a URL", () => {
    const received = onItsWay(receive(post(`state=${"ü".repeat(3_000)}`)));
    expect(firstRefusal(arrivalChecks, { received })).toMatchObject({
      refused: "request/too-large",
      evidence: { limit: 12_000, measured: "URL", length: lengthOnTheWay(formOf(parametersOf(received))) },
    });
  });

  it("a GET is read from its query and a POST from its body, never from both", () => {
    const both = { query: "client_id=query", body: "client_id=body" };
    const sent = (method: string) => parametersOf(receive(post(both.body, { method, query: both.query })));
    expect(sent("GET")).toMatchObject({ values: new Map([["client_id", "query"]]) });
    expect(sent("POST")).toMatchObject({ values: new Map([["client_id", "body"]]) });
  });
});
