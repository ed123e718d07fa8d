/** What revoking a token ends, and what it leaves alone. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { basic, post, refusalOf, VERIFIER } from "../../test/catalogue/samples.ts";
import { AUTHORIZE, encode, ISSUER, openWorld, type World } from "../../test/catalogue/world.ts";
import type { Storage } from "../ports/storage.ts";
import { isRefusal, refuse } from "../reasons/index.ts";
import { findAccessToken } from "./access-tokens.ts";
import { revoke } from "./revocation.ts";
import { token } from "./token.ts";

const OPAQUE = `${ISSUER}/opaque`;
const SECRETS = { "demo-web": "demo-web-secret", "demo-service": "demo-service-secret", both: "the secret of both" };
type Id = keyof typeof SECRETS;

let world: World;
/** What was revoked in storage. */
let revoked: unknown[][];
const watched = (storage: Storage): Storage => ({
  ...storage,
  grants: {
    ...storage.grants,
    revoke: async (id, at, because) => {
      revoked.push(["grant", at, because]);
      return storage.grants.revoke(id, at, because);
    },
  },
  accessTokens: {
    ...storage.accessTokens,
    revoke: async (row, at) => {
      revoked.push(["token", at, row]);
      await storage.accessTokens.revoke(row, at);
    },
  },
});
beforeAll(async () => {
  world = await openWorld({
    storage: watched,
    config: {
      apis: [{ resource: OPAQUE, name: "Opaque", tokens: "opaque" }],
      scopes: [{ name: "read_opaque", description: "Read what is opaque", api: OPAQUE }],
    },
    clients: [
      {
        id: "both",
        secrets: [{ value: SECRETS.both }],
        grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
        redirectUris: [AUTHORIZE.redirect_uri],
        scopes: ["openid", "offline_access", "read_profile", "read_opaque"],
      },
    ],
  });
});
beforeEach(() => {
  revoked = [];
});
afterAll(() => world.close());

const as = (id: Id, form: Record<string, string>) =>
  post(encode(form), { authorization: basic(`${id}:${SECRETS[id]}`) });
const ask = (id: Id, text: string, deps = world.deps) => revoke(deps, as(id, { token: text }));
/** What a request is responded to with that has ended nothing. */
const NOTHING = { client: "both", revoked: undefined };

async function tokensOf(id: Id, form: Record<string, string>): Promise<{ access: string; refresh: string }> {
  const answer = await token(world.deps, as(id, form));
  if (isRefusal(answer)) return expect.fail(answer.refused);
  return { access: String(answer.body.access_token), refresh: String(answer.body.refresh_token) };
}
async function begin(scope = AUTHORIZE.scope) {
  const code = await world.code({ client_id: "both", scope });
  const { redirect_uri } = AUTHORIZE;
  return tokensOf("both", { grant_type: "authorization_code", code, redirect_uri, code_verifier: VERIFIER });
}
const BY_CLIENT = ["grant", expect.any(Number), "the client revoked it"];

