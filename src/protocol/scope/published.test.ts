import { expect, it } from "vitest";
import { catalogueOf, OPENID_SCOPES, type Scope } from "./catalogue.ts";
import { publishedScopes } from "./published.ts";

const api = "https://api.example";
const of = (name: string, state: Scope["state"], sensitive = false): Scope => ({
  name,
  description: `May ${name}`,
  api,
  sensitive,
  personal: false,
  state,
});
const catalogue = catalogueOf(
  [
    ...OPENID_SCOPES.slice(0, 1),
    of("read", { is: "active" }, true),
    of("old", { is: "deprecated", since: "2026-01-01", sunset: "2026-06-16", replacement: "read" }),
    of("gone", { is: "removed" }),
  ],
  [{ resource: api, name: "Photos", tokens: "jwt", alg: "ES256", typ: "at+jwt", lifetime: 600 }],
);
const sunset = Date.parse("2026-06-16");
const at = (now: number) => publishedScopes("https://id.example", catalogue, now);

it("has what developers need, and nothing of how tokens are made", () => {
  expect(at(sunset - 1)).toEqual({
    issuer: "https://id.example",
    apis: [{ resource: api, name: "Photos" }],
    scopes: [
      { name: "openid", description: "Know who you are", sensitive: false, personal: true, state: "active" },
      { name: "read", description: "May read", api, sensitive: true, personal: false, state: "active" },
      {
        name: "old",
        description: "May old",
        api,
        sensitive: false,
        personal: false,
        state: "deprecated",
        since: "2026-01-01",
        sunset: "2026-06-16",
        replacement: "read",
      },
      { name: "gone", description: "May gone", api, sensitive: false, personal: false, state: "removed" },
    ],
  });
});

it("a scope is removed on the day of its sunset, and not before", () => {
  const state = (now: number) => at(now).scopes.find(({ name }) => name === "old");
  expect(state(sunset - 1)).toMatchObject({ state: "deprecated" });
  expect(state(sunset)).toMatchObject({ state: "removed", replacement: "read" });
  expect(state(sunset)).not.toHaveProperty("sunset");
});
