import { createLocalJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BILLS, client, grant, PHOTOS } from "../../test/catalogue/samples.ts";
import { ISSUER, openWorld, registered, type World, withRegistry } from "../../test/catalogue/world.ts";
import { readCredential } from "../protocol/credential.ts";
import { findAccessToken, issueAccessToken } from "./access-tokens.ts";
import { readHint } from "./id-tokens.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const T = Date.UTC(2026, 5, 15, 12);
const S = T / 1000;
const machine = { client: client({ id: "demo-service" }), subject: "demo-service", grant: undefined };
const issue = (api: typeof PHOTOS | undefined, scopes: string[]) =>
  issueAccessToken(world.deps, { ...machine, scope: { scopes, deprecated: [], api } }, T);

describe("a JWT access token (RFC 9068 2)", () => {
  it.each(["ES256", "EdDSA", "RS256"] as const)("signed with %s, for its API", async (alg) => {
    const { text, expiresIn, row } = issue({ ...PHOTOS, alg }, ["read_photos", "write_photos"]);
    const { payload, protectedHeader } = await jwtVerify(
      text,
      createLocalJWKSet({ keys: world.deps.keys.jwks as never }),
      { typ: "at+jwt", issuer: ISSUER, audience: PHOTOS.resource, currentDate: new Date(T) },
    );
    expect(protectedHeader).toMatchObject({ alg, typ: "at+jwt" });
    expect(payload).toEqual({
      iss: ISSUER,
      sub: "demo-service",
      aud: PHOTOS.resource,
      client_id: "demo-service",
      iat: S,
      exp: S + 600,
      jti: expect.stringMatching(/^[0-9a-z]{1,11}$/),
      scope: "read_photos write_photos",
    });
    expect([expiresIn, row]).toEqual([600, undefined]);
  });

  it.each(["ES256", "RS256"] as const)(
    "has the type that its API is set to, and is read back: JWT, %s",
    async (alg) => {
      const { text } = issue({ ...PHOTOS, alg, typ: "JWT" }, ["read_photos"]);
      const jwks = createLocalJWKSet({ keys: world.deps.keys.jwks as never });
      const { protectedHeader } = await jwtVerify(text, jwks, {
        typ: "JWT",
        algorithms: [alg],
        currentDate: new Date(T),
      });
      expect(protectedHeader.typ).toBe("JWT");
      expect(await findAccessToken(world.deps, text)).toMatchObject({
        is: "found",
        claims: { scopes: ["read_photos"] },
      });
      // What is not called an access token still is no ID token.
      const hint = readHint(world.deps, text, undefined);
      expect(hint).toEqual({ is: "invalid", because: "it is an access token" });
    },
  );

  it("lives as long as its client, its API or the server says, in this order", () => {
    const lifetime = (accessTokenLifetime: number | undefined, api: typeof PHOTOS | undefined) => {
      const own = { ...machine, client: client({ id: "demo-service", accessTokenLifetime }) };
      return issueAccessToken(world.deps, { ...own, scope: { scopes: [], deprecated: [], api } }, T).expiresIn;
    };
    expect([lifetime(60, BILLS), lifetime(undefined, { ...PHOTOS, lifetime: 90 })]).toEqual([60, 90]);
    expect([lifetime(7200, PHOTOS), lifetime(undefined, undefined)]).toEqual([7200, 600]);
  });

  it("is found as it was issued, and not if it was changed", async () => {
    const { text } = issue(PHOTOS, ["read_photos"]);
    const [header = "", payload = "", signature = ""] = text.split(".");
    expect(await findAccessToken(world.deps, text)).toMatchObject({
      is: "found",
      revoked: false,
      claims: {
        clientId: "demo-service",
        scopes: ["read_photos"],
        audience: [PHOTOS.resource],
        expiresAt: T + 600_000,
      },
    });
    const other = Buffer.from(payload, "base64url").toString().replace("read_photos", "write_bills");
    const changed = [
      `${header}.${Buffer.from(other).toString("base64url")}.${signature}`,
      `${header}.${payload}.${signature.slice(0, -4)}AAAA`,
      `${header}.${payload}.`,
      `${header}.${payload}`,
      `${text}.x`,
      `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString("base64url")}.${payload}.`,
    ];
    for (const each of changed) expect(await findAccessToken(world.deps, each)).toEqual({ is: "unknown" });
    // It is known, and only what was put around it is wrong.
    for (const [each, looks] of [
      [`"${text}"`, "in quotation marks"],
      [`Bearer ${text}`, "extra characters before it"],
      [`${text},`, "contains invalid characters"],
      [`${text}\n`, "contains white space"],
      [`${text}%20`, "percent-encoded too many times"],
    ] as const)
      expect(await findAccessToken(world.deps, each)).toEqual({ is: "malformed", looks, length: each.length });
  });

  it.each<[what: string, typ: string | undefined, claims: object]>([
    ["an ID token", undefined, { iss: ISSUER, sub: "a", aud: "b", exp: S + 60, jti: "1" }],
    ["a JWT of another kind", "JWT", { iss: ISSUER, sub: "a", aud: "b", exp: S + 60, jti: "1" }],
    ["a JWT of another type that names a client", "logout+jwt", { iss: ISSUER, client_id: "b", exp: S + 60, jti: "1" }],
    ["a JWT without type that names a client", undefined, { iss: ISSUER, client_id: "b", exp: S + 60, jti: "1" }],
    ["a token of another issuer", "at+jwt", { iss: "https://evil.test", sub: "a", aud: "b", exp: S + 60, jti: "1" }],
    ["a token without jti", "at+jwt", { iss: ISSUER, sub: "a", aud: "b", exp: S + 60 }],
    ["a token with a jti of another form", "at+jwt", { iss: ISSUER, sub: "a", aud: "b", exp: S + 60, jti: "../1" }],
  ])("%s is none, although one of our keys signed it", async (_, typ, claims) => {
    const text = world.deps.keys.sign("ES256", typ, claims);
    expect(await findAccessToken(world.deps, text)).toMatchObject({ is: "malformed", length: text.length });
  });
});

