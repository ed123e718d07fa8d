import { expect, it } from "vitest";
import { claimsGiven } from "./claims.ts";

it.each([
  ["department=R&D", { department: "R&D" }],
  ["department=a=b", { department: "a=b" }],
  ["level=3", { level: 3 }],
  ['level="3"', { level: "3" }],
  ["remote=true", { remote: true }],
  ['sites=["Oslo","Lyon"]', { sites: ["Oslo", "Lyon"] }],
  ["sites=[Oslo", { sites: "[Oslo" }],
  ["level=", { level: null }],
])("--attribute %s", (given, expected) => {
  expect(claimsGiven({ attribute: [given] })).toEqual(expected);
});

it("names what has no name or value", () => {
  expect(() => claimsGiven({ attribute: ["level"] })).toThrow('--attribute "level" has no "="');
  expect(() => claimsGiven({ attribute: ["=3"] })).toThrow("has no name");
});
