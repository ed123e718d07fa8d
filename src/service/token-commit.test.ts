/** What a granted token request leaves in the store, and for how long. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { basic, DAY, post, SECOND, VERIFIER } from "../../test/catalogue/samples.ts";
import { AUTHORIZE, encode, ISSUER, openWorld, type World } from "../../test/catalogue/world.ts";
import type { Storage } from "../ports/storage.ts";
import { isRefusal } from "../reasons/index.ts";
import { token } from "./token.ts";

type Grants = Storage["grants"];
type Redeemed = Parameters<Grants["redeem"]>[2];
type Rotated = Parameters<Grants["rotate"]>[2];

const OPAQUE = `${ISSUER}/opaque`;
let world: World;
let redeemed: Redeemed[] = [];
let rotated: { readonly from: number; readonly to: Rotated }[] = [];
let inserted: string[] = [];
/** Requests that are overtaken by another one before they are stored. */
let overtaken = 0;

const watched = (storage: Storage): Storage => ({
  ...storage,
  grants: {
    ...storage.grants,
    redeem: async (id, now, outcome) => {
      if (overtaken-- > 0) return false;
      redeemed.push(outcome);
      return storage.grants.redeem(id, now, outcome);
    },
    rotate: async (id, from, to) => {
      rotated.push({ from, to });
      return storage.grants.rotate(id, from, to);
    },
  },
  accessTokens: {
    ...storage.accessTokens,
    insert: async (row) => {
      inserted.push(row.subject);
      await storage.accessTokens.insert(row);
    },
  },
});

beforeAll(async () => {
  world = await openWorld({
    storage: watched,
    config: {
      apis: [{ resource: OPAQUE, name: "Opaque", tokens: "opaque", lifetime: 7_200 }],
      scopes: [{ name: "read_opaque", description: "Read what is opaque", api: OPAQUE }],
    },
    clients: [
      {
        id: "app",
        secrets: [{ value: "the secret of the app" }],
        grantTypes: ["authorization_code", "refresh_token", "client_credentials"],
        redirectUris: [AUTHORIZE.redirect_uri],
        scopes: ["openid", "email", "offline_access", "read_profile", "read_opaque"],
      },
      {
        id: "fills",
        secrets: [{ value: "the secret of the app" }],
        redirectUris: [AUTHORIZE.redirect_uri],
        scopes: ["openid", "email"],
        idTokenClaims: ["email"],
      },
    ],
  });
});
afterAll(() => world.close());
beforeEach(() => {
  [redeemed, rotated, inserted, overtaken] = [[], [], [], 0];
});

async function ask(form: Record<string, string>, id = "app") {
  const answer = await token(world.deps, post(encode(form), { authorization: basic(`${id}:the secret of the app`) }));
  return isRefusal(answer) ? expect.fail(answer.refused) : answer.body;
}
async function redeem(scope: string, client_id = "app") {
  const code = await world.code({ client_id, scope });
  const { redirect_uri } = AUTHORIZE;
  return ask({ grant_type: "authorization_code", code, redirect_uri, code_verifier: VERIFIER }, client_id);
}
const refresh = (text = "") => ask({ grant_type: "refresh_token", refresh_token: text });

