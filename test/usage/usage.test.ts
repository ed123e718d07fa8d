/** What applications do is noted by scope, and a few of the requests that were granted are kept, without secrets. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aspectsOf } from "../../src/protocol/occasion.ts";
import { replay } from "../../src/protocol/replay/replay.ts";
import { grantedIn, KEPT } from "../../src/service/usage/sampled.ts";
import { accessToken, as, authorize, machineToken } from "../catalogue/reach/world.ts";
import { VERIFIER } from "../catalogue/samples.ts";
import { AUTHORIZE, asWeb, openWorld, type World } from "../catalogue/world.ts";

const MINUTE = 60_000;

describe.each(["memory", "sqlite"])("in %s", (storage) => {
  const directory = mkdtempSync(join(tmpdir(), "candor-usage-"));
  let world: World;
  beforeAll(async () => {
    world = await openWorld(storage === "sqlite" ? { sqliteIn: directory } : {});
  });
  afterAll(async () => {
    await world.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const usesOf = async (clientId: string) => {
    const uses = await world.deps.usage.uses({ clientId, limit: 100 });
    return Object.fromEntries(
      uses.map(({ scope, askedAt, grantedAt, refusedAt }) => [
        scope,
        [askedAt && "asked", grantedAt && "granted", refusedAt && "refused"].filter(Boolean).join(" "),
      ]),
    );
  };
  const successes = (clientId: string) => world.deps.usage.successes(clientId, 100);

  it("what a program asks for, gets, and gets by default", async () => {
    await machineToken(world, { scope: "write_multipass" });
    await machineToken(world);
    expect(await usesOf("demo-service")).toEqual({ write_multipass: "asked granted", read_profile: "granted" });
  });

  it("what it is refused, if it has proved who it is, and only what exists", async () => {
    await machineToken(world, { scope: "reports.read no_such_scope read_profile" }, as("demo-strict"));
    await machineToken(world, { scope: "write_multipass" }, as("demo-strict", "wrong-secret"));
    expect(await usesOf("demo-strict")).toEqual({ "reports.read": "asked refused", read_profile: "asked" });
    await machineToken(world, { scope: "reports.read" }, as("nobody"));
    expect(await usesOf("nobody")).toEqual({});
  });

  it("at most once a minute, and later again", async () => {
    const before = world.clock.now;
    const grantedAt = async () => {
      await machineToken(world, { scope: "read_profile" }, as("demo-strict"));
      return (await world.deps.usage.uses({ clientId: "demo-strict", scope: "read_profile", limit: 1 }))[0]?.grantedAt;
    };
    expect(await grantedAt()).toBe(before);
    world.clock.now = before + MINUTE - 1;
    expect(await grantedAt()).toBe(before);
    world.clock.now = before + MINUTE;
    expect(await grantedAt()).toBe(before + MINUTE);
  });

  it("what an application asks a user for, and what it gets of that", async () => {
    const headers = await world.signedIn("grace");
    await authorize(world, { scope: "openid write_multipass" }, headers);
    expect(await usesOf("demo-web")).toEqual({ openid: "asked", write_multipass: "asked" });
    await authorize(world, { scope: "openid reports.read" }, headers);
    const code = await world.code({ scope: "openid offline_access read_profile" });
    expect(await usesOf("demo-web")).toEqual({
      openid: "asked granted",
      write_multipass: "asked",
      "reports.read": "asked refused",
      offline_access: "asked granted",
      read_profile: "asked granted",
    });
    const redeemed = await world.form(
      "/token",
      { grant_type: "authorization_code", code, redirect_uri: AUTHORIZE.redirect_uri, code_verifier: VERIFIER },
      asWeb,
    );
    expect(redeemed.status).toBe(200);
    const { refresh_token } = (await redeemed.json()) as { refresh_token: string };
    await world.form("/token", { grant_type: "refresh_token", refresh_token }, asWeb);
    const kept = await successes("demo-web");
    expect(kept.map(({ kind }) => kind).sort()).toEqual([
      "authorization",
      "token/authorization_code",
      "token/refresh_token",
    ]);
    const all = kept.map(({ record }) => record).join("\n");
    for (const secret of [code, refresh_token, VERIFIER, "demo-web-secret", headers.cookie as string])
      expect(all).not.toContain(secret);
  });

  it("what was granted is granted again, and not if something is missing", async () => {
    for (const clientId of ["demo-web", "demo-service"]) {
      const kept = await successes(clientId);
      expect(kept.length).toBeGreaterThan(1);
      for (const one of kept) {
        const on = grantedIn(one);
        if (on === undefined) throw new Error(`${one.kind} can't be read.`);
        expect(replay(on).outcome.is).toBe("granted");
        const { client } = aspectsOf(on);
        const registered = client?.of(on);
        if (client === undefined || registered === undefined) throw new Error(`${one.kind} has no client.`);
        expect(replay(client.with(on, { ...registered, disabled: true })).outcome).toMatchObject({ is: "refused" });
      }
    }
  });

  it("a few of each kind are kept, of different requests", async () => {
    const scopes = ["read_profile", "write_multipass", "read_profile write_multipass", "write_multipass read_profile"];
    for (let round = 0; round < 3; round++) {
      world.clock.now += MINUTE;
      for (const scope of scopes)
        for (const client of ["demo-service"]) await machineToken(world, { scope }, as(client));
    }
    const kept = await successes("demo-service");
    expect(kept.length).toBeLessThanOrEqual(KEPT);
    expect(new Set(kept.map(({ variety }) => variety)).size).toBe(kept.length);
    expect(kept.filter(({ at }) => at === world.clock.now)).toHaveLength(scopes.length);
  });

  it("a client's secret in the wrong place is covered", async () => {
    const headers = await world.signedIn("root");
    world.clock.now += MINUTE;
    await world.code({
      scope: "openid",
      state: "demo-web-secret",
      nonce: "demo-service-secret",
      ui_locales: "demo-web-secret",
    });
    await machineToken(world, { scope: "read_profile", note: "demo-service-secret" });
    expect(headers).toHaveProperty("cookie");
    for (const clientId of ["demo-web", "demo-service"])
      for (const { record } of await successes(clientId)) expect(record).not.toMatch(/demo-\w+-secret/);
  });

  it("nothing is lost that was noted before the server ends", async () => {
    await accessToken(world, { scope: "candor:scopes" }, as("demo-admin"));
    await world.deps.usage.flush();
    const [use] = await world.deps.storage.usage.uses({ clientId: "demo-admin", limit: 10 });
    expect(use).toMatchObject({ scope: "candor:scopes", grantedAt: world.clock.now });
  });
});
