import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readForm } from "./form.ts";
import { asQuery, queryText, withParameters } from "./url-query.ts";

const pairs = fc.array(fc.tuple(fc.string({ unit: "binary" }), fc.string({ unit: "binary" })), { maxLength: 8 });

describe("queryText", () => {
  it("is read back unchanged, and appears unchanged in a URL", () => {
    fc.assert(
      fc.property(pairs, (parameters) => {
        const text = queryText(parameters);
        expect([...new URLSearchParams(text)]).toEqual([...new URLSearchParams(parameters)]);
        expect(new URL(`https://a.example/?${text}`).search.replace(/^\?/, "")).toBe(text);
      }),
    );
  });

  it.each([
    [":/?@,!*$()-._~", ":/?@,!*$()-._~"],
    ["a b+c", "a+b%2Bc"],
    ["&=;#%", "%26%3D%3B%23%25"],
    ["'\"<>[]{}|\\^`", "%27%22%3C%3E%5B%5D%7B%7D%7C%5C%5E%60"],
    ["ü€😀\ud800", "%C3%BC%E2%82%AC%F0%9F%98%80%EF%BF%BD"],
  ])("writes %j as %s", (value, written) => {
    expect(queryText([["state", value]])).toBe(`state=${written}`);
  });
});

describe("asQuery", () => {
  const known = new Set(["a", "state", "ü"]);

  it("keeps the values in their order, with repetitions", () => {
    const name = fc.constantFrom(...known);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string({ unit: "grapheme" }))), (parameters) => {
        for (const body of [String(new URLSearchParams(parameters)), queryText(parameters)]) {
          const query = asQuery(body, known);
          expect(readForm(query)).toEqual(readForm(body));
          expect(new URL(`https://a.example/?${query}`).search.replace(/^\?/, "")).toBe(query);
        }
      }),
    );
  });

  it.each([
    ["a=1&a=2&%61=3&state", "a=1&a=2&%61=3&state"],
    ["a=b c\r\n#d'", "a=b%20c%0D%0A%23d%27"],
    ["ü=ü", "%C3%BC=%C3%BC"],
    ["client_secret=s&a=1&&%zz=2&=3&A=4", "a=1"],
  ])("%j becomes %s", (body, query) => {
    expect(asQuery(body, known)).toBe(query);
  });
});

describe("withParameters", () => {
  it.each([
    ["https://a.example/cb", "https://a.example/cb?state=s"],
    ["https://a.example/cb?x=a%20b", "https://a.example/cb?x=a%20b&state=s"],
    ["https://a.example/cb?x=a+b&", "https://a.example/cb?x=a+b&state=s"],
    ["https://a.example/cb?", "https://a.example/cb?state=s"],
    ["https://a.example/cb?state=own&y=%7E", "https://a.example/cb?state=own&y=%7E&state=s"],
    ["com.example.app:/cb?x='q'", "com.example.app:/cb?x='q'&state=s"],
  ])("%s", (uri, whole) => {
    expect(withParameters(uri, { state: "s" })).toBe(whole);
  });
});
