import { describe, expect, it } from "vitest";
import { catalogueOf, OPENID_SCOPES, type Scope } from "../scope/catalogue.ts";
import { beyond, type ManagedGrant, merged, type Privileges } from "./managed.ts";

const [PHOTOS, BILLS] = ["https://photos.example", "https://bills.example"];
const api = (resource: string) =>
  ({ resource, name: resource, tokens: "opaque", alg: "ES256", typ: "at+jwt", lifetime: 600 }) as const;
const scope = (name: string, of: string): Scope => ({
  ...{ name, description: name, api: of, sensitive: false, personal: false, state: { is: "active" } },
});
const catalogue = catalogueOf(
  [...OPENID_SCOPES, scope("read_photos", PHOTOS), scope("read_bills", BILLS)],
  [api(PHOTOS), api(BILLS)],
);

const grant = (given: Partial<ManagedGrant>): ManagedGrant => ({ root: 1, since: 0, scopes: [], ...given });
const asked = (scopes: readonly string[], given: Partial<Privileges> = {}): Privileges => ({
  scope: { scopes, deprecated: [], api: undefined },
  details: undefined,
  requestedClaims: undefined,
  ...given,
});
const read = { type: "bill", actions: ["read", "list"] };
const pay = { type: "bill", actions: ["pay"] };

describe("merge", () => {
  it("keeps every scope once, in the order in which they were granted", () => {
    const { scope } = merged(grant({ scopes: ["openid", "email"] }), asked(["email", "phone"]), catalogue);
    expect(scope.scopes).toEqual(["openid", "email", "phone"]);
    expect(scope).not.toHaveProperty("apis");
  });

  it.each<[before: Partial<ManagedGrant>, scopes: string[], api: string | undefined, apis: string[] | undefined]>([
    [{ scopes: ["read_photos"] }, ["openid"], PHOTOS, undefined],
    [{ scopes: ["openid"] }, ["read_photos"], PHOTOS, undefined],
    [{ scopes: ["read_photos"] }, ["read_bills"], undefined, [PHOTOS, BILLS]],
    [{ scopes: ["openid"], audience: [BILLS] }, ["openid"], BILLS, [BILLS]],
    [{ scopes: ["openid"], audience: [BILLS] }, ["read_photos"], undefined, [BILLS, PHOTOS]],
  ])("%j and %j: the APIs of both", (before, scopes, one, apis) => {
    const { scope } = merged(grant(before), asked(scopes), catalogue);
    expect([scope.api?.resource, scope.apis]).toEqual([one, apis]);
  });

  it("adds details that ask for more, and no others", () => {
    const before = grant({ authorizationDetails: [read] });
    const less = { type: "bill", actions: ["list"] };
    expect(merged(before, asked([], { details: [less, pay, read] }), catalogue).details).toEqual([read, pay]);
    expect(merged(before, asked([]), catalogue).details).toEqual([read]);
    expect(merged(grant({}), asked([], { details: [pay] }), catalogue).details).toEqual([pay]);
    expect(merged(grant({}), asked([]), catalogue).details).toBeUndefined();
  });

  it("keeps the claims of both", () => {
    const before = grant({ requestedClaims: { userinfo: { name: null }, id_token: { acr: null } } });
    const more = asked([], { requestedClaims: { userinfo: { email: null } } });
    expect(merged(before, more, catalogue).requestedClaims).toEqual({
      userinfo: { name: null, email: null },
      id_token: { acr: null },
    });
    expect(merged(before, asked([]), catalogue).requestedClaims).toEqual(before.requestedClaims);
    expect(merged(grant({}), more, catalogue).requestedClaims).toEqual({ userinfo: { email: null } });
  });
});

describe("replace", () => {
  it("ends what isn't granted again", () =>
    expect(beyond({ scopes: ["openid", "email", "phone"] }, ["email", "profile"])).toEqual(["openid", "phone"]));
});
