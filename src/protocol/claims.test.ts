import { describe, expect, it } from "vitest";
import { client } from "../../test/catalogue/samples.ts";
import { inIdToken, pickClaims, releasedBy } from "./claims.ts";

const EMAIL = ["email", "email_verified"];

describe("claims", () => {
  it("are released only by their scopes", () => {
    expect(releasedBy(["openid", "email", "read_photos", "roles"])).toEqual([...EMAIL, "roles"]);
    expect(releasedBy(["openid", "offline_access"])).toEqual([]);
  });

  it.each<[idTokenClaims: boolean | readonly string[] | undefined, carried: readonly string[]]>([
    [undefined, []],
    [false, []],
    [[], []],
    [true, EMAIL],
    // What the scopes do not release is not in it, whatever the client is registered for.
    [["email", "name", "roles"], ["email"]],
  ])("are in the ID token of a client registered for %j: %j", (idTokenClaims, carried) => {
    const registered = client(idTokenClaims === undefined ? {} : { idTokenClaims: idTokenClaims as never });
    expect(inIdToken(registered, ["openid", "email"])).toEqual(carried);
  });

  it("that are unknown for a user are omitted, and others are not named", () => {
    const known = { email: "a@b.example", email_verified: false, name: "Ada", roles: undefined };
    expect(pickClaims(known, [...EMAIL, "roles", "groups"])).toStrictEqual({
      email: "a@b.example",
      email_verified: false,
    });
    expect(pickClaims(undefined, EMAIL)).toStrictEqual({});
  });
});
