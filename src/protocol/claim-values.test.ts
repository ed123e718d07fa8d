import { describe, expect, it } from "vitest";
import { changeClaims, claimFault, claimFaults } from "./claim-values.ts";
import { CLAIMS } from "./claims.ts";

const FINE: Readonly<Record<string, readonly unknown[]>> = {
  name: ["Ada Lovelace", "李小龍", "O'Brien 🧮"],
  family_name: ["Lovelace"],
  given_name: ["Ada"],
  middle_name: ["King"],
  nickname: ["ada"],
  preferred_username: ["ada"],
  profile: ["https://people.example/ada"],
  picture: ["https://people.example/ada.png?size=1"],
  website: ["http://ada.example"],
  gender: ["female", "non-binary"],
  birthdate: ["1815-12-10", "0000-02-29", "1815", "2000-02-29"],
  zoneinfo: ["Europe/London", "America/Argentina/Buenos_Aires", "UTC"],
  locale: ["en", "en-GB", "zh-Hant-TW"],
  updated_at: [0, 1_767_225_600],
  email: ["ada@example.com", "ada+x@sub.example", "jürgen@bücher.example"],
  email_verified: [true, false],
  address: [{ country: "GB" }, { formatted: "1 Example Street\nLondon", locality: "London" }],
  phone_number: ["+1 (604) 555-1234", "+442079460000", "+1 604 555 1234;ext=5678"],
  phone_number_verified: [false],
  groups: [[], ["engineering", "on call"]],
  roles: [["administrator"]],
};

it("every claim that a scope releases has a check", () => {
  expect(Object.keys(FINE).sort()).toEqual([...CLAIMS].sort());
});

it.each(Object.entries(FINE).flatMap(([name, values]) => values.map((value) => [name, value] as const)))(
  "%s may be %j",
  (name, value) => expect(claimFault(name, value)).toBeUndefined(),
);

it.each<[string, unknown, string | RegExp]>([
  ["name", "", /^text of 1 to 1000 characters/],
  ["name", "  ", /^text/],
  ["name", 5, /^text/],
  ["nickname", "a\u0000b", /^text/],
  ["given_name", ["Ada"], /^text/],
  ["profile", "people.example/ada", "an https or http URL"],
  ["picture", "javascript:alert(1)", "an https or http URL"],
  ["birthdate", "10.12.1815", /^a date such as/],
  ["birthdate", "1815-02-30", /^a date/],
  ["birthdate", "1815-13-01", /^a date/],
  ["birthdate", 1815, /^a date/],
  ["birthdate", "0000", /^a date/],
  ["zoneinfo", "Europe/Atlantis", "a time zone such as Europe/Paris"],
  ["zoneinfo", "+01:00", "a time zone such as Europe/Paris"],
  ["locale", "en_US", "a language tag such as en-US, with a hyphen"],
  ["locale", "english please", /^a language tag/],
  ["updated_at", 1_767_225_600_000, "whole seconds since 1970"],
  ["updated_at", "1767225600", "whole seconds since 1970"],
  ["updated_at", 1.5, "whole seconds since 1970"],
  ["email", "ada", /^an email address/],
  ["email", "ada@a@b", /^an email address/],
  ["email", "Ada <ada@example.com>", /^an email address/],
  ["email_verified", "true", "true or false"],
  ["email_verified", 1, "true or false"],
  ["phone_number", "604 555 1234", /^a phone number/],
  ["phone_number", "+1 call me", /^a phone number/],
  ["phone_number", "+1", /^a phone number/],
  ["address", "1 Example Street", /^an object with strings for any of formatted, street_address/],
  ["address", {}, /^an object/],
  ["address", { city: "London" }, /^an object/],
  ["address", { country: 44 }, /^an object/],
  ["address", ["GB"], /^an object/],
  ["groups", "engineering", /^a list/],
  ["groups", ["a", "a"], /^a list of at most 500 different strings/],
  ["roles", [""], /^a list/],
  ["roles", [1], /^a list/],
  ["emaill", "ada@example.com", /^email, or another one of the claims that a scope releases: name, /],
  ["sub", "eve", /^one of the claims that a scope releases/],
  ["iss", "https://evil.example", /^one of the claims/],
  ["constructor", "x", /^one of the claims/],
  ["__proto__", {}, /^one of the claims/],
])("%s may not be %j", (name, value, expected) => {
  const fault = claimFault(name, value);
  expect(fault?.name).toBe(name);
  expect(fault?.expected).toMatch(expected);
});

describe("a change", () => {
  const before = { name: "Ada", email: "ada@example.com", email_verified: true, phone_number: "+44 20 7946 0000" };

  it.each([
    ["sets", { nickname: "countess" }, { ...before, nickname: "countess" }],
    ["removes with null", { name: null, email: null, email_verified: null }, { phone_number: before.phone_number }],
    [
      "takes the mark off a new email address",
      { email: "a@b.example" },
      { ...before, email: "a@b.example", email_verified: undefined },
    ],
    ["keeps the mark of the same email address", { email: before.email }, before],
    ["sets both at once", { email: "a@b.example", email_verified: true }, { ...before, email: "a@b.example" }],
    ["removes an email address with its mark", { email: null }, { name: "Ada", phone_number: before.phone_number }],
  ])("%s", (_, given, after) => {
    expect(changeClaims(before, given)).toEqual(after);
    expect(before.name).toBe("Ada");
  });

  it("that leaves a mark without what it is about is a fault", () => {
    expect(claimFaults({ email_verified: true })).toEqual([{ name: "email_verified", expected: "email beside it" }]);
    expect(claimFaults({ phone_number_verified: false, phone_number: "+44 20 7946 0000" })).toEqual([]);
    expect(claimFaults({ name: 1, email: 2 })).toHaveLength(2);
  });
});
