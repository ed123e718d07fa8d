import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redirectUriFault } from "../protocol/redirect-uri.ts";
import { differing, registrable } from "./uris.ts";

describe("differing", () => {
  it.each([
    ["http://app.example/cb", "https://app.example/cb", "http"],
    ["http://localhost:3000/cb", "http://localhost:9400/cb", "3000"],
    ["http://localhost/cb", "http://localhost:9400/cb", "localhost"],
    ["http://localhost:9400/cb", "http://127.0.0.1:9400/cb", "localhost"],
    ["https://www.app.example/cb", "https://app.example/cb", "www.app.example"],
    ["https://app.example/Callback", "https://app.example/callback", "Callback"],
    ["https://app.example/cb/", "https://app.example/cb", "cb/"],
    ["https://app.example/cb", "https://app.example/cb/", "cb"],
    ["https://app.example/cb?a=1", "https://app.example/cb?a=2", "1"],
    ["https%3A%2F%2Fapp.example", "https://app.example", undefined],
    ["same", "same", undefined],
    ["", "https://app.example", undefined],
  ])("%s, not %s: %s", (sent, other, part) => expect(differing(sent, other)).toBe(part));

  it("stands in what was sent, there first where it differs", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (before, a, b, after) => {
        const sent = before + a + after;
        const part = differing(sent, before + b + after);
        if (part === undefined) return;
        expect(part).not.toBe("");
        expect(sent).toContain(part);
      }),
    );
  });
});

describe("registrable", () => {
  it.each([
    ["https://app.example/cb", [], true],
    ["https://app.example/cb", ["https://app.example/cb"], false],
    ["http://app.example/cb", [], false],
    ["http://localhost:3000/cb", [], true],
    ["http://[::1]/cb", [], true],
    ["https://app.example/cb#x", [], false],
    ["https://ada@app.example/cb", [], false],
    ["https://app.example/c b", [], false],
    ["https://app.example/\u00e9", [], false],
    [`https://app.example/${"x".repeat(9)}\u2026`, [], false],
    [`https://app.example/?code=${"*".repeat(68)}`, [], false],
    ["com.example.app:/cb", [], false],
    ["com.example.app:/cb", ["com.example.app:/other"], true],
    ["myapp:/cb", ["com.example.app:/other"], false],
    ["javascript:alert(1)", [], false],
    ["/cb", [], false],
  ])("%s beside %j: %j", (uri, registered, is) => expect(registrable(uri, registered)).toBe(is));

  it("takes nothing that the configuration refuses", () => {
    const uri = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string().map((tail) => `http://localhost${tail}`),
      fc.string().map((tail) => `https://${tail}`),
      fc.string().map((tail) => `com.example.app:${tail}`),
      fc.string(),
    );
    fc.assert(
      fc.property(uri, fc.boolean(), (uri, native) => {
        fc.pre(registrable(uri, native ? ["com.example.app:/cb"] : ["https://app.example/cb"]));
        expect(redirectUriFault(uri, native ? "native" : "web")).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});
