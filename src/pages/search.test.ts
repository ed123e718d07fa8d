import { describe, expect, it } from "vitest";
import { codes } from "../reasons/index.ts";
import { cataloguePage } from "./catalogue.tsx";
import { search } from "./search.ts";

const base = "/auth";

describe("the search of the catalogue", () => {
  it.each([
    ["scope/misspelled", "scope/misspelled"],
    ["misspelled", "scope/misspelled"],
    ["redirect_uri", "redirect-uri/absent"],
    ["token_expired", "refresh-token/expired"],
    ["Wrong secret", "client-auth/secret-wrong"],
    ["code verifier wrong", "code/wrong-kind"],
    ["comma", "scope/wrong-delimiter"],
  ])("%s finds %s first", (asked, code) => {
    expect(search(asked)[0]?.code).toBe(code);
  });

  it("of a standard error finds all that are answered with it, and nothing else", () => {
    const found = search("invalid_scope").map(({ code }) => code);
    expect(found.sort()).toEqual(codes.filter((code) => code.startsWith("scope/")).sort());
    expect(cataloguePage({ base, q: "invalid_scope" })).toContain('href="/auth/errors/standard/invalid_scope"');
  });

  it("helps where nothing is found, and finds nothing for nothing", () => {
    expect(cataloguePage({ base, q: "xyzzy" })).toContain("Nothing found");
    expect(search(" ")).toEqual([]);
    expect(search("the")).toEqual([]);
  });
});