describe("a redeemed code", () => {
  it("is remembered for an hour, and starts no refresh token that was not asked for", async () => {
    const body = await redeem("openid read_profile");
    expect(body).not.toHaveProperty("refresh_token");
    expect(redeemed).toEqual([
      expect.objectContaining({ refresh: undefined, accessToken: undefined, forgetAfter: world.clock.now + 3_600_000 }),
    ]);
  });

  it("is remembered as long as its access token if that lives longer", async () => {
    const { expires_in } = await redeem("read_opaque");
    expect(expires_in).toBe(7_200);
    expect(redeemed).toEqual([
      expect.objectContaining({
        accessToken: expect.objectContaining({ subject: "demo-ada", audience: [OPAQUE] }),
        forgetAfter: world.clock.now + 7_200_000,
      }),
    ]);
    // In one step with the code, and not beside it.
    expect(inserted).toEqual([]);
  });

  it("is remembered as long as its refresh tokens, and so is what they are exchanged for", async () => {
    const start = world.clock.now;
    const { refreshLifetime: absolute } = world.deps.registry.settings;
    const first = await redeem("offline_access read_profile");
    world.clock.now += DAY;
    const second = await refresh(first.refresh_token);
    world.clock.now += DAY;
    await refresh(second.refresh_token);
    const forgetAfter = start + absolute * SECOND;
    const state = { startedAt: start, hash: expect.any(Uint8Array) };
    expect(redeemed).toMatchObject([{ forgetAfter, refresh: { ...state, generation: 0, rotatedAt: start } }]);
    expect(rotated).toMatchObject([
      { from: 0, to: { forgetAfter, refresh: { ...state, generation: 1, rotatedAt: start + DAY } } },
      { from: 1, to: { forgetAfter, refresh: { ...state, generation: 2, rotatedAt: start + 2 * DAY } } },
    ]);
  });

  it.each([1, 2])("is decided again if it was overtaken %d times", async (times) => {
    overtaken = times;
    expect(await redeem("read_profile")).toMatchObject({ token_type: "Bearer" });
  });

  it("that is overtaken each time is a fault, and issues nothing", async () => {
    overtaken = 3;
    await expect(redeem("read_profile")).rejects.toThrow("lost every race");
    expect([redeemed, inserted]).toEqual([[], []]);
  });
});

describe("a repeated refresh", () => {
  it("gives the same successor, changes no grant, and keeps its opaque access token", async () => {
    const first = await redeem("offline_access read_opaque");
    const next = await refresh(first.refresh_token);
    [rotated, inserted] = [[], []];
    const again = await refresh(first.refresh_token);
    expect(again.refresh_token).toBe(next.refresh_token);
    expect(again.access_token).not.toBe(next.access_token);
    expect([rotated, inserted]).toEqual([[], ["demo-ada"]]);
  });
});

describe("tokens of a client for itself", () => {
  it("are about the client, without a refresh or an ID token, and stored where they are opaque", async () => {
    const [jwt, opaque] = [
      await ask({ grant_type: "client_credentials", scope: "read_profile" }),
      await ask({ grant_type: "client_credentials", scope: "read_opaque" }),
    ];
    for (const body of [jwt, opaque])
      expect(Object.keys(body).sort()).toEqual(["access_token", "expires_in", "scope", "token_type"]);
    expect(inserted).toEqual(["app"]);
    expect(JSON.parse(Buffer.from(jwt.access_token.split(".")[1] ?? "", "base64url").toString()).sub).toBe("app");
  });
});

describe("the ID token", () => {
  const claimsOf = ({ id_token = "" }) =>
    id_token === "" ? undefined : JSON.parse(Buffer.from(id_token.split(".")[1] ?? "", "base64url").toString());

  it("is there for openid alone, with the user's claims only for a client that is registered to find them there", async () => {
    expect(claimsOf(await redeem("email"))).toBeUndefined();
    expect(claimsOf(await redeem("openid email"))).toMatchObject({ sub: "demo-ada", aud: "app" });
    expect(claimsOf(await redeem("openid email"))).not.toHaveProperty("email");
    expect(claimsOf(await redeem("openid email", "fills"))).toMatchObject({
      sub: "demo-ada",
      email: expect.any(String),
    });
    expect(claimsOf(await redeem("openid", "fills"))).not.toHaveProperty("email");
  });

  it("repeats the nonce where the code is redeemed, and not at a refresh", async () => {
    const code = await world.code({ client_id: "app", nonce: "n-1" });
    const { redirect_uri } = AUTHORIZE;
    const first = await ask({ grant_type: "authorization_code", code, redirect_uri, code_verifier: VERIFIER });
    expect(claimsOf(first)).toMatchObject({ nonce: "n-1" });
    expect(claimsOf(await refresh(first.refresh_token))).not.toHaveProperty("nonce");
  });
});
