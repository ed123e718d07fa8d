/** What every store of notices must do. */
import { describe, expect, test } from "vitest";
import type { Storage } from "../../src/ports/storage.ts";
import { HOUR, refusal, T } from "./samples.ts";

const DAY = 24 * HOUR;

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function noticesContract(open: () => Storage): void {
  describe("notices of new kinds", () => {
    const unknown = async (from: number, quiet = 7 * DAY, limit = 100) =>
      (await open().notices.unknown(from, quiet, limit)).map(
        ({ code, clientId, since }) => `${code} ${clientId} ${since - T}`,
      );

    test("are of what began then, after a silence, and wasn't added yet", async () => {
      await open().refusals.insert(refusal("a", { at: T - 9 * DAY }));
      await open().refusals.insert(refusal("b", { at: T }));
      await open().refusals.insert(refusal("c", { at: T + 1, clientId: undefined, code: "code/expired" }));
      await open().refusals.insert(refusal("d", { at: T - 2 * DAY, clientId: "bills" }));
      await open().refusals.insert(refusal("e", { at: T + 2, clientId: "bills" }));
      expect(await unknown(T)).toEqual(["scope/unknown photos 0", "code/expired undefined 1"]);
      expect(await unknown(T, DAY)).toEqual([
        "scope/unknown photos 0",
        "code/expired undefined 1",
        "scope/unknown bills 2",
      ]);
      expect(await unknown(T + 1)).toEqual(["code/expired undefined 1"]);
      expect(await unknown(T, 0, 1)).toEqual(["scope/unknown photos 0"]);
      await open().notices.add({ id: "m1", code: "scope/unknown", clientId: "photos", since: T }, undefined);
      await open().notices.add({ id: "m2", code: "code/expired", clientId: undefined, since: T + 1 }, undefined);
      expect(await unknown(T)).toEqual([]);
    });

    test("are due until they are done, and mailed once", async () => {
      const { notices } = open();
      const kind = (id: string, since: number) => ({
        id,
        code: "scope/unknown",
        clientId: id === "b" ? undefined : "photos",
        since,
      });
      await notices.add(kind("a", T), T + 5);
      await notices.add(kind("b", T + 1), T);
      await notices.add(kind("c", T + 2), undefined);
      await notices.add(kind("a", T + 9), T);
      const due = async (now: number) => (await notices.due(now, 10)).map(({ id, tries }) => `${id}${tries}`).join(" ");
      expect(await due(T)).toBe("b0");
      expect(await due(T + 5)).toBe("b0 a0");
      expect((await notices.due(T, 10))[0]).toStrictEqual({ ...kind("b", T + 1), tries: 0 });
      await notices.failed({ id: "b", tries: 0 }, T + 100);
      await notices.sent("a");
      await notices.failed({ id: "gone", tries: 0 }, T);
      expect(await due(T + 99)).toBe("");
      expect(await due(T + 100)).toBe("b1");
      // Whoever was suspended before it noted what came of it changes nothing that another one has finished.
      await notices.failed({ id: "b", tries: 0 }, T);
      await notices.failed({ id: "a", tries: 0 }, T);
      expect(await due(T + 99)).toBe("");
      const unmailed = async (before: number) => (await notices.unmailed(before, 10)).map(({ id }) => id).join(" ");
      expect(await unmailed(T + 2)).toBe("a b");
      await notices.mailed(["a", "c", "gone"]);
      expect(await unmailed(T + 100)).toBe("b");
      await notices.forget(T + 2);
      expect([await due(T + 1000), await unmailed(T + 1000)]).toEqual(["", ""]);
    });
  });
}
