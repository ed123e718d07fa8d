/**
 * What no endpoint issues yet, but grants and tokens can have: other sources than a code, several APIs, keys, actors, details and
 * requested claims. It takes the same way as everything else, in both formats and in both stores.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { basic, post, VERIFIER } from "../../test/catalogue/samples.ts";
import { AUTHORIZE, asWeb, encode, ISSUER, openWorld, type World } from "../../test/catalogue/world.ts";
import { ACT, CERTIFICATE, CNF, codeless, DETAILS, REQUESTED } from "../../test/storage-contract/samples.ts";
import { type AccessTokenContents, type Confirmation, tokenTypeOf } from "../protocol/access-token.ts";
import { readCredential, SECRET_BYTES } from "../protocol/credential.ts";
import type { Grant } from "../protocol/grant.ts";
import type { TokenGranted } from "../protocol/grants/granted.ts";
import { receive } from "../protocol/received.ts";
import { isRefusal } from "../reasons/index.ts";
import { issueAccessToken, type ToIssue } from "./access-tokens.ts";
import { authorizeBearer } from "./bearer.ts";
import { mint } from "./credentials.ts";
import { introspect } from "./introspection.ts";
import { revoke } from "./revocation.ts";
import { token } from "./token.ts";
import { commit } from "./token-commit.ts";
import { userinfo } from "./userinfo.ts";

const OPAQUE = `${ISSUER}/opaque`;
const API = `${ISSUER}/api`;
const OTHER = "https://other.example";
const FORMATS = [
  ["a JWT", API, "read_profile"],
  ["an opaque token", OPAQUE, "read_opaque"],
] as const;

const folder = mkdtempSync(join(tmpdir(), "candor-rare-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each([
  ["memory", undefined],
  ["SQLite", folder],
])("in %s", (_, sqliteIn) => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({
      ...(sqliteIn !== undefined && { sqliteIn }),
      config: {
        apis: [{ resource: OPAQUE, name: "Opaque", tokens: "opaque" }],
        scopes: [{ name: "read_opaque", description: "Read what is opaque", api: OPAQUE }],
        severalAudiences: true,
        authorizationDetailsTypes: [{ type: "payment", description: "Pay", schema: {} }],
      },
      clients: [
        {
          id: "detailed",
          secrets: [{ value: "detailed-secret" }],
          grantTypes: ["authorization_code", "refresh_token"],
          redirectUris: [AUTHORIZE.redirect_uri],
          scopes: ["openid", "read_profile", "offline_access"],
          authorizationDetailsTypes: ["payment"],
        },
        {
          id: "rich",
          authMethods: ["none"],
          grantTypes: ["authorization_code", "refresh_token"],
          redirectUris: [AUTHORIZE.redirect_uri],
          scopes: ["openid", "read_profile", "read_opaque", "offline_access"],
        },
      ],
    });
  });
  afterAll(() => world.close());

  const clientOf = async (id: string) =>
    (await world.deps.registry.client(id))?.client ?? expect.fail(`There is no ${id}.`);
  const scopeFor = (resource: string, scopes: readonly string[]) => ({
    scopes,
    deprecated: [],
    api: world.deps.registry.catalogue.apis.get(resource),
  });
  /** A grant of demo-web and ada, with a refresh token. */
  async function granted(given: Partial<Grant> = {}, cnf?: Confirmation) {
    const { deps, clock } = world;
    const id = deps.ids(clock.now);
    const { text, hash } = mint(deps.keys, "refresh", id, 0, deps.random(SECRET_BYTES));
    const refresh = { generation: 0, hash, rotatedAt: clock.now, startedAt: clock.now, by: undefined };
    const of = { clientId: "demo-web", subject: "demo-ada", createdAt: clock.now, scopes: ["openid", "read_profile"] };
    const grant = codeless(id, { ...of, refresh: cnf === undefined ? refresh : { ...refresh, cnf }, ...given });
    await deps.storage.grants.insert(grant, { accessToken: undefined, forgetAfter: clock.now + 1e9 });
    return { grant, text };
  }
  async function issue(api: string, given: Partial<ToIssue>): Promise<string> {
    const scope = scopeFor(api, [api === API ? "read_profile" : "read_opaque"]);
    const own = { client: await clientOf("demo-web"), subject: "demo-ada", grant: undefined, scope };
    const issued = issueAccessToken(world.deps, { ...own, ...given }, world.clock.now);
    if (issued.row !== undefined) await world.deps.storage.accessTokens.insert(issued.row);
    expect(issued.row === undefined).toBe(api === API);
    return issued.text;
  }
  const form = (fields: Record<string, string>, headers: { authorization?: string } = asWeb) =>
    post(encode(fields), headers);
  const see = (text: string, headers = asWeb) => introspect(world.deps, form({ token: text }, headers));
  const call = (text: string) => post("", { method: "GET", contentType: undefined, authorization: `Bearer ${text}` });
  const ask = async (fields: Record<string, string>, headers?: { authorization?: string }) => {
    const answer = await token(world.deps, form(fields, headers));
    return isRefusal(answer) ? answer.refused : answer.body;
  };
  const refresh = (text: string, more = {}, headers = asWeb) =>
    ask({ grant_type: "refresh_token", refresh_token: text, ...more }, headers);

  describe.each(FORMATS)("%s", (_, api, scope) => {
    it("says everything that it can have, to introspection and in itself", async () => {
      const { grant } = await granted({ source: { kind: "exchange", act: ACT }, authorizationDetails: DETAILS });
      const text = await issue(api, { grant, audience: [api, OTHER], cnf: CNF, extra: { plan: "gold" } });
      const says = {
        client_id: "demo-web",
        sub: "demo-ada",
        scope,
        aud: [api, OTHER],
        iss: ISSUER,
        exp: expect.any(Number),
        cnf: CNF,
        act: ACT,
        authorization_details: DETAILS,
        plan: "gold",
      };
      expect(await see(text)).toEqual({ ...says, active: true, token_type: "DPoP" });
      if (api === API) expect(decodeJwt(text)).toEqual({ ...says, iat: expect.any(Number), jti: expect.any(String) });
    });

    it("says no more than before where it has no more", async () => {
      const text = await issue(api, {});
      const names = ["active", "client_id", "sub", "scope", "aud", "iss", "exp", "token_type"];
      const says = await see(text);
      expect([Object.keys(says), says]).toEqual([names, expect.objectContaining({ aud: api, token_type: "Bearer" })]);
      if (api === API)
        expect(Object.keys(decodeJwt(text))).toEqual("iss sub aud client_id iat exp jti scope".split(" "));
    });

    it("is for several APIs, and for this issuer if openid was granted", async () => {
      const both = scopeFor(api, ["openid", scope]);
      for (const audience of [
        [api, OTHER],
        [api, OTHER, ISSUER],
      ]) {
        const text = await issue(api, { audience, scope: both });
        expect(await see(text)).toMatchObject({ aud: [api, OTHER, ISSUER] });
        for (const at of [api, OTHER, ISSUER])
          expect(isRefusal(await authorizeBearer(world.deps, call(text), { audience: at }))).toBe(false);
        const elsewhere = await authorizeBearer(world.deps, call(text), { audience: "https://third.example" });
        expect(elsewhere).toMatchObject({ refused: "token/wrong-audience" });
        expect(await userinfo(world.deps, call(text))).toMatchObject({ claims: { sub: "demo-ada" } });
      }
    });

    it.each<[what: string, cnf: Confirmation, type: string, bound: readonly string[]]>([
      ["a DPoP key", CNF, "DPoP", ["jkt"]],
      ["a certificate", CERTIFICATE, "Bearer", ["x5t#S256"]],
      ["what this version doesn't know", { kid: "k" } as Confirmation, "Bearer", ["kid"]],
      ["nothing that is named", {}, "Bearer", []],
    ])("bound to %s is no bearer token, and is seen and revoked like any other", async (_, cnf, type, bound) => {
      const text = await issue(api, { cnf, scope: scopeFor(api, ["openid", scope]) });
      expect(await see(text)).toMatchObject({ active: true, cnf, token_type: type });
      for (const demand of [{}, { audience: api }, { scope }])
        expect(await authorizeBearer(world.deps, call(text), demand)).toMatchObject({
          refused: "token/key-unproved",
          evidence: { bound },
        });
      expect(await userinfo(world.deps, call(text))).toMatchObject({ refused: "token/key-unproved" });
      expect(await revoke(world.deps, form({ token: text }))).toMatchObject({ revoked: "access token" });
      expect(await see(text)).toEqual({ active: false });
    });
  });

  it("a JWT with any cnf is bound, even one of another form", async () => {
    const payload = decodeJwt(await issue(API, {}));
    for (const cnf of ["a", 7, null, [], { jwk: { kty: "EC" } }]) {
      const text = world.deps.keys.sign("ES256", "at+jwt", { ...payload, cnf });
      expect(await authorizeBearer(world.deps, call(text), {})).toMatchObject({ refused: "token/key-unproved" });
    }
  });

  describe.each([["device"], ["ciba"], ["assertion"], ["exchange"]] as const)("a grant from %s", (kind) => {
    it("is refreshed and revoked like one from a code, and has no code", async () => {
      const headers = { authorization: basic("detailed:detailed-secret") };
      const details = { clientId: "detailed", authorizationDetails: DETAILS, source: { kind } };
      const { grant, text } = await granted(details);
      const code = mint(world.deps.keys, "code", grant.id, 0, world.deps.random(SECRET_BYTES)).text;
      const { redirect_uri } = AUTHORIZE;
      expect(
        await ask({ grant_type: "authorization_code", code, redirect_uri, code_verifier: VERIFIER }, headers),
      ).toBe("code/unknown");
      const body = await refresh(text, {}, headers);
      if (typeof body === "string") return expect.fail(body);
      expect(body).toMatchObject({
        token_type: "Bearer",
        authorization_details: DETAILS,
        scope: "openid read_profile",
      });
      // When the user signed in is unknown, so no token says it.
      expect(decodeJwt(String(body.id_token))).not.toHaveProperty("auth_time");
      expect(decodeJwt(body.access_token)).not.toHaveProperty("auth_time");
      expect(await see(body.access_token, headers)).toMatchObject({ active: true, authorization_details: DETAILS });
      expect(await refresh(String(body.refresh_token), {}, headers)).toMatchObject({ token_type: "Bearer" });
      expect(await revoke(world.deps, form({ token: body.access_token }, headers))).toMatchObject({ revoked: "grant" });
      expect(await see(body.access_token, headers)).toEqual({ active: false });
      expect(await refresh(String(body.refresh_token), {}, headers)).toBe("refresh-token/revoked");
    });
  });

  it("a grant for several APIs yields tokens for them, or for the one that a request names", async () => {
    const { text } = await granted({ audience: [API, OTHER], scopes: ["read_profile"] });
    const both = await refresh(text);
    if (typeof both === "string") return expect.fail(both);
    expect(decodeJwt(both.access_token).aud).toEqual([API, OTHER]);
    const one = await refresh(String(both.refresh_token), { resource: API });
    if (typeof one === "string") return expect.fail(one);
    expect(decodeJwt(one.access_token).aud).toBe(API);
  });

  it.each([
    ["read_profile", "a JWT"],
    ["email", "an opaque token, whose scope releases more"],
  ])("requested claims are where they were requested, and only known ones: with %s, for %s", async (scope) => {
    const requestedClaims = {
      userinfo: { ...REQUESTED.userinfo, password_hash: null, role: null },
      id_token: { ...REQUESTED.id_token, sub: { value: "somebody else" } },
    };
    const { text } = await granted({ requestedClaims, scopes: ["openid", scope] });
    const body = await refresh(text);
    if (typeof body === "string") return expect.fail(body);
    expect(decodeJwt(String(body.id_token))).toMatchObject({ sub: "demo-ada", name: "Ada Lovelace" });
    expect(decodeJwt(String(body.id_token))).not.toHaveProperty("email");
    const said = await userinfo(world.deps, call(body.access_token));
    expect(said).toEqual({
      claims: {
        sub: "demo-ada",
        email: "ada@people.example",
        ...(scope === "email" && { email_verified: true }),
      },
    });
    const names = ["requestedClaims", "userinfo", "claims"];
    for (const name of names) expect(await see(body.access_token)).not.toHaveProperty(name);
    if (scope === "read_profile")
      for (const name of names) expect(decodeJwt(body.access_token)).not.toHaveProperty(name);
  });

  describe("a refresh token that is bound to a key", () => {
    it("is refused without proof, whatever became of it, and its grant lives on", async () => {
      const { grant, text } = await granted({}, CNF);
      expect(await refresh(text)).toBe("refresh-token/key-unproved");
      expect((await world.deps.storage.grants.find(grant.id))?.revokedAt).toBeUndefined();
      expect(await see(text)).toMatchObject({ active: true, cnf: CNF });
    });

    /** What a request with proof of a key would be granted. */
    async function committed(id: string, effect: TokenGranted["effect"], presented?: Parameters<typeof commit>[3]) {
      const { deps, clock } = world;
      const wire = form({ grant_type: "authorization_code" });
      const { catalogue, settings } = deps.registry;
      const on = { decision: "token", received: receive(wire), catalogue, settings, now: clock.now } as const;
      const scope = scopeFor(API, ["read_profile"]);
      const answer = await commit(
        deps,
        on,
        { client: await clientOf(id), scope, effect, idToken: false, cnf: CNF },
        presented,
      );
      return answer?.body ?? expect.fail("It lost a race.");
    }
    async function fromCode(clientId: string): Promise<Grant> {
      await world.code({ client_id: clientId, scope: "offline_access read_profile" });
      const { grants } = world.deps.storage;
      return (await grants.find(await world.deps.storage.lastId())) ?? expect.fail("There is no grant.");
    }

    it.each([
      ["rich", CNF],
      ["demo-web", undefined],
    ] as const)("is one of a public client: %s", async (client, cnf) => {
      const grant = await fromCode(client);
      const body = await committed(client, { kind: "redeem", grant, startRefresh: true });
      // The access token is bound in any case.
      expect([body.token_type, decodeJwt(body.access_token).cnf]).toEqual(["DPoP", CNF]);
      expect((await world.deps.storage.grants.find(grant.id))?.refresh?.cnf).toEqual(cnf);
    });

    it("stays bound to the same key however often it is replaced", async () => {
      const before = await fromCode("rich");
      const first = await committed("rich", { kind: "redeem", grant: before, startRefresh: true });

      let text = String(first.refresh_token);
      for (const generation of [1, 2, 3]) {
        const presented = readCredential("refresh", text);
        const grant = await world.deps.storage.grants.find(before.id);
        if ("is" in presented || grant === undefined) return expect.fail("It is lost.");
        text = String((await committed("rich", { kind: "rotate", grant }, presented)).refresh_token);
        const { refresh } = (await world.deps.storage.grants.find(before.id)) ?? {};
        expect(refresh).toMatchObject({ generation, cnf: CNF });
      }
    });
  });
});

it.each<[contents: Pick<AccessTokenContents, "cnf">, type: string]>([
  [{}, "Bearer"],
  [{ cnf: CERTIFICATE }, "Bearer"],
  [{ cnf: {} }, "Bearer"],
  [{ cnf: CNF }, "DPoP"],
])("the type of a token with %j is %s", (contents, type) => expect(tokenTypeOf(contents)).toBe(type));
