import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWorld, sessionOf, type World } from "../../test/catalogue/world.ts";
import { endSession, findSession, startSession } from "./sessions.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const now = () => world.clock.now;
const start = () => sessionOf(world.deps, "demo-ada", now());
const who = async (cookie: string | undefined, at = now()) =>
  (await findSession(world.deps, cookie, at))?.account.subject;

describe("a session", () => {
  it("is known by its cookie, until it ends", async () => {
    const cookie = await start();
    expect(cookie).toMatch(/^[0-9a-z]{1,11}\.[A-Za-z0-9_-]{32}$/);
    const lifetime = world.deps.registry.settings.sessionLifetime * 1000;
    expect(await who(cookie)).toBe("demo-ada");
    expect(await who(cookie, now() + lifetime - 1)).toBe("demo-ada");
    expect(await who(cookie, now() + lifetime)).toBeUndefined();
  });

  it("ends when the user signs out, and stays ended", async () => {
    const cookie = await start();
    const signedIn = await findSession(world.deps, cookie, now());
    if (signedIn === undefined) throw new Error("not signed in");
    await endSession(world.deps, signedIn);
    expect(await who(cookie)).toBeUndefined();
    await endSession(world.deps, signedIn);
    expect(await who(cookie)).toBeUndefined();
  });

  it("has a new id and secret each time", async () => {
    const [[id, secret], [otherId, otherSecret]] = [(await start()).split("."), (await start()).split(".")];
    expect(id).not.toBe(otherId);
    expect(secret).not.toBe(otherSecret);
    expect(await who(`${id}.${otherSecret}`)).toBeUndefined();
  });

  it("isn't found by a cookie that isn't ours", async () => {
    const cookie = await start();
    const [id = "", secret = ""] = cookie.split(".");
    const odd = [
      undefined,
      "",
      ".",
      id,
      `${id}.`,
      `.${secret}`,
      `${cookie}A`,
      cookie.slice(0, -1),
      ` ${cookie}`,
      `${cookie}\n`,
    ];
    odd.push(
      cookie.toUpperCase(),
      `0${cookie}`.slice(0, 3),
      `zzzzzzzzzzz.${secret}`,
      `${id}.${"A".repeat(32)}`,
      `${id}.${secret}.x`,
    );
    for (const each of odd) expect([each, await who(each)]).toEqual([each, undefined]);
  });

  it("of a user whose account is disabled counts as signed out", async () => {
    const cookie = await start();
    const { storage } = world.deps;
    const account = await storage.people.find("demo-ada");
    if (account === undefined) throw new Error("no account");
    const seen = (disabled: boolean) => ({
      ...world.deps,
      storage: { ...storage, people: { ...storage.people, find: async () => ({ ...account, disabled }) } },
    });
    expect(await findSession(seen(true), cookie, now())).toBeUndefined();
    expect((await findSession(seen(false), cookie, now()))?.account.subject).toBe("demo-ada");
  });

  it("of a user whose account is gone counts as signed out", async () => {
    const { storage } = world.deps;
    const cookie = await start();
    const gone = { ...storage, people: { ...storage.people, find: async () => undefined } };
    expect(await findSession({ ...world.deps, storage: gone }, cookie, now())).toBeUndefined();
  });

  it("does not start for an account that was changed since its password was compared", async () => {
    const { storage } = world.deps;
    const ada = (await storage.people.find("demo-ada")) ?? expect.fail("no account");
    for (const other of [{ passwordHash: "another" }, { subject: "demo-nobody" }])
      expect(await startSession(world.deps, { ...ada, ...other }, now())).toBeUndefined();
    expect(await startSession(world.deps, ada, now())).toBeDefined();
  });
});
