import { describe, expect, it } from "vitest";
import { isRefusal, refuse } from "../reasons/index.ts";
import { formDecode, LIMITS, readForm, refuseOAuth1, refuseRepeated, refuseTooLong } from "./form.ts";

/** What a text is read as: its values as an object, and what is repeated; or the refusal. */
const read = (text: string) => {
  const form = readForm(text);
  return isRefusal(form) ? form : [Object.fromEntries(form.values), form.repeated];
};

describe("readForm", () => {
  it.each<[text: string, values: Record<string, string>, repeated: string[]]>([
    ["", {}, []],
    ["a=1", { a: "1" }, []],
    ["a=1&b=2", { a: "1", b: "2" }, []],
    ["&&a=1&", { a: "1" }, []],
    ["a", {}, []],
    ["a=&b=2", { b: "2" }, []],
    ["a&b=2", { b: "2" }, []],
    ["=1", { "": "1" }, []],
    ["a=b=c&d", { a: "b=c" }, []],
    ["a=1;b=2", { a: "1;b=2" }, []],
    ["a+b=c+d", { "a b": "c d" }, []],
    ["a=%2B%26%3D%25", { a: "+&=%" }, []],
    ["a=1%202+3", { a: "1 2 3" }, []],
    ["a=%C3%A9%F0%9F%94%91", { a: "é🔑" }, []],
    ["a=é", { a: "é" }, []],
    ["a=%00", { a: "\0" }, []],
    ["a=%0D%0A", { a: "\r\n" }, []],
    ["%61=1", { a: "1" }, []],
    ["a=1&%61=2", { a: "1" }, ["a"]],
    ["a=1&a=1&a=1&b=&b=2", { a: "1" }, ["a", "b"]],
    ["A=1&a=2", { A: "1", a: "2" }, []],
    ["a[]=1&a[]=2", { "a[]": "1" }, ["a[]"]],
    // RFC 8707 2 lets it be sent several times, and it is not repeated then.
    ["resource=a&resource=b&resource=c", { resource: "a b c" }, []],
    ["resource=&resource=b", { resource: "b" }, []],
    ["resource=a&resource=", { resource: "a" }, []],
  ])("reads %j", (text, values, repeated) => {
    expect(read(text)).toEqual([values, repeated]);
  });

  it("takes __proto__ and constructor for names like any other", () => {
    const form = readForm("__proto__=1&constructor=2");
    expect(isRefusal(form) ? form : [...form.values]).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
  });

  it.each<[text: string, at: string | undefined]>([
    ["a=%", "a"],
    ["a=%4", "a"],
    ["a=%zz", "a"],
    ["a=100%&b=2", "a"],
    ["ok=1&a=%FF", "a"],
    ["a=%C0%AF", "a"],
    ["a=%ED%A0%80", "a"],
    ["a=%F4%90%80%80", "a"],
    ["a=%C3", "a"],
    [`${"n".repeat(41)}=%`, "*".repeat(41)],
    ["%zz=1", undefined],
    ["%FF", undefined],
  ])("refuses %j", (text, at) => {
    expect(read(text)).toStrictEqual(refuse("request/malformed", { at }));
  });

  it("bounds the number of parameters, empty and repeated ones counted", () => {
    const form = (count: number) => Array.from({ length: count }, (_, i) => `p${i}=`).join("&");
    expect(read(form(LIMITS.parameters))).toEqual([{}, []]);
    const refusal = refuse("request/too-many-parameters", { limit: 64 });
    expect(read(form(LIMITS.parameters + 1))).toEqual(refusal);
    expect(read("a&".repeat(LIMITS.parameters + 1))).toEqual(refusal);
    expect(read(`${"&".repeat(1000)}a=1`)).toEqual([{ a: "1" }, []]);
  });
});

it.each([
  ["a%2Bb+c", "a+b c"],
  ["%E2%82%AC", "€"],
  ["%", undefined],
  ["%GG", undefined],
  ["%80", undefined],
])("formDecode(%j) is %j", (text, decoded) => {
  expect(formDecode(text)).toBe(decoded);
});

/** A form as it is read, for the checks on it. */
function form(text: string) {
  const read = readForm(text);
  if (isRefusal(read)) throw new Error(read.refused);
  return read;
}

describe("refuseRepeated", () => {
  const names = new Set(["scope", "code"]);
  it.each<[text: string, parameters: string[] | "granted"]>([
    ["scope=a&code=b", "granted"],
    ["other=a&other=b", "granted"],
    ["Scope=a&Scope=b", "granted"],
    ["scope=a&scope=a", ["scope"]],
    ["code=1&scope=a&scope=b&code=2&x=1&x=2", ["scope", "code"]],
  ])("%j", (text, parameters) => {
    const expected = parameters === "granted" ? undefined : refuse("request/parameter-repeated", { parameters });
    expect(refuseRepeated(form(text), names)).toEqual(expected);
  });
});

describe("refuseTooLong", () => {
  it.each<[value: string, length: number | "granted"]>([
    ["x".repeat(8192), "granted"],
    ["x".repeat(8193), 8193],
    ["%41".repeat(8192), "granted"],
  ])("judges the decoded value", (value, length) => {
    const expected =
      length === "granted"
        ? undefined
        : refuse("request/parameter-too-long", { parameter: "state", length, limit: 8192 });
    expect(refuseTooLong(form(`state=${value}`))).toEqual(expected);
  });

  it.each([
    ["nonce", 1_024],
    ["id_token_hint", 10_000],
  ])("%s has a bound of its own: %d", (parameter, limit) => {
    const refusal = refuse("request/parameter-too-long", { parameter, length: limit + 1, limit });
    expect(refuseTooLong(form(`${parameter}=${"x".repeat(limit)}`))).toBeUndefined();
    expect(refuseTooLong(form(`${parameter}=${"x".repeat(limit + 1)}`))).toEqual(refusal);
  });

  it.each<[name: string, shown: string]>([
    ["codeVerifier", "codeVerifier"],
    ["n".repeat(40), "*".repeat(40)],
    ["my-own.parameter[0]", "*".repeat(19)],
    // A name that nobody sends may hold anything: it is covered, and endless ones are cut off.
    ["n".repeat(41), "*".repeat(41)],
    ["n".repeat(9000), "*".repeat(41)],
    ['{"client_secret":"s3cret"}', "*".repeat(26)],
    ["candor_code_abcdefgh1234", "*".repeat(24)],
  ])("names the parameter %.60j as %j", (name, shown) => {
    const refusal = refuseTooLong(form(`${encodeURIComponent(name)}=${"x".repeat(9000)}`));
    expect(refusal?.evidence.parameter).toBe(shown);
  });
});

describe("refuseOAuth1", () => {
  it.each<[text: string, parameters: string[] | "granted"]>([
    ["oauth_consumer_key=k&oauth_signature=s&scope=a", ["oauth_consumer_key", "oauth_signature"]],
    ["oauth_token=t", ["oauth_token"]],
    ["oauth_version=1.0&oauth_nonce=1&oauth_timestamp=1", ["oauth_version", "oauth_nonce", "oauth_timestamp"]],
    ["oauth_mine=1&xoauth_token=t&OAUTH_TOKEN=t", "granted"],
  ])("%j", (text, parameters) => {
    const expected = parameters === "granted" ? undefined : refuse("request/version-unsupported", { parameters });
    expect(refuseOAuth1(form(text))).toEqual(expected);
  });
});
