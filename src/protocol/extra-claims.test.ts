import { describe, expect, it } from "vitest";
import { extraClaimsOf, MOST, RESERVED_CLAIMS, readExtraClaims } from "./extra-claims.ts";

const because = (returned: unknown): string => {
  const read = readExtraClaims(returned);
  return "because" in read ? read.because : `accepted: ${JSON.stringify(read.claims)}`;
};

const nested = (depth: number): unknown => (depth === 0 ? "x" : { a: nested(depth - 1) });

describe("claims that a hook returns", () => {
  it.each([undefined, null, {}])("may be %j, which means none", (returned) => {
    expect(readExtraClaims(returned)).toEqual({ claims: {} });
  });

  it("are copied as JSON has them", () => {
    const returned = { tenant: "acme", level: 3, vip: true, none: null, list: [1, { a: "b" }], left: undefined };
    const read = readExtraClaims(returned);
    expect(read).toStrictEqual({ claims: { tenant: "acme", level: 3, vip: true, none: null, list: [1, { a: "b" }] } });
    returned.list.push(2);
    expect(read).toMatchObject({ claims: { list: [1, { a: "b" }] } });
  });

  it("may come from an object without a prototype, and a member may be named as an object's own", () => {
    expect(readExtraClaims(Object.assign(Object.create(null), { a: 1 }))).toEqual({ claims: { a: 1 } });
    const read = readExtraClaims(JSON.parse('{"__proto__":{"sub":"x"},"constructor":1}'));
    expect(JSON.stringify(read)).toBe('{"claims":{"__proto__":{"sub":"x"},"constructor":1}}');
    expect(Object.getPrototypeOf("claims" in read && read.claims)).toBe(Object.prototype);
  });

  it.each([...RESERVED_CLAIMS])("are never %s, whatever its value", (name) => {
    expect(because({ [name]: "x" })).toBe(`the claim "${name}" is reserved`);
    expect(because({ fine: 1, [name]: null })).toBe(`the claim "${name}" is reserved`);
  });

  it.each("iss sub aud exp nbf iat jti nonce auth_time at_hash client_id scope cnf act active token_type".split(" "))(
    "includes %s among those",
    (name) => expect(RESERVED_CLAIMS).toContain(name),
  );

  it("may have a reserved name below the top", () => {
    expect(because({ person: { sub: "x" } })).toBe('accepted: {"person":{"sub":"x"}}');
  });

  it.each<[what: string, returned: unknown, says: string]>([
    ["a text", "x", "the result isn't a plain object"],
    ["a number", 1, "the result isn't a plain object"],
    ["a list", [{ a: 1 }], "the result isn't a plain object"],
    ["a function", () => ({}), "the result isn't a plain object"],
    ["a map", new Map([["a", 1]]), "the result isn't a plain object"],
    ["an instance", new (class Claims {})(), "the result isn't a plain object"],
    ["a date", { at: new Date(0) }, '"at" isn\'t a JSON value'],
    ["a bigint", { n: 1n }, '"n" isn\'t a JSON value'],
    ["not a number", { n: Number.NaN }, '"n" isn\'t a JSON value'],
    ["infinity", { n: [Number.POSITIVE_INFINITY] }, '"n"[0] isn\'t a JSON value'],
    ["a function within", { a: { b: () => 1 } }, '"a"."b" isn\'t a JSON value'],
    ["a symbol", { a: Symbol("a") }, '"a" isn\'t a JSON value'],
    ["a hole in a list", { a: new Array(1) }, '"a"[0] isn\'t a JSON value'],
    ["an empty name", { "": 1 }, "a name isn't between 1 and 100 characters long"],
    ["a long name", { ["x".repeat(101)]: 1 }, "a name isn't between 1 and 100 characters long"],
    ["toJSON", { toJSON: () => ({ sub: "x" }) }, '"toJSON" isn\'t a JSON value'],
  ])("are not accepted with %s", (_, returned, says) => expect(because(returned)).toBe(says));

  it("are not accepted if they can't be read", () => {
    const getter = Object.defineProperty({}, "a", { enumerable: true, get: () => JSON.parse("secret") });
    const proxy = new Proxy({}, { ownKeys: () => JSON.parse("secret") });
    for (const returned of [getter, proxy, { inner: proxy }])
      expect(because(returned)).toBe("the result can't be read");
  });

  it("are read only once, so that what was checked is what is used", () => {
    let reads = 0;
    const shifty = Object.defineProperty({}, "a", { enumerable: true, get: () => (reads++ === 0 ? 1 : () => 2) });
    expect(readExtraClaims(shifty)).toEqual({ claims: { a: 1 } });
    expect(reads).toBe(1);
  });

  it("end if they contain themselves", () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    expect(because(cycle)).toBe("the result is nested more than 8 levels deep");
    const list: unknown[] = [];
    list.push(list);
    expect(because({ list })).toBe("the result is nested more than 8 levels deep");
  });

  it("are bounded in bytes, values and depth, and exactly there", () => {
    const room = MOST.bytes - '{"a":""}'.length;
    expect(readExtraClaims({ a: "x".repeat(room) })).toHaveProperty("claims");
    expect(because({ a: "x".repeat(room + 1) })).toMatch(/bytes as JSON, more than 4096/);
    expect(because({ a: "é".repeat(room / 2 + 1) })).toMatch(/bytes as JSON, more than 4096/);
    expect(because({ a: "x".repeat(1e7) })).toBe("the result is too large");
    expect(because({ a: Array.from({ length: 501 }, () => 1) })).toBe("the result has more than 500 values");
    expect(because({ a: new Array(2 ** 32 - 1) })).toBe("the result has more than 500 values");
    expect(readExtraClaims(nested(MOST.depth - 1))).toHaveProperty("claims");
    expect(because(nested(MOST.depth + 1))).toBe("the result is nested more than 8 levels deep");
  });
});

it("the claims of a JWT beside its own are those that a hook added", () => {
  expect(extraClaimsOf({ iss: "i", sub: "s", scope: "a", tenant: "acme" })).toEqual({ tenant: "acme" });
  expect(extraClaimsOf({ iss: "i", sub: "s" })).toBeUndefined();
});
