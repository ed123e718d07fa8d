import { bindRefreshToken, CNF } from "../bound.ts";
import { VERIFIER } from "../samples.ts";
import { AUTHORIZE, asWeb, type Form, ISSUER, registered, type World } from "../world.ts";
import { accessToken, after, as, during, machineToken, type Reach } from "./world.ts";

const redeem = (world: World, code: string, form: Form = {}, headers = asWeb) =>
  world.form(
    "/token",
    { grant_type: "authorization_code", code, redirect_uri: AUTHORIZE.redirect_uri, code_verifier: VERIFIER, ...form },
    headers,
  );
const refresh = (world: World, token: string, form: Form = {}, headers = asWeb) =>
  world.form("/token", { grant_type: "refresh_token", refresh_token: token, ...form }, headers);

interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
}

/** The tokens of demo-web for ada. */
export const tokens = async (world: World): Promise<Tokens> =>
  (await (await redeem(world, await world.code())).json()) as Tokens;
export const refreshToken = async (world: World): Promise<string> => (await tokens(world)).refresh_token;

/** What another server would have made: the right form, and not our secret. */
const forged = (credential: string) => `${credential.slice(0, 40)}AAAAAAAA${credential.slice(48)}`;
const MONTH = 30 * 86_400;

export const grants: Reach = {
  "pkce/verifier-missing": async (world) => redeem(world, await world.code(), { code_verifier: undefined }),
  "pkce/verifier-malformed": async (world) => redeem(world, await world.code(), { code_verifier: "short" }),
  "pkce/verifier-mismatch": async (world) => redeem(world, await world.code(), { code_verifier: "x".repeat(43) }),
  "pkce/verifier-unexpected": async (world) => {
    const uri = `${ISSUER}/lax`;
    const lax = { client_id: "lax", redirect_uri: uri, scope: "read_profile" };
    const code = await world.code({ ...lax, code_challenge: undefined, code_challenge_method: undefined });
    return redeem(world, code, { redirect_uri: uri }, as("lax"));
  },

  "code/unknown": (world) => redeem(world, "SplxlOBeZQQYbYS6WxSbIA"),
  "code/corrupted": async (world) => redeem(world, (await world.code()).slice(0, -3)),
  "code/wrong-kind": async (world) => redeem(world, await accessToken(world)),
  "code/of-other-client": async (world) => redeem(world, await world.code(), {}, as("demo-hasty", "demo-web-secret")),
  "code/already-used": async (world) => {
    const code = await world.code();
    await redeem(world, code);
    return redeem(world, code);
  },
  "code/expired": async (world) => {
    const code = await world.code();
    return after(world, 61, () => redeem(world, code));
  },
  "code/revoked": async (world) => {
    const code = await world.code();
    await world.deps.storage.grants.revoke(await world.deps.storage.lastId(), world.clock.now, "an operator did");
    return redeem(world, code);
  },
  "code/key-unproved": async (world) => redeem(world, await world.code({ dpop_jkt: CNF.jkt })),
  "code/redirect-uri-mismatch": async (world) =>
    redeem(world, await world.code(), { redirect_uri: `${ISSUER}/demo/callback/` }),
  "grant/session-ended": async (world) => {
    const code = await world.code();
    const { grants, sessions } = world.deps.storage;
    const grant = await grants.find(await world.deps.storage.lastId());
    await sessions.end(grant?.sessionId ?? 0, world.clock.now);
    return redeem(world, code);
  },
  "grant/id-unknown": async (world) => {
    const own = as("managing");
    const token = await machineToken(world, { scope: "grant_management_query" }, own);
    const { access_token } = (await token.json()) as { readonly access_token: string };
    return world.send(`${ISSUER}/grants/AAABmV8aQABkq1mJbYFf2wD7cVY3Mg0`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
  },
  "grant/account-disabled": async (world) => {
    const code = await world.code();
    return during("accountsDisabled", () => redeem(world, code));
  },
  "grant/scopes-withdrawn": async (world) => {
    const code = await world.code();
    const { registries, registry } = world.deps;
    const withdrawn = (id: string) => {
      const found = registered({ registry }, id);
      return found && { ...found, client: { ...found.client, scopes: [] } };
    };
    const changed = { ...registry, client: withdrawn };
    Object.assign(world.deps, { registries: { current: () => changed } });
    const answer = await redeem(world, code);
    Object.assign(world.deps, { registries });
    return answer;
  },

  "refresh-token/unknown": async (world) => refresh(world, forged(await refreshToken(world))),
  "refresh-token/corrupted": async (world) => refresh(world, ` ${await refreshToken(world)}`),
  "refresh-token/wrong-kind": async (world) => refresh(world, (await tokens(world)).access_token),
  "refresh-token/of-other-client": async (world) =>
    refresh(world, await refreshToken(world), {}, as("demo-hasty", "demo-web-secret")),
  "refresh-token/revoked": async (world) => {
    const token = await refreshToken(world);
    await world.form("/revoke", { token }, asWeb);
    return refresh(world, token);
  },
  "refresh-token/key-unproved": async (world) => {
    const token = await refreshToken(world);
    await bindRefreshToken(world.deps, token);
    return refresh(world, token);
  },
  "refresh-token/reused": async (world) => {
    const token = await refreshToken(world);
    await refresh(world, token);
    return after(world, 11, () => refresh(world, token));
  },
  "refresh-token/expired": async (world) => {
    const token = await refreshToken(world);
    return after(world, MONTH, () => refresh(world, token));
  },
};
