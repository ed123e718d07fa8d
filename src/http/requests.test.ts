import type { FastifyRequest } from "fastify";
import { describe, expect, it } from "vitest";
import { NO_ADDRESS } from "./embedded.ts";
import { addressOf, pathOf, plain, queryOf } from "./requests.ts";

describe("a request", () => {
  it.each([
    ["/token?code=secret", "/token"],
    ["/a?b?c", "/a"],
    ["/", "/"],
    ["", ""],
    // As a proxy is asked. User and password may precede the host.
    ["https://ada:secret@id.example/token?x", "/token"],
    ["HTTP://id.example", ""],
    ["//host/x", "//host/x"],
    ["*", "*"],
  ])("to %s has the path %s", (url, path) => expect(pathOf({ url })).toBe(path));

  it.each([
    ["/token?code=a&b=?", "code=a&b=?"],
    ["/token?", ""],
    ["/token", ""],
    ["?a", "a"],
  ])("to %s has the query %j", (url, query) => expect(queryOf({ url })).toBe(query));

  it("has a path that is cut far beyond the end of any secret in it", () => {
    const { length } = pathOf({ url: `/${"x".repeat(100_000)}` });
    expect(length).toBeGreaterThan(1_000);
    expect(length).toBeLessThan(100_000);
  });

  it("has no origin if the host doesn't give one", () => {
    expect(addressOf({ ip: "192.0.2.1" })).toBe("192.0.2.1");
    expect(addressOf({ ip: NO_ADDRESS })).toBeUndefined();
  });

  it("becomes plain values, and a body that isn't text is dropped", () => {
    const headers = { "content-type": "a/b", authorization: "Bearer x", "user-agent": "curl/8" };
    const raw = { headers, url: "/token?a=b" };
    const of = (body: unknown) => plain({ method: "POST", raw, ip: "192.0.2.1", body } as unknown as FastifyRequest);
    expect(of("a=1")).toEqual({
      method: "POST",
      contentType: "a/b",
      authorization: "Bearer x",
      query: "a=b",
      body: "a=1",
      address: "192.0.2.1",
      userAgent: "curl/8",
    });
    expect([of(undefined).body, of({ a: 1 }).body]).toEqual(["", ""]);
  });
});
