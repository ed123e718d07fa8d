/** What libraries need that cannot be taught: claims in the ID token, groups and roles, lifetimes, types and algorithms, places. */
import { decodeJwt, decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Config } from "../../src/index.ts";
import { ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { Application } from "./application.ts";
import { Person } from "./person.ts";

const SECRET = "a-secret-of-this-world";
const REDIRECT = "https://app.example/callback";
const API = "https://api.example";
const SCOPE = "openid email phone groups roles offline_access";

const web = {
  secrets: [{ value: SECRET }],
  grantTypes: ["authorization_code", "refresh_token"],
  redirectUris: [REDIRECT],
  scopes: [...SCOPE.split(" "), "read_old"],
} satisfies Partial<NonNullable<Config["clients"]>[number]>;

let world: World;
beforeAll(async () => {
  world = await openWorld({
    config: {
      apis: [{ resource: API, name: "Of old libraries", typ: "JWT", alg: "RS256" }],
      scopes: [{ name: "read_old", description: "Read what is old", api: API }],
    },
    clients: [
      { id: "plain", ...web },
      { id: "all", ...web, idTokenClaims: true },
      { id: "some", ...web, idTokenClaims: ["email", "name"] },
      { id: "none", ...web, idTokenClaims: false },
      {
        id: "brief",
        ...web,
        accessTokenLifetime: 30,
        idTokenLifetime: 40,
        refreshLifetime: 100,
        refreshIdleLifetime: 50,
      },
    ],
  });
});
afterAll(() => world.close());

const send = async (request: Request) =>
  world.send(request.url, {
    method: request.method,
    headers: request.headers,
    ...(request.method === "POST" && { body: await request.text() }),
  });
const app = (id: string) => new Application(ISSUER, { id, secret: SECRET, redirectUri: REDIRECT, scope: SCOPE }, send);
const ada = () => new Person(ISSUER, "ada", "correct-horse-battery", send);

const OF_A_USER = ["email", "email_verified", "phone_number", "phone_number_verified", "groups", "roles", "name"];
const told = (idToken: string) => Object.keys(decodeJwt(idToken)).filter((name) => OF_A_USER.includes(name));

describe("claims of a user", () => {
  it.each<[string, string[]]>([
    ["plain", ["groups", "roles"]],
    ["all", ["email", "email_verified", "phone_number", "phone_number_verified", "groups", "roles"]],
    ["some", ["email"]],
    ["none", []],
  ])("in the ID token of %s: %j, at sign-in and on refresh", async (id, names) => {
    const tokens = await app(id).tokens(ada());
    expect(told(tokens.id_token)).toEqual(names);
    const next = await app(id).refresh(tokens.refresh_token);
    expect(told(String(next.body.id_token))).toEqual(names);
    const narrow = await app(id).refresh(String(next.body.refresh_token), { scope: "openid" });
    expect(told(String(narrow.body.id_token))).toEqual([]);
  });

  it("are at userinfo, whatever the ID token tells", async () => {
    const { access_token } = await app("none").tokens(ada());
    const response = await world.send("/userinfo", { headers: { authorization: `Bearer ${access_token}` } });
    expect(await response.json()).toMatchObject({
      sub: "demo-ada",
      email: "ada@people.example",
      groups: ["engineering"],
      roles: ["member"],
    });
  });

  it("are in the metadata if a client is registered for their scopes", async () => {
    const of = async (one: World) => {
      const response = await one.send("/.well-known/openid-configuration");
      const { scopes_supported, claims_supported } = (await response.json()) as Record<string, string[]>;
      return [scopes_supported, claims_supported].map((list) => list?.filter((name) => /^(groups|roles)$/.test(name)));
    };
    expect(await of(world)).toEqual([
      ["groups", "roles"],
      ["groups", "roles"],
    ]);
    const demo = await openWorld();
    expect(await of(demo)).toEqual([[], []]);
    await demo.close();
  });
});

describe("lifetimes of a client's own", () => {
  it("count for each token, and at introspection", async () => {
    const tokens = await app("brief").tokens(ada());
    const { iat = 0, exp = 0 } = decodeJwt(tokens.id_token);
    expect([tokens.expires_in, exp - iat]).toEqual([30, 40]);
    const known = await app("brief").introspect(tokens.refresh_token);
    expect(Number(known.body.exp) - Math.floor(world.clock.now / 1000)).toBe(50);
    let token = tokens.refresh_token;
    // Used every 40 s it lives until its 100th.
    for (const status of [200, 200, 400]) {
      world.clock.now += 40_000;
      const answer = await app("brief").refresh(token);
      expect(answer.status).toBe(status);
      token = String(answer.body.refresh_token);
    }
    const idle = await app("brief").tokens(ada());
    world.clock.now += 51_000;
    expect((await app("brief").refresh(idle.refresh_token)).body.error_description).toContain("50 s");
  });
});

describe("an API of old libraries", () => {
  it("gets JWTs of the type and algorithm that it is set to", async () => {
    const { code, verifier } = await app("plain").code(ada(), { scope: "read_old" });
    const { access_token } = (await app("plain").redeem(code, verifier)).body;
    expect(decodeProtectedHeader(String(access_token))).toMatchObject({ typ: "JWT", alg: "RS256" });
    const { kid } = decodeProtectedHeader(String(access_token));
    for (const path of ["/jwks", "/.well-known/jwks.json"]) {
      const { keys } = (await (await world.send(path)).json()) as { keys: { kid: string; alg: string }[] };
      expect(keys.find((key) => key.kid === kid)?.alg).toBe("RS256");
    }
    expect((await app("plain").introspect(String(access_token))).body).toMatchObject({
      active: true,
      scope: "read_old",
    });
    expect((await app("plain").revoke(String(access_token))).status).toBe(200);
    expect((await app("plain").introspect(String(access_token))).body).toEqual({ active: false });
  });
});
