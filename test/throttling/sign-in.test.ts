/** Throttling slows down whoever guesses, and nobody else: over real sockets, with a database. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PASSWORD, startTown, type Town, tally } from "./town.ts";

let town: Town;
beforeAll(async () => {
  town = await startTown(112);
});
beforeEach(() => town.hold());
afterAll(() => town.close());

describe("many users behind one IP address", () => {
  it("who sign in at once with right passwords all get in: a hundred of them", async () => {
    const browser = await town.browser();
    const all = Array.from({ length: 100 }, (_, n) => browser.signIn(`user${n}`, PASSWORD, "192.0.2.1"));
    expect(await tally(all)).toEqual({ 303: 100 });
  });

  it("also when it is one user in a hundred browsers", async () => {
    const browser = await town.browser();
    const all = Array.from({ length: 100 }, () => browser.signIn("user1", PASSWORD, "192.0.2.2"));
    expect(await tally(all)).toEqual({ 303: 100 });
  });

  it("who mistype once each, 56 of them in 13 hours, lock nobody out", async () => {
    for (let n = 0; n < 56; n++) {
      const browser = await town.browser();
      expect((await browser.signIn(`user${n}`, "mistyped", "192.0.2.3")).status).toBe(401);
      town.pass(14 * 60);
    }
    const all = Array.from({ length: 20 }, async (_, n) =>
      (await town.browser()).signIn(`user${n}`, PASSWORD, "192.0.2.3"),
    );
    expect(await tally(all)).toEqual({ 303: 20 });
  });
});

describe("strangers who guess", () => {
  it("from the user's own network do not keep the user out of a familiar browser, and do wait themselves", async () => {
    const [home, stranger] = [await town.browser(), await town.browser()];
    expect((await home.signIn("user107", PASSWORD, "203.0.113.1")).status).toBe(303);
    for (let n = 0; n < 5; n++)
      expect((await stranger.signIn("user107", `guess ${n}`, "203.0.113.1")).status).toBe(401);
    const held = await stranger.signIn("user107", PASSWORD, "203.0.113.1");
    expect([held.status, held.headers.get("retry-after")]).toEqual([429, "5"]);
    expect((await home.signIn("user107", PASSWORD, "203.0.113.1")).status).toBe(303);
    // Another user's familiar browser is a stranger to this account.
    const neighbor = await town.browser();
    expect((await neighbor.signIn("user108", PASSWORD, "203.0.113.1")).status).toBe(303);
    expect((await neighbor.signIn("user107", PASSWORD, "203.0.113.1")).status).toBe(429);
    town.pass(6);
    expect((await stranger.signIn("user107", PASSWORD, "203.0.113.1")).status).toBe(303);
  });

  it("from a hundred networks do not keep the user out of a familiar browser", async () => {
    const [home, stranger] = [await town.browser(), await town.browser()];
    expect((await home.signIn("user109", PASSWORD, "203.0.113.9")).status).toBe(303);
    for (let n = 0; n < 100; n++) await stranger.signIn("user109", "guess", `198.${18 + (n % 2)}.${n}.1`);
    expect((await stranger.signIn("user109", PASSWORD, "203.0.113.200")).status).toBe(429);
    expect((await home.signIn("user109", PASSWORD, "203.0.113.200")).status).toBe(303);
  });

  it("many at once try no more passwords than one after another", async () => {
    const browser = await town.browser();
    const guesses = Array.from({ length: 60 }, (_, n) => browser.signIn("user110", `guess ${n}`, "198.51.100.77"));
    expect(await tally(guesses)).toEqual({ 401: 5, 429: 55 });
  });
});

describe("a browser of the user's own", () => {
  it("waits for its own mistakes alone, and its right password ends that", async () => {
    const home = await town.browser();
    expect((await home.signIn("user111", PASSWORD, "203.0.113.11")).status).toBe(303);
    for (let n = 0; n < 9; n++) expect((await home.signIn("user111", "mistyped", "203.0.113.11")).status).toBe(401);
    expect((await home.signIn("user111", PASSWORD, "203.0.113.11")).status).toBe(303);
    for (let n = 0; n < 10; n++) expect((await home.signIn("user111", "mistyped", "203.0.113.11")).status).toBe(401);
    expect((await home.signIn("user111", PASSWORD, "203.0.113.11")).status).toBe(429);
    expect((await (await town.browser()).signIn("user111", PASSWORD, "203.0.113.11")).status).toBe(303);
  });
});
