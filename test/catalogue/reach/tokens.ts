import { boundAccessToken } from "../bound.ts";
import { addUnreadableKey, removeUnreadableKey } from "../unreadable-key.ts";
import { asService, asWeb, type World } from "../world.ts";
import { tokens as codeTokens } from "./grants.ts";
import { accessToken, after, as, during, machineToken, type Reach } from "./world.ts";

const call = (world: World, token: string | undefined, path = "/demo/api/profile", init: RequestInit = {}) =>
  world.send(path, { ...init, ...(token !== undefined && { headers: { authorization: `Bearer ${token}` } }) });

export const tokens: Reach = {
  "token/absent": (world) => call(world, undefined),
  "token/repeated": async (world) => world.form("/userinfo", { access_token: "x" }, { authorization: "Bearer x" }),
  "token/malformed": (world) => call(world, "gibberish"),
  "token/unknown": async (world) => call(world, `${(await accessToken(world)).slice(0, -8)}AAAAAAAA`),
  "token/expired": async (world) => {
    const token = await accessToken(world);
    return after(world, 601, () => call(world, token));
  },
  "token/revoked": async (world) => {
    const token = await accessToken(world);
    await world.form("/revoke", { token }, asService);
    return call(world, token);
  },
  "token/key-unproved": async (world) => call(world, boundAccessToken(world.deps, await accessToken(world))),
  "token/wrong-scheme": async (world) =>
    world.send("/demo/api/profile", { headers: { authorization: `DPoP ${await accessToken(world)}` } }),
  "token/wrong-audience": async (world) => call(world, await accessToken(world, { scope: "read_bills" }, as("two"))),
  "token/insufficient-scope": async (world) =>
    call(world, await accessToken(world), "/demo/api/multipass", { method: "POST" }),
  "token/no-openid": async (world) => call(world, await accessToken(world), "/userinfo"),
  "token/of-other-client": async (world) => world.form("/revoke", { token: await accessToken(world) }, asWeb),

  "client/introspection-not-allowed": async (world) =>
    world.form("/introspect", { token: await accessToken(world) }, asWeb),

  "client/encryption-key-absent": (world) => world.form("/introspect", { token: "x" }, as("keyless")),

  "server/fault": async (world) => {
    const { refresh_token } = await codeTokens(world);
    return during("storageFails", () => world.form("/token", { grant_type: "refresh_token", refresh_token }, asWeb));
  },
  "server/storage-unavailable": async (world) => {
    const { refresh_token } = await codeTokens(world);
    return during("storageFull", () => world.form("/token", { grant_type: "refresh_token", refresh_token }, asWeb));
  },
  "server/keys-unusable": async (world) => {
    await addUnreadableKey(world);
    try {
      return await world.send("/readyz");
    } finally {
      await removeUnreadableKey(world);
    }
  },
  "server/hook-failed": (world) => during("hookThrows", () => machineToken(world)),
  "server/hook-timed-out": (world) => during("hookHangs", () => machineToken(world)),
  "server/hook-result-invalid": (world) => during("hookReturnsSub", () => machineToken(world)),
  "server/body-consumed": async (world) => {
    world.host.readsBodies = true;
    try {
      return await world.form("/token", { grant_type: "client_credentials" }, asService);
    } finally {
      world.host.readsBodies = false;
    }
  },
  "server/closing": async (world) => {
    world.life.closing = true;
    try {
      return await world.send("/readyz");
    } finally {
      world.life.closing = false;
    }
  },
};
