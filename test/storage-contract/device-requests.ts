/** What every store of device authorization requests must do. */
import { describe, expect, test } from "vitest";
import { DEVICE_KEPT_FOR, type DeviceRequest } from "../../src/ports/device-requests.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { codeless, HOUR, hash, T, token } from "./samples.ts";

const request = (id: number, more: Partial<DeviceRequest> = {}): DeviceRequest => ({
  id,
  clientId: "tv",
  hash: hash(id),
  userCodeHash: hash(id + 100),
  scopes: ["openid", "read_photos"],
  requestedAt: T,
  expiresAt: T + 600_000,
  interval: 5,
  polledAt: undefined,
  decided: undefined,
  usedAt: undefined,
  ...more,
});
const allowed = { is: "allowed", at: T + 1, grantId: 50, subject: "usr_ada", authTime: T, scopes: ["openid"] } as const;
const bytes = { hash: expect.anything(), userCodeHash: expect.anything() };

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function deviceRequestContract(open: () => Storage): void {
  describe("device requests", () => {
    test("are found by their id and by the code that the user types", async () => {
      const { deviceRequests } = open();
      expect(await deviceRequests.insert(request(3))).toBe(true);
      expect(await deviceRequests.insert(request(4, { userCodeHash: hash(103) }))).toBe(false);
      expect(await deviceRequests.find(3)).toMatchObject({ ...request(3), ...bytes });
      expect((await deviceRequests.findByUserCode(hash(103)))?.id).toBe(3);
      expect(await deviceRequests.find(4)).toBeUndefined();
      expect(await deviceRequests.findByUserCode(hash(104))).toBeUndefined();
      expect(await open().lastId()).toBe(3);
    });

    test("remember each poll, and a longer interval", async () => {
      const { deviceRequests } = open();
      await deviceRequests.insert(request(1));
      await deviceRequests.polled(1, T + 1, 0);
      expect(await deviceRequests.find(1)).toMatchObject({ polledAt: T + 1, interval: 5 });
      await deviceRequests.polled(1, T + 2, 5);
      await deviceRequests.polled(1, T + 3, 5);
      expect(await deviceRequests.find(1)).toMatchObject({ polledAt: T + 3, interval: 15 });
    });

    test("are listed while they wait, the newest first, and canceled with an entry in the log", async () => {
      const { deviceRequests, audit } = open();
      for (const id of [1, 2, 3]) await deviceRequests.insert(request(id));
      await deviceRequests.decide(2, allowed);
      const ids = async (by: object, now = T) =>
        (await deviceRequests.waiting({ limit: 9, ...by }, now)).map(({ id }) => id);
      expect(await ids({})).toEqual([3, 1]);
      expect(await ids({ limit: 1 })).toEqual([3]);
      expect(await ids({ before: 3 })).toEqual([1]);
      expect(await ids({ clientId: "another" })).toEqual([]);
      expect(await ids({}, T + 600_000)).toEqual([]);
      const entry = {
        at: T,
        actor: { is: "user", id: "root" },
        action: "waiting/cancel",
        target: { kind: "waiting", id: "device-1" },
      } as const;
      const denied = { is: "denied", at: T } as const;
      expect(await deviceRequests.decide(1, denied, entry)).toBe(true);
      expect(await deviceRequests.decide(1, denied, entry)).toBe(false);
      expect((await audit.list({ kind: "waiting", limit: 9 })).map(({ action }) => action)).toEqual(["waiting/cancel"]);
      expect(await ids({})).toEqual([3]);
    });

    test("are decided once", async () => {
      const { deviceRequests } = open();
      await deviceRequests.insert(request(1));
      const denied = { is: "denied", at: T + 2 } as const;
      const won = await Promise.all([deviceRequests.decide(1, allowed), deviceRequests.decide(1, denied)]);
      expect(won.sort()).toEqual([false, true]);
      expect(await deviceRequests.decide(2, denied)).toBe(false);
    });

    test("are redeemed by one of many at once, with their grant", async () => {
      const { deviceRequests, grants, accessTokens } = open();
      await deviceRequests.insert(request(1));
      const grant = codeless(50);
      const redeem = (at: number) =>
        deviceRequests.redeem(1, at, grant, {
          accessToken: token(60 + at - T, { grantId: 50 }),
          forgetAfter: T + HOUR,
        });
      expect(await redeem(T)).toBe(false);
      expect(await grants.find(50)).toBeUndefined();
      await deviceRequests.decide(1, allowed);
      const all = await Promise.all(Array.from({ length: 10 }, (_, at) => redeem(T + 1 + at)));
      expect(all.filter((won) => won)).toHaveLength(1);
      expect(await grants.find(50)).toMatchObject({ id: 50, source: { kind: "device" } });
      const winner = T + 1 + all.indexOf(true);
      expect((await deviceRequests.find(1))?.usedAt).toBe(winner);
      expect(await accessTokens.find(60 + winner - T)).toBeDefined();
    });

    test("can't be redeemed after a denial", async () => {
      const { deviceRequests } = open();
      await deviceRequests.insert(request(1));
      await deviceRequests.decide(1, { is: "denied", at: T });
      expect(await deviceRequests.redeem(1, T, codeless(50), { accessToken: undefined, forgetAfter: T })).toBe(false);
    });

    test("are forgotten some time after they have expired", async () => {
      const storage = open();
      await storage.deviceRequests.insert(request(1));
      expect(await storage.purge(T + 600_000 + DEVICE_KEPT_FOR, 100)).toBe(0);
      expect(await storage.purge(T + 600_001 + DEVICE_KEPT_FOR, 100)).toBe(1);
      expect(await storage.deviceRequests.find(1)).toBeUndefined();
    });
  });
}
