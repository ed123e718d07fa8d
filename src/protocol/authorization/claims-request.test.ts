/** Claims that a request names, and what comes of them. */
import { describe, expect, it } from "vitest";
import { client } from "../../../test/catalogue/samples.ts";
import { allowedOf, type ClaimsRequest, canMeet, readClaimsRequest } from "./claims-request.ts";

const read = (claims?: unknown, acr?: string): ClaimsRequest => {
  const found = readClaimsRequest(claims === undefined ? undefined : JSON.stringify(claims), acr);
  return "expected" in found ? expect.fail(found.expected) : found;
};

describe("the claims parameter", () => {
  it.each<[claims: unknown, userinfo: string[], idToken: string[], scopes: string[]]>([
    [undefined, [], [], []],
    [{}, [], [], []],
    [{ userinfo: { name: null } }, ["name"], [], ["profile"]],
    [{ userinfo: { name: { essential: true } }, id_token: { email: null } }, ["name"], ["email"], ["profile", "email"]],
    [{ id_token: { email: { value: "a@b.example" }, sub: null } }, [], ["email"], ["email"]],
    // Nothing that was ever asked for is an error (5.5.1).
    [{ userinfo: { "http://example.org/x": null, __proto__: null, constructor: null }, other: 1 }, [], [], []],
    [{ userinfo: { "name#de": null, verified_claims: {} } }, [], [], []],
  ])("%j", (claims, userinfo, idToken, scopes) => {
    const { requested, scopes: releasing } = read(claims);
    expect(Object.keys(requested?.userinfo ?? {})).toEqual(userinfo);
    expect(Object.keys(requested?.id_token ?? {})).toEqual(idToken);
    expect(releasing).toEqual(scopes);
  });

  it.each<[text: string, expected: string]>([
    ["", "a JSON object"],
    ["name", "a JSON object"],
    ["[]", "a JSON object"],
    ["null", "a JSON object"],
    ['{"userinfo":null}', "an object as userinfo"],
    ['{"userinfo":["name"]}', "an object as userinfo"],
    ['{"id_token":"name"}', "an object as id_token"],
    ['{"id_token":{"name":true}}', "null or an object as id_token.name"],
    ['{"id_token":{"name":{"essential":"yes"}}}', "an object with essential true or false as id_token.name"],
    ['{"userinfo":{"name":{"values":"x"}}}', "an object with a list of values as userinfo.name"],
  ])("%j isn't one", (text, expected) => expect(readClaimsRequest(text, undefined)).toEqual({ expected }));

  it("releases nothing that the client's own scopes couldn't", () => {
    const asked = read({ userinfo: { name: null, email: null }, id_token: { groups: null } }, "x");
    const some = client({ scopes: ["openid", "profile", "email"] });
    expect(allowedOf(asked, some, ["openid", "profile"])).toEqual({
      requested: { userinfo: { name: null, email: null }, id_token: { acr: null } },
      scopes: ["email"],
    });
    expect(allowedOf(asked, client({ scopes: ["openid"] }), ["openid"])).toEqual({
      requested: { userinfo: {}, id_token: { acr: null } },
      scopes: [],
    });
    expect(allowedOf(asked, some, ["profile"])).toEqual({ requested: undefined, scopes: [] });
  });
});

describe("acr", () => {
  it.each<[claims: unknown, acr: string | undefined, wanted: boolean, met: boolean]>([
    [undefined, undefined, false, true],
    [undefined, "urn:example:two-factor", true, true],
    [{ id_token: { acr: null } }, undefined, true, true],
    [{ id_token: { acr: { values: ["urn:example:two-factor"] } } }, undefined, true, true],
    [{ id_token: { acr: { essential: true } } }, undefined, true, true],
    [{ id_token: { acr: { essential: true, value: "urn:example:two-factor" } } }, undefined, true, false],
    [{ id_token: { acr: { essential: true, values: ["urn:example:two-factor", 1] } } }, undefined, true, false],
    [{ id_token: { acr: { essential: true, values: ["a", "urn:candor:acr:password"] } } }, undefined, true, true],
    [{ userinfo: { acr: { essential: true, value: "a" } } }, undefined, false, true],
  ])("%j and %j", (claims, acr, wanted, met) => {
    const asked = read(claims, acr);
    expect(asked.requested?.id_token !== undefined && "acr" in asked.requested.id_token).toBe(wanted);
    expect(canMeet(asked)).toBe(met);
  });
});
