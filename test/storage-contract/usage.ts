/** What every store of usage must do. */
import { describe, expect, test } from "vitest";
import type { Storage } from "../../src/ports/storage.ts";
import type { ScopeUse, Success, UsesBy } from "../../src/ports/usage.ts";
import { T } from "./samples.ts";

const RACERS = 20;

const success = (variety: string, more: Partial<Success> = {}): Success => ({
  clientId: "shop",
  kind: "authorization",
  variety,
  at: T,
  record: `{"of":"${variety}"}`,
  ...more,
});

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function usageContract(open: () => Storage): void {
  describe("usage", () => {
    const store = () => open().usage;
    const note = (clientId: string, scope: string, times: Partial<ScopeUse>) =>
      store().note([{ clientId, scope, ...times }]);
    const listed = async (by: Omit<UsesBy, "limit"> = {}, limit = 100) =>
      (await store().uses({ ...by, limit })).map(({ clientId, scope }) => `${clientId}:${scope}`).join(" ");
    const varieties = async (clientId = "shop") =>
      (await store().successes(clientId, 100)).map(({ variety }) => variety).join(" ");

    test("keeps the later of each time, whoever notes at once", async () => {
      await note("shop", "read", { askedAt: T + 5 });
      await note("shop", "read", { askedAt: T + 3, grantedAt: T + 7 });
      await note("shop", "read", {});
      await Promise.all(Array.from({ length: RACERS }, (_, n) => note("shop", "read", { refusedAt: T + n })));
      await note("shop", "read", { refusedAt: T });
      expect(await store().uses({ limit: 10 })).toStrictEqual([
        { clientId: "shop", scope: "read", askedAt: T + 5, grantedAt: T + 7, refusedAt: T + RACERS - 1 },
      ]);
    });

    test("notes several at once, and the same one twice", async () => {
      await store().note([
        { clientId: "shop", scope: "read", askedAt: T },
        { clientId: "shop", scope: "write", askedAt: T },
        { clientId: "shop", scope: "read", askedAt: T + 1 },
      ]);
      const found = await store().uses({ limit: 10 });
      expect(found.map(({ scope, askedAt, grantedAt }) => [scope, askedAt, grantedAt])).toEqual([
        ["read", T + 1, undefined],
        ["write", T, undefined],
      ]);
      await store().note([]);
    });

    test("notes any number at once, whoever does so in whatever order", async () => {
      const counts = [0, 1, 7, 8, 9, 63, 64, 65, 150];
      const uses = (count: number): ScopeUse[] =>
        Array.from({ length: count }, (_, n) => ({ clientId: `c${n}`, scope: `of ${count}`, askedAt: T + n }));
      await Promise.all(counts.flatMap((count) => [store().note(uses(count)), store().note(uses(count).reverse())]));
      const found = await store().uses({ limit: 1_000 });
      expect(found).toHaveLength(counts.reduce((sum, count) => sum + count));
      expect(found.every(({ clientId, askedAt }) => askedAt === T + Number(clientId.slice(1)))).toBe(true);
    });

    test("lists by application, by scope and by both, in pages", async () => {
      for (const clientId of ["b", "a", "Z"])
        for (const scope of ["y", "x"]) await note(clientId, scope, { askedAt: T });
      expect(await listed()).toBe("Z:x Z:y a:x a:y b:x b:y");
      expect(await listed({ clientId: "a" })).toBe("a:x a:y");
      expect(await listed({ scope: "y" })).toBe("Z:y a:y b:y");
      expect(await listed({ scope: "y", clientId: "b" })).toBe("b:y");
      expect(await listed({ clientId: "nobody" })).toBe("");
      expect(await listed({}, 2)).toBe("Z:x Z:y");
      expect(await listed({ after: { clientId: "Z", scope: "y" } }, 3)).toBe("a:x a:y b:x");
      expect(await listed({ scope: "y", after: { clientId: "a", scope: "y" } })).toBe("b:y");
    });

    test("knows when a scope was last asked for, by anybody", async () => {
      await note("a", "x", { askedAt: T + 2, grantedAt: T + 9 });
      await note("b", "x", { askedAt: T + 5 });
      await note("b", "y", { grantedAt: T });
      expect(await Promise.all(["x", "y", "z"].map((scope) => store().lastAsked(scope)))).toEqual([
        T + 5,
        undefined,
        undefined,
      ]);
    });

    test("keeps of each application and kind the latest successes, one of a variety", async () => {
      for (const [n, variety] of ["a", "b", "c", "a", "d"].entries())
        await store().keep(success(variety, { at: T + n }), 3);
      expect(await varieties()).toBe("d a c");
      await store().keep(success("a", { kind: "token/refresh_token", at: T + 9 }), 3);
      await store().keep(success("a", { clientId: "other" }), 3);
      expect(await varieties()).toBe("a d a c");
      expect(await varieties("other")).toBe("a");
      expect(await varieties("nobody")).toBe("");
      expect(await store().successes("shop", 1)).toStrictEqual([
        success("a", { kind: "token/refresh_token", at: T + 9 }),
      ]);
      const replaced = success("a", { at: T + 20, record: '{"says":"“é” 🔑 \\u0000"}' });
      await store().keep(replaced, 3);
      expect((await store().successes("shop", 1))[0]).toStrictEqual(replaced);
    });

    test("forgets what is old, by the last of its times", async () => {
      await note("shop", "old", { askedAt: T, refusedAt: T - 5 });
      await note("shop", "used", { askedAt: T - 9, grantedAt: T + 5 });
      await store().keep(success("old", { at: T }), 3);
      await store().keep(success("new", { at: T + 5 }), 3);
      expect(await store().purge({ uses: T, successes: T }, 100)).toBe(0);
      expect(await store().purge({ uses: T + 1, successes: T + 1 }, 100)).toBe(2);
      expect(await listed()).toBe("shop:used");
      expect(await varieties()).toBe("new");
    });

    test("forgets only so many at once", async () => {
      for (const scope of ["a", "b", "c"]) await note("shop", scope, { askedAt: T });
      expect(await store().purge({ uses: T + 1, successes: T + 1 }, 2)).toBe(2);
      expect(await store().purge({ uses: T + 1, successes: T + 1 }, 2)).toBe(1);
    });
  });
}
