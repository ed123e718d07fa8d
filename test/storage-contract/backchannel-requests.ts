/** What every store of backchannel authentication requests must do. */
import { describe, expect, test } from "vitest";
import type { BackchannelRequest } from "../../src/ports/backchannel-requests.ts";
import { DEVICE_KEPT_FOR } from "../../src/ports/device-requests.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { codeless, HOUR, hash, T, token } from "./samples.ts";

const request = (id: number, more: Partial<BackchannelRequest> = {}): BackchannelRequest => ({
  id,
  clientId: "desk",
  hash: hash(id),
  subject: "usr_ada",
  scopes: ["openid", "read_photos"],
  bindingMessage: undefined,
  requestedAt: T,
  expiresAt: T + 300_000,
  interval: 5,
  polledAt: undefined,
  decided: undefined,
  usedAt: undefined,
  notificationToken: undefined,
  ...more,
});
const allowed = { is: "allowed", at: T + 1, grantId: 50, subject: "usr_ada", authTime: T, scopes: ["openid"] } as const;
const denied = { is: "denied", at: T + 2 } as const;

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function backchannelRequestContract(open: () => Storage): void {
  describe("backchannel requests", () => {
    test("are found by their id, and by the user who is asked while they wait", async () => {
      const { backchannelRequests: store, lastId } = open();
      const first = request(3, { bindingMessage: "Call 4711", notificationToken: "secret" });
      await store.insert(first);
      await store.insert(request(4));
      await store.insert(request(5, { subject: "usr_grace" }));
      await store.insert(request(6, { expiresAt: T + 10 }));
      expect(await store.find(3)).toMatchObject({ ...first, hash: expect.anything() });
      expect(await store.find(7)).toBeUndefined();
      const waiting = async (now: number, limit = 10) =>
        (await store.waitingFor("usr_ada", now, limit)).map(({ id }) => id);
      expect([await waiting(T), await waiting(T + 10), await waiting(T, 2)]).toEqual([
        [3, 4, 6],
        [3, 4],
        [3, 4],
      ]);
      await store.decide(3, denied);
      expect(await waiting(T + 10)).toEqual([4]);
      expect(await lastId()).toBe(6);
    });

    test("keep what few have", async () => {
      const { backchannelRequests: store } = open();
      const rare = { details: [{ type: "payment", amount: "1" }], audience: ["https://pay.example"], maxAge: 0 };
      await store.insert(request(1, rare));
      expect(await store.find(1)).toMatchObject(rare);
      await store.insert(request(2));
      expect(await store.find(2)).not.toHaveProperty("maxAge");
    });

    test("remember each poll, and a longer interval", async () => {
      const { backchannelRequests: store } = open();
      await store.insert(request(1));
      await store.polled(1, T + 1, 0);
      await store.polled(1, T + 2, 5);
      expect(await store.find(1)).toMatchObject({ polledAt: T + 2, interval: 10 });
    });

    test("are decided once", async () => {
      const { backchannelRequests: store } = open();
      await store.insert(request(1));
      const won = await Promise.all([store.decide(1, allowed), store.decide(1, denied)]);
      expect(won.sort()).toEqual([false, true]);
      expect(await store.decide(2, denied)).toBe(false);
    });

    test("are redeemed by one of many at once, with their grant", async () => {
      const { backchannelRequests: store, grants, accessTokens } = open();
      await store.insert(request(1));
      const redeem = (at: number) =>
        store.redeem(1, at, codeless(50), {
          accessToken: token(60 + at - T, { grantId: 50 }),
          forgetAfter: T + HOUR,
        });
      expect(await redeem(T)).toBe(false);
      await store.decide(1, allowed);
      const all = await Promise.all(Array.from({ length: 10 }, (_, at) => redeem(T + 1 + at)));
      expect(all.filter((won) => won)).toHaveLength(1);
      const winner = T + 1 + all.indexOf(true);
      expect((await store.find(1))?.usedAt).toBe(winner);
      expect(await grants.find(50)).toMatchObject({ id: 50 });
      expect(await accessTokens.find(60 + winner - T)).toBeDefined();
    });

    test("can't be redeemed after a denial", async () => {
      const { backchannelRequests: store } = open();
      await store.insert(request(1));
      await store.decide(1, denied);
      expect(await store.redeem(1, T, codeless(50), { accessToken: undefined, forgetAfter: T })).toBe(false);
    });

    test("notify clients that want it, of any decision, until it has worked or is given up", async () => {
      const { backchannelRequests: store } = open();
      await store.insert(request(1));
      await store.insert(request(2, { notificationToken: "two" }));
      await store.insert(request(3, { notificationToken: "three" }));
      await store.decide(1, allowed);
      expect([await store.isDue(T + HOUR), await store.takeDue(T + HOUR, T, 10)]).toEqual([false, []]);
      await store.decide(2, allowed);
      await store.decide(3, denied);
      expect([await store.isDue(T), await store.isDue(T + 2)]).toEqual([false, true]);
      const taken = await store.takeDue(T + 2, T + 100, 10);
      expect([...taken].sort((a, b) => a.id - b.id)).toEqual([
        { id: 2, clientId: "desk", notificationToken: "two", tries: 0 },
        { id: 3, clientId: "desk", notificationToken: "three", tries: 0 },
      ]);
      // Nobody else has them meanwhile.
      expect(await store.takeDue(T + 50, T + 100, 10)).toEqual([]);
      await store.notified(2);
      expect(await store.find(2)).toMatchObject({ notificationToken: undefined });
      await store.notificationFailed({ id: 3, tries: 0 }, T + 60);
      // Whoever was suspended before it noted what came of it changes nothing that another one has finished.
      for (const id of [2, 3]) await store.notificationFailed({ id, tries: 0 }, T);
      await store.notificationFailed({ id: 3, tries: 0 }, undefined);
      expect(await store.isDue(T + 59)).toBe(false);
      expect(await store.takeDue(T + 60, T + 200, 10)).toEqual([
        { id: 3, clientId: "desk", notificationToken: "three", tries: 1 },
      ]);
      await store.notificationFailed({ id: 3, tries: 1 }, undefined);
      expect([await store.isDue(T + HOUR), (await store.find(3))?.notificationToken]).toEqual([false, undefined]);
    });

    test("are forgotten some time after they have expired", async () => {
      const storage = open();
      await storage.backchannelRequests.insert(request(1));
      expect(await storage.purge(T + 300_000 + DEVICE_KEPT_FOR, 100)).toBe(0);
      expect(await storage.purge(T + 300_001 + DEVICE_KEPT_FOR, 100)).toBe(1);
      expect(await storage.backchannelRequests.find(1)).toBeUndefined();
    });
  });
}
