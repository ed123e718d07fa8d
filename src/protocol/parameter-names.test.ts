import fc from "fast-check";
import { expect, it } from "vitest";
import { nameShown } from "./parameter-names.ts";

it.each([
  ["grant_type", "grant_type"],
  ["grantType", "grantType"],
  ["GRANT-TYPE", "GRANT-TYPE"],
  ["grant_typ", "grant_typ"],
  [" code", " code"],
  ["code[]", "code[]"],
  ["oauth_token", "oauth_token"],
  ["SeCrEt77xYz", "***********"],
  ["foo", "foo"],
  ["resource[0]", "resource[0]"],
  ['{"client_secret":"x"}', "*".repeat(21)],
  ["x".repeat(900), "*".repeat(41)],
])("%.40j is told as %j", (name, told) => {
  expect(nameShown(name)).toBe(told);
});

it("twice is the same as once", () => {
  fc.assert(fc.property(fc.string({ maxLength: 60 }), (name) => nameShown(nameShown(name)) === nameShown(name)));
});
