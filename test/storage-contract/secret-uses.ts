/** What every store of the use of secrets must do. */
import { describe, expect, test } from "vitest";
import { SECRET_USE_KEPT_FOR } from "../../src/ports/secret-uses.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { T } from "./samples.ts";

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function secretUseContract(open: () => Storage): void {
  describe("uses of secrets", () => {
    const use = (clientId: string, secretId: string, at: number) => ({ clientId, secretId, at });

    test("are kept for each secret, the latest of each", async () => {
      const { secretUses } = open();
      await secretUses.note([use("shop", "b", T), use("shop", "a", T + 1), use("other", "b", T + 2)]);
      await secretUses.note([use("shop", "b", T + 5), use("shop", "a", T - 5)]);
      expect(await secretUses.of("shop")).toEqual([use("shop", "a", T + 1), use("shop", "b", T + 5)]);
      expect(await secretUses.of("nobody")).toEqual([]);
    });

    test("are kept of many at once, of one that is named twice the latest", async () => {
      const { secretUses } = open();
      const many = Array.from({ length: 100 }, (_, n) => use(`app ${n}`, "a", T + n));
      await Promise.all([
        secretUses.note([...many, use("app 7", "a", T + 500), use("app 7", "a", T + 400)]),
        secretUses.note(many.toReversed()),
      ]);
      expect(await secretUses.of("app 7")).toEqual([use("app 7", "a", T + 500)]);
      expect(await secretUses.of("app 99")).toEqual([use("app 99", "a", T + 99)]);
    });

    test("are forgotten after a long time", async () => {
      const storage = open();
      await storage.secretUses.note([use("shop", "old", T), use("shop", "new", T + 2)]);
      await storage.purge(T + 1 + SECRET_USE_KEPT_FOR, 100);
      expect(await storage.secretUses.of("shop")).toEqual([use("shop", "new", T + 2)]);
    });
  });
}
