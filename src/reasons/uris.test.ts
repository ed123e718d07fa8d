import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "../../test/breadth.ts";
import { redirectUriFault } from "../protocol/redirect-uri.ts";
import {
  asciiUri,
  differing,
  differingParts,
  partsOf,
  quotedUri,
  registrable,
  type UriParts,
  withPart,
} from "./uris.ts";

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

  it("occurs in what was sent, first at the difference", () => {
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

describe("parts", () => {
  const joined = ({ scheme, user, host, port, path, query }: UriParts) =>
    `${scheme}${host.slice(0, 2)}${user}${host.slice(2)}${port}${path}${query}`;

  it.each<[string, Partial<UriParts>]>([
    ["http://127.0.0.1:/cb", { host: "//127.0.0.1", port: ":", path: "/cb" }],
    ["HTTPS://App.Example:443?", { scheme: "HTTPS:", host: "//App.Example", port: ":443", path: "", query: "?" }],
    ["https://a:b@c@[::1]:80/@x", { user: "a:b@c@", host: "//[::1]", port: ":80", path: "/@x" }],
    ["com.example.app:/cb", { scheme: "com.example.app:", host: "", path: "/cb" }],
    ["app:///cb", { host: "//", path: "/cb" }],
    ["app://cb", { host: "//cb", path: "" }],
    ["https://app.example\\@evil.example/", { user: "app.example\\@", host: "//evil.example" }],
  ])("of %s", (uri, parts) => expect(partsOf(uri)).toMatchObject(parts));

  it("are all of it, so that two URIs differ in one of them where they differ at all", () => {
    const uri = fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.stringMatching(/^[a@:/?[\]]{0,12}$/));
    fc.assert(
      fc.property(uri, uri, (one, other) => {
        expect(joined(partsOf(one))).toBe(one);
        expect(withPart(one, "port", partsOf(one).port)).toBe(one);
        expect(differingParts(one, other).length === 0).toBe(one === other);
      }),
    );
  });
});

describe("in ASCII", () => {
  it.each([
    ["https://b\u00fccher.example/cb", "https://xn--bcher-kva.example/cb"],
    [
      "https://ada@B\u00dcCHER.example:8443/\u00fc?q=\u6f22",
      "https://ada@xn--bcher-kva.example:8443/%C3%BC?q=%E6%BC%A2",
    ],
    ["https://app\u3002example/cb", "https://app.example/cb"],
    [" https://app.example/c b\n", "https://app.example/c%20b"],
    ["com.example.app:/\u00fc", "com.example.app:/%C3%BC"],
    ["https://app.example/\ud800", undefined],
    ["/\u00fc", undefined],
  ])("%j is %s", (uri, ascii) => expect(asciiUri(uri)).toBe(ascii));

  it("is named next to the URI if that is a different, complete one", () => {
    expect(quotedUri("https://app.example/")).toBe("'https://app.example/'");
    expect(quotedUri("https://b\u00fccher.example")).toBe(
      "'https://b\u00fccher.example' (in ASCII 'https://xn--bcher-kva.example')",
    );
    expect(quotedUri("https://app.example/\u2026")).toBe("'https://app.example/\u2026'");
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
    // Its scheme has been allowed by name.
    ["cursor://other", ["cursor://cb"], true],
    ["cursors://cb", ["cursor://cb"], false],
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
        expect(redirectUriFault(uri, { applicationType: native ? "native" : "web" })).toBeUndefined();
      }),
      { numRuns: cases(500) },
    );
  });
});
