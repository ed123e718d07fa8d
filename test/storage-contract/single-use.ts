/** What every store of what is accepted once must do. */
import { describe, expect, test } from "vitest";
import type { Storage } from "../../src/ports/storage.ts";
import { hash, T } from "./samples.ts";

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function singleUseContract(open: () => Storage): void {
  describe("what is accepted once", () => {
    const one = (number: number, until = T) => ({ hash: hash(number), until });

    test("is used by one of many at once", async () => {
      const { singleUse } = open();
      const all = await Promise.all(Array.from({ length: 20 }, () => singleUse.use([one(1)])));
      expect(all.filter((won) => won).length).toBe(1);
      expect(await singleUse.use([one(1, T + 1)])).toBe(false);
      expect(await singleUse.use([one(2)])).toBe(true);
    });

    test("several are used together or not at all", async () => {
      const { singleUse } = open();
      expect(await singleUse.use([one(1)])).toBe(true);
      expect(await singleUse.use([one(2), one(1)])).toBe(false);
      expect(await singleUse.use([one(3), one(3)])).toBe(false);
      expect(await singleUse.use([one(2), one(3)])).toBe(true);
      expect(await singleUse.use([])).toBe(true);
    });

    test("is forgotten after its end, and not before", async () => {
      const storage = open();
      await storage.singleUse.use([one(1, T), one(2, T + 2)]);
      expect(await storage.purge(T, 100)).toBe(0);
      expect(await storage.purge(T + 1, 100)).toBe(1);
      expect(await storage.singleUse.use([one(2, T + 9)])).toBe(false);
      expect(await storage.singleUse.use([one(1, T + 9)])).toBe(true);
    });
  });
}
