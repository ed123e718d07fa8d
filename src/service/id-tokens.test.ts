import { hash } from "node:crypto";
import { createLocalJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { client, grant, T } from "../../test/catalogue/samples.ts";
import { ISSUER, openWorld, type World } from "../../test/catalogue/world.ts";
import { issueIdToken, readHint } from "./id-tokens.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const S = Math.floor(T / 1000);
const NEW = { accessToken: "x", first: true, claims: {} };

describe("an ID token", () => {
  it.each(["RS256", "ES256"] as const)(
    "signed with %s, says what OpenID Connect Core 2 demands",
    async (idTokenAlg) => {
      const given = grant({ nonce: "n-0S6", authTime: T - 61_500 });
      const jwt = issueIdToken(
        world.deps,
        client({ idTokenAlg }),
        given,
        { ...NEW, accessToken: "candor_access_x" },
        T,
      );
      const keys = createLocalJWKSet({ keys: world.deps.keys.jwks as never });
      const { payload, protectedHeader } = await jwtVerify(jwt, keys, { currentDate: new Date(T) });
      expect(protectedHeader).toEqual({ alg: idTokenAlg, kid: expect.any(String) });
      expect(payload).toEqual({
        iss: ISSUER,
        sub: "usr_ada",
        aud: "photos",
        iat: S,
        exp: S + 3600,
        auth_time: S - 62,
        at_hash: hash("sha256", "candor_access_x", "buffer").subarray(0, 16).toString("base64url"),
        nonce: "n-0S6",
      });
    },
  );

  it("names the session to a client that hears when it ends", () => {
    const told = client({ backchannelLogoutUri: "https://photos.example/out" });
    const jwt = issueIdToken(world.deps, told, grant(), NEW, T);
    expect(world.deps.keys.verify(jwt)?.claims).toHaveProperty("sid", expect.stringMatching(/^[\w-]{22}$/));
  });

  it.each([
    [true, undefined],
    [false, "n-0S6"],
  ])("has no nonce where first is %j and the nonce %j", (first, nonce) => {
    const jwt = issueIdToken(world.deps, client(), grant({ nonce }), { ...NEW, first }, T);
    expect(world.deps.keys.verify(jwt)?.claims).not.toHaveProperty("nonce");
  });
});

it("tells what else is known of the user, and nothing that would change what it proves", () => {
  const claims = { groups: ["staff"], sub: "root", iss: "https://evil.test", aud: "other" };
  const jwt = issueIdToken(world.deps, client({ idTokenLifetime: 60 }), grant(), { ...NEW, claims }, T);
  const told = world.deps.keys.verify(jwt)?.claims;
  expect(told).toMatchObject({ groups: ["staff"], sub: "usr_ada", iss: ISSUER, aud: "photos", exp: S + 60 });
});

describe("a hint", () => {
  const sign = (claims: object, typ?: string) => world.deps.keys.sign("RS256", typ, claims);
  const right = { iss: ISSUER, aud: "photos", sub: "ada", iat: 4, exp: 5 };
  const because = (reason: string) => ({ is: "invalid", because: reason });

  it.each<[hint: () => string | undefined, clientId: string | undefined, is: object]>([
    [() => undefined, "photos", { is: "absent" }],
    // An expired one still says who the user was.
    [() => sign(right), "photos", { is: "valid", subject: "ada", clientId: "photos" }],
    [() => sign(right), undefined, { is: "valid", subject: "ada", clientId: "photos" }],
    [() => sign(right), "other", because("it was issued to another client")],
    [() => sign({ ...right, aud: ["photos"] }), "photos", because("it was issued to another client")],
    [() => sign({ ...right, aud: undefined }), undefined, because("it was issued to another client")],
    [() => sign({ ...right, iss: "https://evil.test" }), "photos", because("it names another issuer")],
    [() => sign({ ...right, exp: undefined }), "photos", because("it is not an ID token")],
    [() => sign({ ...right, sub: undefined }), "photos", because("it is not an ID token")],
    [() => sign({ ...right, events: {} }), "photos", because("it is not an ID token")],
    [() => sign(right, "logout+jwt"), "photos", because("it is not an ID token")],
    [() => sign(right, "at+jwt"), "photos", because("it is an access token")],
    [() => `${sign(right)}x`, "photos", because("it is not signed by this issuer")],
    [() => "eyJhbGciOiJub25lIn0.e30.", "photos", because("it is not signed by this issuer")],
    [() => "", "photos", because("it is not signed by this issuer")],
    [() => "gibberish", "photos", because("it is not signed by this issuer")],
  ])("%#: for %s: %j", (hint, clientId, is) => expect(readHint(world.deps, hint(), clientId)).toEqual(is));
});
