import { describe, expect, it } from "vitest";
import { refuse } from "../reasons/index.ts";
import { isFormType, mediaTypeOf, membersOfJson } from "./media-type.ts";

it.each<[type: string | undefined, isForm: boolean]>([
  ["application/x-www-form-urlencoded", true],
  ["Application/X-WWW-Form-Urlencoded", true],
  ["application/x-www-form-urlencoded; charset=utf-8", true],
  [" application/x-www-form-urlencoded ;a=b", true],
  ["application/x-www-form-urlencoded2", false],
  ["text/plain;application/x-www-form-urlencoded", false],
  ["application/json", false],
  ["", false],
  [undefined, false],
])("%j is a form: %j", (type, isForm) => expect(isFormType(type)).toBe(isForm));

it.each([
  ["a/b;c=d", "a/b"],
  ["a/b", "a/b"],
  ["", ""],
  ["x".repeat(81), "x".repeat(80)],
])("%j is shown as %j", (type, told) => expect(mediaTypeOf(type)).toBe(told));

describe("the members of a JSON object", () => {
  const values = (text: string): unknown => {
    const form = membersOfJson(text);
    return form !== undefined && "values" in form ? Object.fromEntries(form.values) : form;
  };
  it.each<[text: string, read: unknown]>([
    ['{"a":"1","b":2,"c":true,"d":""}', { a: "1", b: "2", c: "true" }],
    ['\n {"a":["x","y",1]}', { a: "x,y,1" }],
    ["{}", {}],
    ['{"a":{"b":1}}', refuse("request/malformed", {})],
    ['{"a":null}', refuse("request/malformed", {})],
    ['{"a":["x",{}]}', refuse("request/malformed", {})],
    ['{"a":', undefined],
    ['["a"]', undefined],
    ["null", undefined],
    ["a=1", undefined],
    ["", undefined],
  ])("%s is %j", (text, read) => expect(values(text)).toEqual(read));

  it("are empty if there are more than a form may have", () => {
    const members = (count: number) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, "x"])));
    expect(membersOfJson(members(64))).toMatchObject({ repeated: [] });
    expect(membersOfJson(members(65))).toEqual(refuse("request/too-many-parameters", { limit: 64 }));
  });
});
