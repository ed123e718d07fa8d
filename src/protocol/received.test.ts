import { describe, expect, it } from "vitest";
import { basic, post } from "../../test/catalogue/samples.ts";
import { isRefusal, refuse } from "../reasons/index.ts";
import { type EndpointRequest, formOf, receive, receiveCarried } from "./received.ts";

const FORM = "application/x-www-form-urlencoded";
const none = { values: new Map(), repeated: [] };

describe("receive", () => {
  it("reads all parts of a request", () => {
    const wire = post("scope=a&scope=b&code=", { query: "x=1", authorization: basic("web:s") });
    expect(receive(wire)).toEqual({
      method: "POST",
      contentType: FORM,
      authorization: { is: "basic", clientId: "web", secret: "s", undecoded: undefined },
      length: 21,
      hasBody: true,
      query: { values: new Map([["x", "1"]]), repeated: [] },
      body: { values: new Map([["scope", "a"]]), repeated: ["scope"] },
    });
  });

  it("says in its place what cannot be read, and judges nothing", () => {
    const received = receive(post("a=%zz", { method: "PUT", query: "b=%zz", authorization: "s3cret" }));
    expect(received).toMatchObject({ method: "PUT", authorization: { is: "malformed", scheme: "none" } });
    expect(received.query).toEqual(refuse("request/malformed", { at: "b" }));
    expect(received.body).toEqual(refuse("request/malformed", { at: "a" }));
  });

  it.each<[given: Partial<EndpointRequest>, contentType: string | undefined]>([
    [{ contentType: undefined }, undefined],
    [{ contentType: "" }, ""],
    [{ contentType: `${FORM}; charset=utf-8` }, FORM],
    [{ contentType: `${FORM};charset="UTF-8"` }, FORM],
    [{ contentType: `${FORM}; charset=a-secret-here` }, `${FORM}; charset=a-secret-here`],
    [{ contentType: `x/${"y".repeat(9_000)}` }, `x/${"y".repeat(4_098)}`],
  ])("of %j keeps the type %.90j", (given, contentType) => {
    const received = receive(post("", given));
    expect(received).toMatchObject({ hasBody: false, length: 0, body: none, query: none });
    expect([received.contentType, received.looks]).toEqual([contentType, undefined]);
  });

  it.each<[body: string, values: Record<string, unknown> | "refused"]>([
    [
      '{"grant_type":"refresh_token","n":7,"l":["x","y"],"empty":""}',
      { grant_type: "refresh_token", n: "7", l: "x,y" },
    ],
    ['{"grant_type":"refresh_token","o":{"a":"b"}}', "refused"],
    [' {"a":"b"} ', { a: "b" }],
    ['{"a":"b"', "refused"],
    ['["a"]', "refused"],
    ["a=b", { a: "b" }],
    ["a=%zz", "refused"],
  ])("of JSON reads the members of %j", (body, values) => {
    const { body: read } = receive(post(body, { contentType: "application/json" }));
    if (values === "refused" || isRefusal(read)) expect([values, isRefusal(read)]).toEqual(["refused", true]);
    else expect([...read.values]).toEqual(Object.entries(values).filter(([, value]) => value !== undefined));
  });

  it("takes what a page carried as if it had come in a URL", () => {
    const query = "client_id=photos&state=a%20b";
    expect(receiveCarried(query)).toEqual(
      receive({ method: "GET", contentType: undefined, authorization: undefined, query, body: "" }),
    );
    expect(formOf(receiveCarried(query).query).values.get("state")).toBe("a b");
  });

  it("returns parameters only if they can be read", () => {
    expect(() => formOf(receive(post("a=%zz")).body)).toThrow("before their checks");
  });
});
