/** What every store of refusals must do. */
import { describe, expect, test } from "vitest";
import type { RefusalFilter, Storage } from "../../src/ports/storage.ts";
import { HOUR, refusal, T } from "./samples.ts";

const RACERS = 20;
/** More than all records of a test. */
const PLENTY = 1e9;

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function refusalContract(open: () => Storage): void {
  describe("refusals", () => {
    const store = () => open().refusals;
    /** Which of them are there. */
    const kept = async (...refs: string[]) => {
      const found = await Promise.all(refs.map((ref) => store().find(ref)));
      return refs.filter((_, i) => found[i] !== undefined).join(" ");
    };

    test("come back as they went in", async () => {
      const record = JSON.stringify({ says: "“é” 🔑 \ud800 \u0000", long: "x".repeat(100_000) });
      const full = refusal("0123456789ab", { record, more: 7 });
      const bare = refusal("zzzzzzzzzzzz", { clientId: undefined, record: "", at: 0 });
      for (const each of [full, bare]) await store().insert(each);
      expect(await store().find(full.ref)).toStrictEqual(full);
      expect(await store().find(bare.ref)).toStrictEqual(bare);
      for (const other of ["", "0123456789ac", "0123456789AB", "0123456789a", "%"])
        expect(await store().find(other)).toBeUndefined();
    });

    test("have a reference of their own, whoever asks at once", async () => {
      const answers = await Promise.allSettled(
        Array.from({ length: RACERS }, (_, racer) => store().insert(refusal("a", { record: `r${racer}` }))),
      );
      const winners = answers.flatMap(({ status }, racer) => (status === "fulfilled" ? [racer] : []));
      expect(winners).toHaveLength(1);
      expect(await store().find("a")).toStrictEqual(refusal("a", { record: `r${winners[0]}` }));
      await expect(store().insert(refusal("a", { code: "code/expired" }))).rejects.toThrow();
      expect((await store().find("a"))?.code).toBe("scope/unknown");
    });

    test("are counted, whoever counts at once", async () => {
      await store().insert(refusal("a", { more: 5 }));
      await store().insert(refusal("b"));
      await Promise.all(Array.from({ length: RACERS }, (_, racer) => store().count("a", racer)));
      await store().count("gone", 3);
      expect(await store().find("a")).toStrictEqual(refusal("a", { more: 5 + (RACERS * (RACERS - 1)) / 2 }));
      expect((await store().find("b"))?.more).toBe(0);
      expect(await store().find("gone")).toBeUndefined();
    });

    test("are nothing that a purge of the rest deletes, and have no id", async () => {
      await store().insert(refusal("a", { at: 0 }));
      expect(await open().purge(T + 1000 * HOUR, 100)).toBe(0);
      expect(await kept("a")).toBe("a");
      expect(await open().lastId()).toBe(0);
    });

    describe("a list", () => {
      const refs = async (filter: Omit<RefusalFilter, "limit">, limit = 100) =>
        (await store().list({ ...filter, limit })).map(({ ref }) => ref).join(" ");

      test("has the newest first, and those of one moment by reference", async () => {
        for (const [ref, at] of Object.entries({ b: T, a: T, d: T + 1, c: T, e: T - HOUR }))
          await store().insert(refusal(ref, { at }));
        expect(await refs({})).toBe("d c b a e");
        expect(await refs({}, 2)).toBe("d c");
        expect(await refs({}, 0)).toBe("");
        const [first] = await store().list({ limit: 1 });
        expect(first).toStrictEqual(refusal("d", { at: T + 1 }));
      });

      test("goes on behind any refusal, also one that is gone", async () => {
        for (const [ref, at] of Object.entries({ a: T, b: T, c: T, d: T + 1 }))
          await store().insert(refusal(ref, { at }));
        expect(await refs({ before: { at: T, ref: "c" } })).toBe("b a");
        expect(await refs({ before: { at: T + 1, ref: "d" } }, 1)).toBe("c");
        expect(await refs({ before: { at: T, ref: "bb" } })).toBe("b a");
        expect(await refs({ before: { at: T, ref: "a" } })).toBe("");
      });

      test("has those of one client, of one code, of one family", async () => {
        await store().insert(refusal("a"));
        await store().insert(refusal("b", { clientId: "bills" }));
        await store().insert(refusal("c", { clientId: undefined, code: "scope/misspelled" }));
        await store().insert(refusal("d", { code: "code/expired" }));
        await store().insert(refusal("e", { code: "scopes/other" }));
        expect(await refs({ clientId: "photos" })).toBe("e d a");
        expect(await refs({ clientId: "bills" })).toBe("b");
        expect(await refs({ clientId: "photo" })).toBe("");
        expect(await refs({ code: "scope/unknown" })).toBe("b a");
        expect(await refs({ code: "scope" })).toBe("c b a");
        expect(await refs({ code: "scope%" })).toBe("");
        expect(await refs({ clientId: "photos", code: "scope", before: { at: T, ref: "z" } })).toBe("a");
      });
    });

    describe("purging", () => {
      test("an empty store deletes nothing", async () => {
        expect(await store().purge(T, 0)).toBe(0);
      });

      test("deletes those from before a time", async () => {
        for (const [ref, at] of Object.entries({ a: T - 1, b: T, c: T + 1, d: T - HOUR }))
          await store().insert(refusal(ref, { at }));
        expect(await store().purge(T - HOUR, PLENTY)).toBe(0);
        expect(await store().purge(T, PLENTY)).toBe(2);
        expect(await kept("a", "b", "c", "d")).toBe("b c");
        expect(await store().purge(T, PLENTY)).toBe(0);
        expect(await store().purge(T + 2, PLENTY)).toBe(2);
        expect(await kept("b", "c")).toBe("");
      });

      test("deletes the oldest where all together are too long, in whatever order they came", async () => {
        const lengths = { c: 300, a: 100, e: 500, b: 200, d: 400 };
        for (const [ref, length] of Object.entries(lengths))
          await store().insert(refusal(ref, { at: T + length, record: "x".repeat(length) }));
        expect(await store().purge(0, 1500)).toBe(0);
        expect(await store().purge(0, 1499)).toBe(1);
        expect(await kept("a", "b", "c", "d", "e")).toBe("b c d e");
        expect(await store().purge(0, 1200)).toBe(1);
        expect(await kept("b", "c", "d", "e")).toBe("c d e");
        expect(await store().purge(0, 501)).toBe(2);
        expect(await kept("c", "d", "e")).toBe("e");
        expect(await store().purge(0, 499)).toBe(1);
        expect(await kept("e")).toBe("");
      });

      test("keeps no older one where a younger one did not fit", async () => {
        await store().insert(refusal("small", { at: T, record: "x" }));
        await store().insert(refusal("large", { at: T + 1, record: "x".repeat(1000) }));
        await store().insert(refusal("new", { at: T + 2, record: "x".repeat(10) }));
        expect(await store().purge(0, 500)).toBe(2);
        expect(await kept("small", "large", "new")).toBe("new");
      });

      test("deletes by time and by length in one, each one once", async () => {
        for (const [ref, at] of Object.entries({ a: T - 5, b: T, c: T + 5, d: T + 6 }))
          await store().insert(refusal(ref, { at }));
        expect(await store().purge(T, 200)).toBe(2);
        expect(await kept("a", "b", "c", "d")).toBe("c d");
      });

      test("treats those of one moment alike", async () => {
        for (const ref of ["b", "a", "c"]) await store().insert(refusal(ref));
        await store().insert(refusal("new", { at: T + 1 }));
        expect(await store().purge(0, 250)).toBe(3);
        expect(await kept("a", "b", "c", "new")).toBe("new");
      });

      test("of many at once is one result", async () => {
        await Promise.all(Array.from({ length: 500 }, (_, i) => store().insert(refusal(`r${i}`, { at: T + i }))));
        expect(await store().purge(T + 100, 300 * 100)).toBe(200);
        expect(await kept("r0", "r199", "r200", "r499")).toBe("r200 r499");
      });
    });
  });
}