describe("a token of a user", () => {
  const GRANT = { id: 46_655, authTime: T - 5_500 };
  const ofUser = (by: typeof GRANT | undefined, api: typeof PHOTOS | undefined, scopes: string[]) => {
    const of = { client: client({ id: "demo-web" }), subject: "demo-ada", grant: by };
    return issueAccessToken(world.deps, { ...of, scope: { scopes, deprecated: [], api } }, T);
  };
  /** What is found of a token, after these have become of what stands behind it; `null` where they are gone. */
  async function lookUp(
    api: typeof PHOTOS,
    by: typeof GRANT | undefined,
    { user = {}, app = {}, its = {}, marked }: Standing,
  ) {
    const { storage } = world.deps;
    const { text, row } = ofUser(by, api, ["openid", "read_photos"]);
    const [web, account] = [registered(world.deps, "demo-web"), await storage.people.find("demo-ada")];
    if (web === undefined || account === undefined) throw new Error("The demo has both.");
    const stored = row ?? opaque.row;
    const client = { ...web, client: { ...web.client, ...app } };
    return findAccessToken(
      {
        ...withRegistry(world.deps, { client: () => (app === null ? undefined : client) }),
        storage: {
          ...storage,
          people: { ...storage.people, find: async () => (user === null ? undefined : { ...account, ...user }) },
          grants: { ...storage.grants, find: async () => (its === null ? undefined : grant(its)) },
          accessTokens: {
            ...storage.accessTokens,
            find: async () => (stored && (row || marked) ? { ...stored, ...marked } : undefined),
          },
        },
      },
      text,
    );
  }
  interface Standing {
    readonly user?: { readonly disabled?: boolean } | null;
    readonly app?: { readonly disabled?: boolean } | null;
    readonly its?: { readonly revokedAt?: number } | null;
    readonly marked?: { readonly revokedAt: number };
  }
  let opaque: ReturnType<typeof issueAccessToken>;
  beforeAll(() => {
    opaque = ofUser(GRANT, BILLS, ["read_bills"]);
  });

  it.each<[what: string, standing: Standing, jwt: boolean, opaque: boolean, withoutGrant: boolean]>([
    ["everything is valid", {}, false, false, false],
    ["the user is disabled", { user: { disabled: true } }, true, true, false],
    ["the user is gone", { user: null }, true, true, false],
    ["the client is disabled", { app: { disabled: true } }, true, true, true],
    ["the client is gone", { app: null }, true, true, true],
    ["the token is revoked", { marked: { revokedAt: T } }, true, true, true],
    // With a grant its opaque tokens are revoked in the store.
    ["the grant is revoked", { its: { revokedAt: T } }, true, false, false],
    ["the grant is gone", { its: null }, true, false, false],
  ])("%s: a JWT is revoked %j, an opaque one %j, one without a grant %j", async (_, standing, jwt, opaque, without) => {
    const revoked = (is: boolean) => ({ is: "found", revoked: is });
    expect(await lookUp(PHOTOS, GRANT, standing)).toMatchObject(revoked(jwt));
    expect(await lookUp(BILLS, GRANT, standing)).toMatchObject(revoked(opaque));
    expect(await lookUp(PHOTOS, undefined, standing)).toMatchObject(revoked(without));
    expect(await lookUp(BILLS, undefined, standing)).toMatchObject(revoked(without));
  });

  it.each([
    ["a JWT", PHOTOS],
    ["opaque", BILLS],
  ])(
    "%s, is read back with its grant, its times, and this issuer beside its API where openid was granted",
    async (_, api) => {
      const found = await lookUp(api, GRANT, {});
      expect(found).toMatchObject({
        claims: {
          clientId: "demo-web",
          subject: "demo-ada",
          scopes: ["openid", "read_photos"],
          audience: [api.resource, ISSUER],
          issuedAt: T,
          expiresAt: T + (api === PHOTOS ? 600_000 : 60_000),
          grantId: GRANT.id,
        },
      });
    },
  );

  it("says in a JWT when the user signed in, and names the grant in its jti", async () => {
    const { text } = ofUser(GRANT, PHOTOS, ["openid", "read_photos"]);
    const claims = JSON.parse(Buffer.from(text.split(".")[1] ?? "", "base64url").toString());
    expect(claims).toMatchObject({ aud: [PHOTOS.resource, ISSUER], sub: "demo-ada", auth_time: S - 6 });
    expect(claims.jti).toMatch(/^[0-9a-z]{1,11}\.zzz$/);
    const id = Number.parseInt(claims.jti.split(".")[0], 36);
    expect(await findAccessToken(world.deps, text)).toMatchObject({ is: "found", claims: { id, grantId: GRANT.id } });
  });
});

