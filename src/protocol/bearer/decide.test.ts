import { describe, expect, it } from "vitest";
import { T } from "../../../test/catalogue/samples.ts";
import { type Refusal, refuse } from "../../reasons/index.ts";
import { firstRefusal } from "../decision.ts";
import { type AccessTokenFacts, bearerChecks, type Demand, isActive, type TokenClaims } from "./decide.ts";

const claims = (given: Partial<TokenClaims> = {}): TokenClaims => ({
  id: 1,
  clientId: "photos",
  subject: "usr_ada",
  scopes: ["read_photos"],
  audience: ["https://api.example/photos"],
  expiresAt: T + 1,
  grantId: undefined,
  ...given,
});
const found = (given: Partial<TokenClaims> = {}, revoked = false): AccessTokenFacts => ({
  is: "found",
  claims: claims(given),
  revoked,
});
const expired = (expiredAt: number, secondsAgo: number) => refuse("token/expired", { expiredAt, secondsAgo });
const bills = "https://api.example/bills";

describe("access token", () => {
  it.each<[token: AccessTokenFacts, demand: Demand, is: Refusal | "granted"]>([
    [found(), {}, "granted"],
    [found(), { audience: "https://api.example/photos", scope: "read_photos" }, "granted"],
    [found({ scopes: ["openid"] }), { scope: "openid" }, "granted"],

    [{ is: "malformed", looks: "cut off", length: 5 }, {}, refuse("token/malformed", { looks: "cut off", length: 5 })],
    [{ is: "unknown" }, {}, refuse("token/unknown", {})],
    [found({ expiresAt: T }), {}, expired(T, 0)],
    [found({ expiresAt: T - 90_400 }), {}, expired(T - 90_400, 90)],
    [found({ expiresAt: T - 7_200_000 }), {}, expired(T - 7_200_000, 7_200)],
    [found({ expiresAt: T }, true), { audience: bills }, expired(T, 0)],
    [found({}, true), { audience: bills, scope: "x" }, refuse("token/revoked", {})],
    [found({ cnf: { jkt: "a" } }), {}, refuse("token/key-unproved", { bound: ["jkt"] })],
    [found({ cnf: { "x5t#S256": "a" } }), { audience: bills }, refuse("token/key-unproved", { bound: ["x5t#S256"] })],
    // Bound to something that this version doesn't know.
    [found({ cnf: {} }), { scope: "x" }, refuse("token/key-unproved", { bound: [] })],
    [found({ cnf: { jkt: "a" } }, true), {}, refuse("token/revoked", {})],
    [
      found(),
      { audience: bills, scope: "x" },
      refuse("token/wrong-audience", { audience: ["https://api.example/photos"], expected: bills }),
    ],
    [
      found(),
      { audience: "https://api.example/photos/" },
      refuse("token/wrong-audience", {
        audience: ["https://api.example/photos"],
        expected: "https://api.example/photos/",
      }),
    ],
    [
      found(),
      { scope: "write_photos" },
      refuse("token/insufficient-scope", { needed: "write_photos", granted: ["read_photos"] }),
    ],
    [found(), { scope: "read" }, refuse("token/insufficient-scope", { needed: "read", granted: ["read_photos"] })],
    [found({ scopes: [] }), { scope: "x" }, refuse("token/insufficient-scope", { needed: "x", granted: [] })],
    [found(), { scope: "openid" }, refuse("token/no-openid", { granted: ["read_photos"], person: false })],
    [found({ grantId: 7 }), { scope: "openid" }, refuse("token/no-openid", { granted: ["read_photos"], person: true })],
  ])("%#: %j for %j", (token, demand, is) => {
    expect(firstRefusal(bearerChecks, { token, demand, now: T }) ?? "granted").toEqual(is);
  });

  it.each<[token: AccessTokenFacts, demand: Demand, accountEnabled: boolean | undefined, is: Refusal | "granted"]>([
    [found(), {}, true, "granted"],
    // The call is not about a user.
    [found(), {}, undefined, "granted"],
    [found(), {}, false, refuse("token/revoked", {})],
    // Whatever else is wrong is reported first.
    [found({ expiresAt: T }), {}, false, expired(T, 0)],
    [found(), { scope: "openid" }, false, refuse("token/no-openid", { granted: ["read_photos"], person: false })],
    [{ is: "unknown" }, {}, false, refuse("token/unknown", {})],
  ])("%#: %j for %j of a user whose account is enabled: %j", (token, demand, accountEnabled, is) => {
    expect(firstRefusal(bearerChecks, { token, demand, now: T, accountEnabled }) ?? "granted").toEqual(is);
  });

  it.each<[token: AccessTokenFacts, active: boolean]>([
    [found(), true],
    [found({ scopes: [] }), true],
    [found({ cnf: { jkt: "a" } }), true],
    [found({ expiresAt: T }), false],
    [found({}, true), false],
    [{ is: "unknown" }, false],
    [{ is: "malformed", looks: "x", length: 1 }, false],
  ])("%j is active: %j (RFC 7662 2.2)", (token, active) => expect(isActive(token, T)).toBe(active));
});
