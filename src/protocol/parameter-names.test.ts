import fc from "fast-check";
import { expect, it } from "vitest";
import { nameMeant, nameShown } from "./parameter-names.ts";

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
  // Digits count for no letters: a known name with many of them behind it may be a secret.
  [`code${"1".repeat(40)}`, `code${"1".repeat(40)}`],
  [`code${"1".repeat(41)}`, "*".repeat(41)],
  ["code\u0007", "*****"],
  ["scopé", "*****"],
])("%.40j is shown as %j", (name, told) => {
  expect(nameShown(name)).toBe(told);
});

it("twice is the same as once", () => {
  fc.assert(fc.property(fc.string({ maxLength: 60 }), (name) => nameShown(nameShown(name)) === nameShown(name)));
});

it.each([
  ["grant_type", undefined],
  ["grantType", "grant_type"],
  ["code-verifier", "code_verifier"],
  ["CODE-CHALLENGE-METHOD", "code_challenge_method"],
  ["scpe", "scope"],
  ["redirect_url", "redirect_uri"],
  ["nothing_like_it", undefined],
])("by %s was meant %s", (name, meant) => expect(nameMeant(name)).toBe(meant));
