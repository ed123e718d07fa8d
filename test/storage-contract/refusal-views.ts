/** What every store of refusals must say of all of them: filters, counts and groups. */
import { describe, expect, test } from "vitest";
import { COUNTED_PERIOD, type RefusalsBy, SILENCE } from "../../src/ports/refusal-views.ts";
import type { KeptRefusal, Storage } from "../../src/ports/storage.ts";
import { HOUR, refusal, T } from "./samples.ts";

const DAY = 24 * HOUR;
const ALWAYS = { from: 0, to: T + 1000 * DAY, period: COUNTED_PERIOD };

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function refusalViewsContract(open: () => Storage): void {
  const store = () => open().refusals;
  const insert = async (...all: readonly KeptRefusal[]) => {
    for (const one of all) await store().insert(one);
  };
  const refs = async (by: RefusalsBy, limit = 100) =>
    (await store().list({ ...by, limit })).map(({ ref }) => ref).join(" ");
  const counted = async (by: Partial<typeof ALWAYS> & RefusalsBy = {}) =>
    (await store().counts({ ...ALWAYS, ...by })).map(({ at, code, total }) => `${(at - T) / HOUR} ${code} ${total}`);
  const grouped = async (by: RefusalsBy & { readonly limit?: number } = {}) =>
    (await store().groups({ limit: 100, ...by })).map(({ code, clientId, total }) => `${code} ${clientId} ${total}`);

  describe("filters of refusals", () => {
    test("are an application or several, none, an endpoint, a network and times", async () => {
      await insert(
        refusal("a"),
        refusal("b", { clientId: "bills", at: T + 1, endpoint: "authorization" }),
        refusal("c", { clientId: undefined, at: T + 2, network: "198.51.100.0/24" }),
        refusal("d", { clientId: "rides", at: T + 3, code: "code/expired", network: undefined, endpoint: undefined }),
      );
      expect(await refs({ clientId: ["photos", "bills", "bills", "no"] })).toBe("b a");
      expect(await refs({ clientId: [] })).toBe("");
      expect(await refs({ clientId: "" })).toBe("c");
      expect(await refs({ clientId: ["", "rides"] })).toBe("d c");
      expect(await refs({ endpoint: "token" })).toBe("c a");
      expect(await refs({ endpoint: "authorization", code: "scope" })).toBe("b");
      expect(await refs({ network: "192.0.2.0/24" })).toBe("b a");
      expect(await refs({ network: "192.0.2.0/24", endpoint: "token", clientId: "photos" })).toBe("a");
      expect(await refs({ network: "" })).toBe("");
      expect(await refs({ from: T + 1 })).toBe("d c b");
      expect(await refs({ from: T + 1, to: T + 3, code: "scope/unknown" })).toBe("c b");
      expect(await refs({ to: T })).toBe("");
      expect(await refs({ code: "scope" }, 2)).toBe("c b");
    });

    test("on a list of several applications that goes on have each one once", async () => {
      for (let i = 0; i < 40; i++) await insert(refusal(`r${i + 10}`, { at: T + (i % 7), clientId: `c${i % 3}` }));
      const all: string[] = [];
      for (let before: KeptRefusal | undefined; ; ) {
        const page = await store().list({ clientId: ["c0", "c1"], code: "scope", limit: 6, before });
        all.push(...page.map(({ ref }) => ref));
        before = page.at(-1);
        if (page.length < 6) break;
      }
      const expected = (await store().list({ limit: 100 })).filter(({ clientId }) => clientId !== "c2");
      expect(all).toStrictEqual(expected.map(({ ref }) => ref));
    });
  });

  describe("counts of refusals", () => {
    test("are by period and cause, and have what was counted under others", async () => {
      await insert(
        refusal("a", { more: 2 }),
        refusal("b", { at: T + HOUR - 1 }),
        refusal("c", { at: T + HOUR, code: "code/expired" }),
      );
      await Promise.all([store().count("a", 10), store().count("c", 1), store().count("gone", 5)]);
      expect(await counted()).toStrictEqual(["0 scope/unknown 14", "1 code/expired 2"]);
      expect(await counted({ period: DAY })).toStrictEqual(["0 code/expired 2", "0 scope/unknown 14"]);
      expect(await counted({ from: T + HOUR + 5 })).toStrictEqual(["1 code/expired 2"]);
      expect(await counted({ to: T + HOUR + 5 })).toStrictEqual(["0 scope/unknown 14"]);
      expect(await counted({ code: "scope" })).toStrictEqual(["0 scope/unknown 14"]);
      expect(await counted({ code: "scope/unknow" })).toStrictEqual([]);
    });

    test("are by application, endpoint and network", async () => {
      await insert(
        refusal("a"),
        refusal("b", { clientId: "bills", endpoint: "authorization", more: 4 }),
        refusal("c", { clientId: undefined, network: "198.51.100.0/24" }),
      );
      expect(await counted()).toStrictEqual(["0 scope/unknown 7"]);
      expect(await counted({ clientId: "bills" })).toStrictEqual(["0 scope/unknown 5"]);
      expect(await counted({ clientId: ["bills", "", "bills"] })).toStrictEqual(["0 scope/unknown 6"]);
      expect(await counted({ clientId: [] })).toStrictEqual([]);
      expect(await counted({ endpoint: "token" })).toStrictEqual(["0 scope/unknown 2"]);
      expect(await counted({ network: "192.0.2.0/24" })).toStrictEqual(["0 scope/unknown 6"]);
      expect(await counted({ network: "192.0.2.0/24", clientId: "photos" })).toStrictEqual(["0 scope/unknown 1"]);
    });

    test("always are what the journal has, whoever writes, counts and purges", async () => {
      const codes = ["scope/unknown", "code/expired", "scope/misspelled"];
      const all = Array.from({ length: 120 }, (_, i) =>
        refusal(`r${i}`, {
          at: T + ((i * 37) % 50) * 514_285,
          code: codes[i % 3] as string,
          clientId: i % 4 === 0 ? undefined : `c${i % 5}`,
          network: i % 6 === 0 ? undefined : `n${i % 7}`,
          endpoint: i % 2 === 0 ? "token" : "authorization",
        }),
      );
      const agree = async () => {
        const kept = await store().list({ limit: 1000 });
        const sum = kept.reduce((total, { more }) => total + 1 + more, 0);
        const total = (counts: readonly { readonly total: number }[]) =>
          counts.reduce((one, { total }) => one + total, 0);
        expect(total(await store().counts(ALWAYS))).toBe(sum);
        const clientId = [...new Set(kept.map(({ clientId: id = "" }) => id))];
        expect(total(await store().counts({ ...ALWAYS, clientId }))).toBe(sum);
        const groups = await store().groups({ limit: 1000 });
        expect(total(groups)).toBe(sum);
        for (const { code, clientId: id = "", firstAt, networks } of groups) {
          const members = kept.filter((one) => one.code === code && (one.clientId ?? "") === id);
          expect(firstAt).toBe(Math.min(...members.map(({ at }) => at)));
          expect(networks).toBe(new Set(members.flatMap(({ network }) => network ?? [])).size);
        }
        return groups.length;
      };
      await Promise.all(
        all.map(async (one, i) => {
          await store().insert(one);
          await store().count(one.ref, i % 5);
        }),
      );
      const groups = await agree();
      expect(groups).toBeGreaterThan(10);
      await store().purge(T + 4 * HOUR, 1e9);
      expect(await agree()).toBeLessThanOrEqual(groups);
      await store().purge(0, 1500);
      await agree();
      await store().purge(T + 1000 * HOUR, 0);
      expect(await agree()).toBe(0);
    });
  });

  describe("groups of refusals", () => {
    test("are one per cause and application, the latest first, page by page", async () => {
      await insert(
        refusal("a", { more: 3 }),
        refusal("b", { at: T + 5, clientId: "bills" }),
        refusal("c", { at: T + 5, code: "code/expired", network: "198.51.100.0/24" }),
        refusal("d", { at: T + 2, network: "198.51.100.0/24" }),
        refusal("e", { at: T + 1, clientId: undefined, endpoint: "authorization" }),
      );
      const all = [
        "code/expired photos 1",
        "scope/unknown bills 1",
        "scope/unknown photos 5",
        "scope/unknown undefined 1",
      ];
      expect(await grouped()).toStrictEqual(all);
      const paged: string[] = [];
      for (let after: Awaited<ReturnType<ReturnType<typeof store>["groups"]>>[number] | undefined; ; ) {
        const [one] = await store().groups({ limit: 1, after });
        if (one === undefined) break;
        paged.push(`${one.code} ${one.clientId} ${one.total}`);
        after = one;
      }
      expect(paged).toStrictEqual(all);
      expect(await grouped({ clientId: ["photos", ""] })).toStrictEqual([all[0], all[2], all[3]]);
      expect(await grouped({ code: "scope", limit: 1 })).toStrictEqual([all[1]]);
      expect(await grouped({ from: T + 5 })).toStrictEqual([all[0], all[1]]);
      expect(await grouped({ to: T + 2 })).toStrictEqual([all[2], all[3]]);
      expect(await grouped({ endpoint: "authorization" })).toStrictEqual([all[3]]);
      expect(await grouped({ network: "198.51.100.0/24" })).toStrictEqual([all[0], all[2]]);
      expect((await store().groups({ limit: 1, code: "scope/unknown", clientId: "photos" }))[0]).toStrictEqual({
        ...{ code: "scope/unknown", clientId: "photos", firstAt: T, before: undefined, since: T, lastAt: T + 2 },
        ...{ total: 5, networks: 2 },
      });
    });

    test("begin again after a silence, and a purge forgets no silence", async () => {
      const again = T + SILENCE + 5;
      await insert(
        refusal("a"),
        refusal("b", { at: T + 4 }),
        refusal("c", { at: again + 100 }),
        refusal("d", { at: again }),
      );
      const begun = { before: T + 4, since: again, lastAt: again + 100 };
      expect((await store().groups({ limit: 5 }))[0]).toMatchObject({ ...begun, firstAt: T, total: 2 });
      await store().purge(again, 1e9);
      expect((await store().groups({ limit: 5 }))[0]).toMatchObject({ ...begun, firstAt: again });
      // It is known for as long as the journal remembers, although no refusal of it is left.
      await store().purge(0, 0);
      expect(await grouped()).toStrictEqual([]);
      const later = again + 3 * SILENCE;
      await insert(refusal("e", { at: later }));
      expect((await store().groups({ limit: 5 }))[0]).toMatchObject({
        before: again + 100,
        since: later,
        firstAt: later,
        total: 1,
      });
      await store().purge(later + 1, 1e9);
      await insert(refusal("f", { at: later + 9 }));
      expect((await store().groups({ limit: 5 }))[0]).toMatchObject({ before: undefined, since: later + 9 });
    });
  });
}
