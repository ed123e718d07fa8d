/** What rules send, what they don't, and why. */
import { describe, expect, it } from "vitest";
import type { ClaimRule } from "./claim-rule.ts";
import { MOST_BYTES, outcomesOf, type RuledBy, rulesIn, withRuled } from "./claim-rules.ts";
import type { Api, Scope } from "./scope/catalogue.ts";

const scope = (name: string, api?: string, claims?: readonly ClaimRule[]): Scope => ({
  ...{ name, description: name, api, sensitive: false, personal: false, state: { is: "active" }, claims },
});
const ORDERS = "https://orders.example";
const api = (claims?: readonly ClaimRule[]): Api => ({
  ...{ resource: ORDERS, name: "Orders", tokens: "jwt", alg: "ES256", typ: "at+jwt", lifetime: 600, claims },
});
const client = (claims?: readonly ClaimRule[], firstParty = false) => ({ id: "shop", claims, firstParty });
const ada = {
  username: "ada",
  claims: {
    groups: ["orders-clerk", "orders-admin", "sales"],
    roles: ["buyer"],
    email: "ada@example.com",
    department: "R&D",
  },
};
const GROUPS = scope("groups");

const claimsIn = (place: "access_token" | "id_token" | "userinfo", by: RuledBy, user: typeof ada | undefined = ada) =>
  withRuled({}, outcomesOf(rulesIn(place, by), by, user));
const why = (place: "access_token" | "id_token", by: RuledBy, user: typeof ada | undefined = ada) =>
  outcomesOf(rulesIn(place, by), by, user).map(({ is }) => is);

describe("a rule", () => {
  const filters: readonly (readonly [object, unknown])[] = [
    [{}, ["orders-clerk", "orders-admin", "sales"]],
    [{ prefix: "orders-" }, ["orders-clerk", "orders-admin"]],
    [{ prefix: "orders-", strip: true }, ["clerk", "admin"]],
    [{ only: ["sales", "nobody"] }, ["sales"]],
    [{ only: ["orders-clerk", "sales"], prefix: "orders-", strip: true }, ["clerk"]],
    [{ prefix: "none-" }, []],
  ];
  it.each(filters)("filters groups by %j", (filter, sent) => {
    const by = { client: client(), api: api([{ claim: "groups", from: "groups", ...filter }]), scopes: [GROUPS] };
    expect(claimsIn("access_token", by)).toEqual({ groups: sent });
  });

  it("filters a single text too, and the username is an attribute", () => {
    const of = (rule: object) => ({
      client: client([{ claim: "x", ...rule }]),
      api: undefined,
      scopes: [scope("profile"), scope("email")],
    });
    expect(claimsIn("id_token", of({ from: "email", prefix: "ada@" }))).toEqual({ x: "ada@example.com" });
    expect(claimsIn("id_token", of({ from: "email", only: ["eve@example.com"] }))).toEqual({});
    expect(claimsIn("id_token", of({ from: "username" }))).toEqual({ x: "ada" });
  });

  it("sends constants, also where a client acts for itself", () => {
    const by = {
      client: client(),
      api: api([
        { claim: "region", value: "eu" },
        { claim: "groups", from: "groups" },
      ]),
      scopes: [GROUPS],
    };
    expect(withRuled({}, outcomesOf(rulesIn("access_token", by), by, undefined))).toEqual({ region: "eu" });
    expect(outcomesOf(rulesIn("access_token", by), by, undefined).map(({ is }) => is)).toEqual(["sent", "no user"]);
  });
});

describe("what a user didn't agree to isn't sent", () => {
  it("by an API, unless a granted scope releases the attribute", () => {
    const rules = [{ claim: "g", from: "groups" }];
    const read = scope("read", ORDERS);
    expect(why("access_token", { client: client(), api: api(rules), scopes: [read] })).toEqual(["not released"]);
    expect(why("access_token", { client: client(), api: api(rules), scopes: [read, GROUPS] })).toEqual(["sent"]);
    const bringing = scope("work", ORDERS, [{ claim: "groups", from: "groups" }]);
    expect(why("access_token", { client: client(), api: api(rules), scopes: [bringing] })).toEqual(["sent", "sent"]);
  });

  it("by an application, unless it is your own", () => {
    const rules = [{ claim: "dept", from: "department" }];
    expect(why("id_token", { client: client(rules), api: undefined, scopes: [GROUPS] })).toEqual(["not released"]);
    expect(why("id_token", { client: client(rules, true), api: undefined, scopes: [GROUPS] })).toEqual(["sent"]);
  });

  it("because of a scope that isn't granted, or of another API", () => {
    const other = scope("other", "https://mail.example", [{ claim: "roles", from: "roles" }]);
    expect(claimsIn("access_token", { client: client(), api: api(), scopes: [other] })).toEqual({});
    expect(claimsIn("userinfo", { client: client(), api: undefined, scopes: [other] })).toEqual({});
  });
});

describe("several rules", () => {
  it("about one claim put lists together", () => {
    const scopes = [
      scope("a", ORDERS, [{ claim: "roles", from: "groups", prefix: "orders-a" }]),
      scope("b", ORDERS, [{ claim: "roles", from: "groups", prefix: "orders-", strip: true }]),
    ];
    expect(claimsIn("access_token", { client: client(), api: api(), scopes })).toEqual({
      roles: ["orders-admin", "clerk", "admin"],
    });
  });

  it("decide alone about a claim that a scope releases", () => {
    const by = {
      client: client(
        [
          { claim: "groups", from: "groups", prefix: "orders-" },
          { claim: "email", from: "nowhere" },
        ],
        true,
      ),
      api: undefined,
      scopes: [GROUPS],
    };
    const released = { groups: ada.claims.groups, email: ada.claims.email, name: "Ada" };
    const outcomes = outcomesOf(rulesIn("userinfo", by), by, ada);
    expect(withRuled(released, outcomes)).toEqual({ name: "Ada", groups: ["orders-clerk", "orders-admin"] });
  });

  it("stay within the bytes that a token may have, and what is too large is left out whole", () => {
    const many = {
      ...ada,
      claims: { ...ada.claims, groups: Array.from({ length: 400 }, (_, i) => `group-number-${i}`) },
    };
    const by = {
      client: client(),
      api: api([
        { claim: "groups", from: "groups" },
        { claim: "region", value: "eu" },
      ]),
      scopes: [GROUPS],
    };
    const outcomes = outcomesOf(rulesIn("access_token", by), by, many);
    expect(outcomes.map(({ is }) => is)).toEqual(["too large", "sent"]);
    expect(JSON.stringify(withRuled({}, outcomes)).length).toBeLessThan(MOST_BYTES);
  });
});

it("attributes are the user's own, whatever they are called", () => {
  const by = { client: client([{ claim: "x", from: "constructor" }], true), api: undefined, scopes: [] };
  expect(claimsIn("id_token", by)).toEqual({});
});
