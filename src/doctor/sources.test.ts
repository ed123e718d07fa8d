import { expect, it } from "vitest";
import { explain } from "./explain.ts";
import { sourcesOf, sourcesOfProvider, sourcesToText } from "./sources.ts";

it("says where a matched message comes from", () => {
  const sources = sourcesOf(explain("AADSTS7000215: Invalid client secret provided."));
  expect(sources[0]?.message).toBe("microsoft/AADSTS7000215");
  expect(sources[0]?.url).toMatch(/^https:\/\//);
  expect(sourcesToText(sources)).toMatch(
    /^microsoft\/AADSTS7000215: (?:manual|source code|user's report), (?:not checked|read \d{4}-\d\d-\d\d), https:/,
  );
});

it("lists all messages of a provider", () => {
  expect(sourcesOfProvider("keycloak").length).toBeGreaterThan(50);
  expect(sourcesOfProvider("nobody")).toEqual([]);
});

it("says so if no message was found", () => {
  expect(sourcesToText(sourcesOf(explain("hello")))).toBe("No provider's message was found in it.");
});
