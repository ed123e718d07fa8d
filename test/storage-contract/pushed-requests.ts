/** What every store of pushed authorization requests must do. */
import { describe, expect, test } from "vitest";
import type { PushedRequest } from "../../src/ports/pushed-requests.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { HOUR, hash, T } from "./samples.ts";

const request = (id: number, more: Partial<PushedRequest> = {}): PushedRequest => ({
  id,
  hash: hash(id),
  clientId: "photos",
  parameters: "scope=openid&state=%C3%A9",
  pushedAt: T,
  expiresAt: T + 60_000,
  openedAt: undefined,
  usedAt: undefined,
  ...more,
});

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function pushedRequestContract(open: () => Storage): void {
  describe("pushed requests", () => {
    test("are found again as they were pushed", async () => {
      const { pushedRequests } = open();
      await pushedRequests.insert(request(3));
      expect(await pushedRequests.find(3)).toMatchObject({ ...request(3), hash: expect.anything() });
      expect(Buffer.from((await pushedRequests.find(3))?.hash ?? []).equals(Buffer.from(hash(3)))).toBe(true);
      expect(await pushedRequests.find(4)).toBeUndefined();
      expect(await open().lastId()).toBe(3);
    });

    test("are opened once, and then last longer", async () => {
      const storage = open();
      await storage.pushedRequests.insert(request(1));
      await storage.pushedRequests.insert(request(2));
      await storage.pushedRequests.open(1, T + 1, T + HOUR);
      await storage.pushedRequests.open(1, T + 9, T + 9 * HOUR);
      expect((await storage.pushedRequests.find(1))?.openedAt).toBe(T + 1);
      expect(await storage.purge(T + 60_001, 100)).toBe(1);
      expect(await storage.pushedRequests.find(2)).toBeUndefined();
      expect(await storage.purge(T + HOUR, 100)).toBe(0);
      expect(await storage.purge(T + HOUR + 1, 100)).toBe(1);
    });

    test("are used by one of many at once", async () => {
      const { pushedRequests } = open();
      await pushedRequests.insert(request(1));
      const all = await Promise.all(Array.from({ length: 20 }, (_, at) => pushedRequests.use(1, T + at)));
      expect(all.filter((won) => won).length).toBe(1);
      expect((await pushedRequests.find(1))?.usedAt).toBe(T + all.indexOf(true));
      expect(await pushedRequests.use(2, T)).toBe(false);
    });
  });
}
