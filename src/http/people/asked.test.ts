/** What the consent page asks for, from the catalogue. */
import { expect, it } from "vitest";
import { catalogueOf, type Scope } from "../../protocol/scope/catalogue.ts";
import { askedOf } from "./asked.ts";

const API = {
  resource: "https://orders.example",
  name: "Orders",
  tokens: "jwt",
  alg: "ES256",
  typ: "at+jwt",
  lifetime: 60,
} as const;
const scope = (name: string, more: Partial<Scope> = {}): Scope => ({
  ...{ name, description: `To ${name}`, sensitive: false, personal: false, state: { is: "active" }, ...more },
});
const CATALOGUE = catalogueOf(
  [
    scope("openid"),
    scope("read", {
      ...{ api: API.resource, descriptions: { de: "Lesen" } },
      claims: [
        { claim: "a", from: "groups", prefix: "x" },
        { claim: "b", from: "email" },
        { claim: "c", value: 1 },
      ],
    }),
    scope("old", { api: API.resource, state: { is: "deprecated", since: "2026-01-01" } }),
  ],
  [API],
);

it("groups by API, the user's own first, and says what is shared", () => {
  expect(askedOf(CATALOGUE, ["old", "read", "openid", "unknown"], [], 0)).toMatchObject([
    { api: undefined, scopes: [{ name: "openid", shares: [], isNew: false }] },
    {
      api: "Orders",
      scopes: [
        { name: "old", deprecated: true },
        { name: "read", deprecated: false, shares: ["some of your groups", "your email address"] },
      ],
    },
  ]);
});

it("marks what is new only to whoever has allowed something before", () => {
  const isNew = (consented: readonly string[]) =>
    askedOf(CATALOGUE, ["openid", "read"], consented, 0).flatMap(({ scopes }) => scopes.map((one) => one.isNew));
  expect([isNew([]), isNew(["openid"]), isNew(["openid", "read"])]).toEqual([
    [false, false],
    [false, true],
    [false, false],
  ]);
});

it.each([
  ["de-CH, en;q=0.5", "Lesen"],
  ["fr", "To read"],
  [undefined, "To read"],
])("describes in the language of %s", (language, description) => {
  expect(askedOf(CATALOGUE, ["read"], [], 0, language)[0]?.scopes[0]?.description).toBe(description);
});
