/** What every store of requests with an Idempotency-Key must do. */
import { describe, expect, test } from "vitest";
import { KEYED_FOR, type KeyedRequest } from "../../src/ports/idempotency.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { hash, T } from "./samples.ts";

const MANY = { count: 100, bytes: 1_000_000 };

const keyed = (id: string, given: Partial<KeyedRequest> = {}): KeyedRequest => ({
  ...{ id, caller: "client shop", request: `request of ${id}`, beganAt: T, heldUntil: T + 10, audited: 7 },
  ...given,
});

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function idempotencyContract(open: () => Storage): void {
  describe("requests with an Idempotency-Key", () => {
    test("begin once, also if they are sent many times at once", async () => {
      const { idempotency } = open();
      const found = await Promise.all(Array.from({ length: 20 }, () => idempotency.begin(keyed("a"))));
      expect(found.filter((standing) => standing === undefined).length).toBe(1);
      expect(await idempotency.begin(keyed("a", { request: "another" }))).toEqual({ is: "running", kept: keyed("a") });
      expect(await idempotency.begin(keyed("b"))).toBeUndefined();
    });

    test("their response is kept as it was", async () => {
      const { idempotency } = open();
      for (const [id, response] of [["a", hash(1)] as const, ["b", undefined] as const]) {
        await idempotency.begin(keyed(id));
        await idempotency.finish(id, response, MANY);
        await idempotency.finish(id, hash(9), MANY);
        await idempotency.forget(id);
        expect(await idempotency.hold(id, T + 10, T + 99)).toBe(false);
        expect(await idempotency.begin(keyed(id))).toEqual({ is: "finished", kept: keyed(id), response });
      }
      await idempotency.finish("unknown", hash(1), MANY);
      expect(await idempotency.begin(keyed("unknown"))).toBeUndefined();
    });

    test("one of many takes over what nobody carries out any more", async () => {
      const { idempotency } = open();
      await idempotency.begin(keyed("a"));
      const all = Array.from({ length: 20 }, (_, at) => idempotency.hold("a", T + 10, T + 20 + at));
      expect((await Promise.all(all)).filter((won) => won).length).toBe(1);
      expect(await idempotency.hold("a", T + 10, T + 50)).toBe(false);
      expect(await idempotency.hold("unknown", T + 10, T + 50)).toBe(false);
    });

    test("what has done nothing is forgotten", async () => {
      const { idempotency } = open();
      await idempotency.begin(keyed("a"));
      await idempotency.forget("a");
      expect(await idempotency.begin(keyed("a", { request: "another" }))).toBeUndefined();
    });

    test("the oldest finished ones of a caller are forgotten beyond a number and a size", async () => {
      const { idempotency } = open();
      const began = (id: string, at: number, caller = "client shop") =>
        idempotency.begin(keyed(id, { beganAt: T + at, caller }));
      for (const [at, id] of ["other", "a", "b", "c", "d"].entries())
        await began(id, at, id === "other" ? "client other" : "client shop");
      await began("running", -5);
      await idempotency.finish("other", hash(1), MANY);
      for (const id of ["a", "b", "c"]) await idempotency.finish(id, hash(1), { count: 2, bytes: 1_000 });
      const isThere = async (id: string) => (await idempotency.begin(keyed(id, { beganAt: T + 50 }))) !== undefined;
      expect([await isThere("b"), await isThere("c"), await isThere("running"), await isThere("other")]).toEqual(
        Array(4).fill(true),
      );
      await idempotency.finish("d", hash(1), { count: 10, bytes: 70 });
      expect([await isThere("b"), await isThere("c"), await isThere("d"), await isThere("a")]).toEqual([
        ...[false, true, true],
        false,
      ]);
    });

    test("are forgotten after a day", async () => {
      const storage = open();
      const { idempotency } = storage;
      await idempotency.begin(keyed("old", { beganAt: T }));
      await idempotency.finish("old", hash(1), MANY);
      const later = keyed("old", { beganAt: T + KEYED_FOR, heldUntil: T + KEYED_FOR + 10 });
      expect(await idempotency.begin(later)).toBeUndefined();
      expect(await idempotency.begin(later)).toEqual({ is: "running", kept: later });
      await idempotency.begin(keyed("purged"));
      expect(await storage.purge(T + KEYED_FOR + 1, 100)).toBe(1);
      expect(await idempotency.begin(keyed("purged"))).toBeUndefined();
      expect((await idempotency.begin(later))?.is).toBe("running");
    });
  });
}