describe("an opaque access token", () => {
  it("is found while it is stored, by its secret", async () => {
    const { text, expiresIn, row } = issue(BILLS, ["read_bills"]);
    if (row === undefined) throw new Error("It must be stored.");
    expect([expiresIn, row.audience, row.expiresAt]).toEqual([60, [BILLS.resource], T + 60_000]);
    expect(text).toMatch(/^candor_access_[A-Za-z0-9_-]{56}$/);
    expect(await findAccessToken(world.deps, text)).toEqual({ is: "unknown" });
    await world.deps.storage.accessTokens.insert(row);
    expect(await findAccessToken(world.deps, text)).toMatchObject({ is: "found", revoked: false });
    const forged = `${text.slice(0, 40)}AAAAAAAA${text.slice(48)}`;
    expect(await findAccessToken(world.deps, forged)).toEqual({ is: "unknown" });
    await world.deps.storage.accessTokens.revoke(row, T);
    expect(await findAccessToken(world.deps, text)).toMatchObject({ is: "found", revoked: true });
  });

  it("is what belongs to no API, for this issuer", async () => {
    const { text, expiresIn, row } = issue(undefined, ["openid"]);
    if (row === undefined) throw new Error("It must be stored.");
    expect([expiresIn, row.audience]).toEqual([600, [ISSUER]]);
    expect(readCredential("access", text)).toMatchObject({ id: row.id, generation: 0 });
    await world.deps.storage.accessTokens.insert(row);
    expect(await findAccessToken(world.deps, text)).toMatchObject({ is: "found", claims: { audience: [ISSUER] } });
  });

  it("made up around the id of a revoked JWT is unknown", async () => {
    const { text, row } = issue(BILLS, ["read_bills"]);
    if (row === undefined) throw new Error("It must be stored.");
    // As a JWT is marked: without a hash.
    await world.deps.storage.accessTokens.revoke({ ...row, hash: new Uint8Array() }, T);
    expect(await findAccessToken(world.deps, text)).toEqual({ is: "unknown" });
  });

  it.each([
    ["", "not a token of this server"],
    ["gibberish", "not a token of this server"],
    ["candor_access_x", "cut off"],
    [`candor_refresh_${"A".repeat(56)}`, "a refresh token"],
    [`candor_code_${"A".repeat(56)}`, "an authorization code"],
  ])("%j is none: %s", async (text, looks) => {
    expect(await findAccessToken(world.deps, text)).toEqual({ is: "malformed", looks, length: text.length });
  });
});