describe("revoking", () => {
  it.each<[what: string, scope: string, which: "access" | "refresh"]>([
    ["the refresh token", AUTHORIZE.scope, "refresh"],
    ["the JWT", AUTHORIZE.scope, "access"],
    ["the opaque token", "offline_access read_opaque", "access"],
  ])("%s ends the grant, at the time of the request", async (_, scope, which) => {
    const tokens = await begin(scope);
    world.clock.now += 5;
    expect(await ask("both", tokens[which])).toEqual({ client: "both", revoked: "grant", subject: "demo-ada" });
    expect(revoked).toEqual([["grant", world.clock.now, "the client revoked it"]]);
    expect(await findAccessToken(world.deps, tokens.access)).toMatchObject({ is: "found", revoked: true });
  });

  it.each(["read_profile", "read_opaque"])("a client's token for itself ends only this one: %s", async (scope) => {
    const one = (await tokensOf("both", { grant_type: "client_credentials", scope })).access;
    const other = (await tokensOf("both", { grant_type: "client_credentials", scope })).access;
    expect(await ask("both", one)).toEqual({ client: "both", revoked: "access token" });
    expect(revoked).toEqual([["token", world.clock.now, expect.objectContaining({ clientId: "both" })]]);
    // No hash is made up for a token that was never stored: nothing could be compared with it.
    expect(revoked[0]?.[2]).toMatchObject({
      hash: new Uint8Array(),
      audience: [scope === "read_opaque" ? OPAQUE : `${ISSUER}/api`],
      revokedAt: undefined,
    });
    expect(await findAccessToken(world.deps, one)).toMatchObject({ is: "found", revoked: true });
    expect(await findAccessToken(world.deps, other)).toMatchObject({ is: "found", revoked: false });
  });

  it("a refresh token that was rotated ends its family", async () => {
    const { refresh } = await begin();
    await tokensOf("both", { grant_type: "refresh_token", refresh_token: refresh });
    expect(await ask("both", refresh)).toMatchObject({ revoked: "grant", subject: "demo-ada" });
    expect(revoked).toEqual([BY_CLIENT]);
  });

  it.each(["access", "refresh"] as const)("another client's %s token is refused and stays valid", async (which) => {
    const tokens = await begin();
    const refusal = await ask("demo-service", tokens[which]);
    expect(refusalOf(refusal)).toEqual(refuse("token/of-other-client", { clientId: "demo-service", issuedTo: "both" }));
    expect(revoked).toEqual([]);
  });

  it("a refresh token with only a correct id ends nothing and reveals nothing to another client", async () => {
    const { refresh } = await begin();
    const guessed = `${refresh.slice(0, -8)}AAAAAAAA`;
    expect([await ask("both", guessed), await ask("demo-service", guessed)]).toEqual([
      NOTHING,
      { client: "demo-service", revoked: undefined },
    ]);
    expect(revoked).toEqual([]);
  });

  it("a refresh token of a grant without one ends nothing", async () => {
    const { refresh } = await begin();
    const { storage } = world.deps;
    const find = async (id: number) => {
      const grant = await storage.grants.find(id);
      return grant && { ...grant, refresh: undefined };
    };
    const deps = { ...world.deps, storage: { ...storage, grants: { ...storage.grants, find } } };
    expect(await ask("both", refresh, deps)).toEqual(NOTHING);
    expect(revoked).toEqual([]);
  });

  it.each(["read_profile", "read_opaque"])("an expired access token ends nothing: %s", async (scope) => {
    const { access } = await begin(`offline_access ${scope}`);
    const issued = world.clock.now;
    world.clock.now += world.deps.registry.settings.accessTokenLifetime * 1000;
    expect(await ask("both", access)).toEqual(NOTHING);
    expect(await ask("demo-service", access)).toMatchObject({ revoked: undefined });
    expect(revoked).toEqual([]);
    world.clock.now = issued + world.deps.registry.settings.accessTokenLifetime * 1000 - 1000;
    await ask("both", access);
    expect(revoked).toEqual([BY_CLIENT]);
  });

  it.each([
    "x",
    "candor_refresh_",
    "candor_refresh_x",
    `candor_refresh_${"A".repeat(56)}`,
    "candor_access_x",
    `candor_access_${"A".repeat(56)}`,
    "eyJ",
  ])("%j is as good as revoked", async (text) => {
    const { storage } = world.deps;
    const sought: unknown[] = [];
    const find = async (id: number) => void sought.push(id);
    const deps = { ...world.deps, storage: { ...storage, grants: { ...storage.grants, find } } };
    expect(await ask("both", text, deps)).toEqual(NOTHING);
    expect([revoked, sought.includes(undefined)]).toEqual([[], false]);
  });

  it("a missing token is refused", async () => {
    expect(await ask("both", "")).toMatchObject({ refused: "request/parameter-absent" });
  });

  it.each<[what: string, authorization: string | undefined, refused: string]>([
    ["a wrong secret", basic("both:another secret than it is"), "client-auth/secret-wrong"],
    ["no secret", basic("both:"), "client-auth/secret-absent"],
    ["nothing", undefined, "client-auth/secret-absent"],
    ["an unknown client", basic("nobody:the secret of both"), "client/unknown"],
  ])("by %s is refused", async (_, authorization, refused) => {
    const { access } = await begin();
    const answer = await revoke(world.deps, post(encode({ token: access }), { authorization }));
    expect(answer).toMatchObject({ refused });
    expect(revoked).toEqual([]);
  });

  it("a token in the URL is refused, and its client is not even looked up", async () => {
    const answer = await revoke(world.deps, {
      ...as("both", { token: "candor_access_x" }),
      query: "token=candor_access_x",
    });
    expect(answer).toMatchObject({ refused: "request/parameter-misplaced", on: { decision: "revocation" } });
    expect(answer).not.toHaveProperty("on.client");
  });
});
