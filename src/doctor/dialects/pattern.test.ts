import { describe, expect, it } from "vitest";
import { anyOf, toRegExp } from "./pattern.ts";

describe("plain text", () => {
  it.each([
    ["code has expired", "The code  has\nexpired.", true],
    ["code has expired", "CODE HAS EXPIRED", true],
    ["code has expired", "barcode has expired", false],
    ["code has expired", "the code has expiredness", false],
    ["unknown * scope", "unknown or invalid scope", true],
    ["unknown * scope", "unknown scopes", false],
    ["unknown * scope", "unknown\nscope", false],
    ["unknown * scope", `unknown ${"x".repeat(90)} scope`, false],
    ["app*id", "the appid", true],
    ["app*id", "app or client_id", true],
    ["app*id", "application_ids", false],
    ["refresh_token*", "refresh_token_expired", true],
    ["*_token", "refresh_token", true],
    ["*_token", "refresh_tokens", false],
    ["is (not) valid?", "it is (not) valid?", true],
    ["授权码已过期", "错误:授权码已过期。", true],
    ["код истёк", "Код истёк", true],
  ])("%j in %j: %j", (pattern, text, found) => expect(toRegExp(pattern).test(text)).toBe(found));
});

describe("a regular expression", () => {
  it.each([
    [String.raw`/\bAADSTS\d{5}\b/`, "aadsts50011: …", true],
    ["/^expired$/", "first\nexpired\nlast", true],
    ["/NOT_FOUND/c", "not_found", false],
    ["/NOT_FOUND/c", "NOT_FOUND", true],
    [String.raw`/\p{L}{4}/u`, "über", true],
    ["/oauth/token", "POST /oauth/token", true],
  ])("%j in %j: %j", (pattern, text, found) => expect(toRegExp(pattern).test(text)).toBe(found));

  it("that is none is refused", () => expect(() => toRegExp("/(/")).toThrow(/Unterminated group/));
});

describe("any of several", () => {
  const any = anyOf(["/B/c", "a", "ü"]);

  it("is found where the first of them is", () => {
    expect(any.exec("x B a")?.[0]).toBe("B");
    expect(any.exec("x a B")?.[0]).toBe("a");
    expect(any.exec("b")).toBeNull();
    expect([any.test("Ü"), any.test("b")]).toEqual([true, false]);
  });
});
