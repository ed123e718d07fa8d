import { expect, it } from "vitest";
import { checkConfig } from "./check.ts";
import { ConfigurationError } from "./fault.ts";

const keysOf = (attributes: readonly object[]): readonly string[] => {
  try {
    checkConfig({ issuer: "https://id.example", users: { attributes: attributes as never } }, {}, "memory");
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.faults.map(({ key }) => key);
  }
};

it.each(["email", "groups", "sub", "iss", "username", "constructor", "toString"])("%s can't be declared", (name) => {
  expect(keysOf([{ name }])).toEqual(["users.attributes[0].name"]);
});

it.each(["", "a.b", "a/b", "__proto__", "9lives", "é", "a".repeat(65)])("%j isn't a name", (name) => {
  expect(keysOf([{ name }])).toEqual(["users.attributes[0].name"]);
});

it("names the second of two attributes with one name, and an unknown type", () => {
  expect(keysOf([{ name: "level" }, { name: "level" }])).toEqual(["users.attributes[1].name"]);
  expect(keysOf([{ name: "level", type: "integer" }])).toEqual(["users.attributes[0].type"]);
  expect(keysOf([{ name: "level", type: "number" }, { name: "team_2" }])).toEqual([]);
});

it("nobody may be allowed to vouch for themselves", () => {
  for (const name of ["email_verified", "groups", "roles", "preferred_username", "updated_at"])
    expect(() =>
      checkConfig({ issuer: "https://id.example", users: { editable: [name as never] } }, {}, "memory"),
    ).toThrow();
});
