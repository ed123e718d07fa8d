/** What every audit log must do. */
import { describe, expect, test } from "vitest";
import { memoryStorage } from "../../src/adapters/memory/storage.ts";
import type { AuditEntry } from "../../src/ports/audit.ts";
import { chainFault } from "../../src/ports/audit-chain.ts";
import type { Account, Storage } from "../../src/ports/storage.ts";
import { account, auditEntry, HOUR, invitation, T } from "./samples.ts";

const MANY = 200;

/** Runs the part of the suite; `open` returns the storage of the test that runs. */
export function auditContract(open: () => Storage): void {
  describe("the audit log", () => {
    const log = () => open().audit;
    const append = async (...entries: readonly AuditEntry[]) => {
      for (const entry of entries) await log().append(entry);
    };
    const numbers = async (by: Partial<Parameters<Storage["audit"]["list"]>[0]>) =>
      (await log().list({ limit: 100, ...by })).map(({ number }) => number);

    test("is empty at first", async () => {
      expect(await log().head()).toStrictEqual({ number: 0, hash: "" });
      expect(await log().list({ limit: 9 })).toEqual([]);
      expect(await log().read(1, 9)).toEqual([]);
    });

    test("goes on with the entries of another log as they are, from where it ends, or not at all", async () => {
      const other = memoryStorage().audit;
      for (const id of ["usr_a", "usr_b", "usr_c", "usr_d"]) await other.append(auditEntry(id, { why: `“${id}”` }));
      const entries = await other.read(1, 9);
      const [first, second] = entries;
      if (first === undefined || second === undefined) return expect.fail("there are no entries");
      const start = { number: 0, hash: "" };
      expect(await log().adopt(second, entries.slice(2))).toBe(false);
      expect(await log().adopt(start, entries.slice(0, 2))).toBe(true);
      expect(await log().adopt(start, entries.slice(0, 2))).toBe(false);
      expect(await log().adopt({ ...second, hash: first.hash }, entries.slice(2))).toBe(false);
      // What was changed on the way doesn't follow, and nothing of it is kept.
      const changed = entries.slice(2).map((entry, i) => (i === 1 ? { ...entry, why: "another" } : entry));
      await expect(log().adopt(second, changed)).rejects.toThrow("doesn't follow");
      await expect(log().adopt(second, entries.slice(3))).rejects.toThrow("doesn't follow");
      expect((await log().head()).number).toBe(2);
      expect(await log().adopt(second, entries.slice(2))).toBe(true);
      await log().append(auditEntry("usr_e"));
      const all = await log().read(1, 9);
      expect(all.slice(0, 4)).toStrictEqual(entries);
      expect(chainFault(all, await log().head())).toBeUndefined();
    });

    test.each<[what: string, given: Partial<AuditEntry>]>([
      ["bare", {}],
      ["with everything", { actor: { is: "user", id: "usr_ada", network: "192.0.2.0/24" }, why: "ticket 7" }],
      [
        "with a before and an after",
        { before: { role: "user" }, after: { role: "operator", groups: ["a", null, 1.5] } },
      ],
      ["with an empty before", { before: {}, after: {} }],
      ["with odd texts", { action: "“é” 🔑 \u0000", target: { kind: "", id: "\u0000x" }, why: "" }],
      ["with odd members", { after: JSON.parse('{"__proto__":{"a":1},"2":1,"1":2,"toString":null}') }],
      ["long ago", { at: -1 }],
    ])("keeps an entry as it went in: %s", async (_, given) => {
      const kept = await log().append(auditEntry("usr_ada", given));
      const { number, hash, ...rest } = kept;
      expect(rest).toStrictEqual(auditEntry("usr_ada", given));
      expect([number, hash]).toEqual([1, expect.stringMatching(/^[\w-]{43}$/)]);
      expect(await log().list({ limit: 9 })).toStrictEqual([kept]);
      expect(await log().read(1, 9)).toStrictEqual([kept]);
      expect(await log().head()).toStrictEqual({ number, hash });
      expect(chainFault([kept], { number, hash })).toBeUndefined();
    });

    test("drops what JSON and UTF-8 can't hold before it hashes", async () => {
      const after = { gone: undefined, at: new Date(T), "\ud800": Number.NaN };
      const kept = await log().append(auditEntry("\ud800x", { before: undefined, after, why: "\udfff" }));
      expect(kept).toMatchObject({ target: { id: "\ufffdx" }, why: "\ufffd" });
      expect(kept.after).toStrictEqual({ at: new Date(T).toISOString(), "\ud800": null });
      expect(await log().read(1, 9)).toStrictEqual([kept]);
      expect(chainFault(await log().read(1, 9), await log().head())).toBeUndefined();
    });

    test("ignores a number and a hash that an entry brings", async () => {
      const first = await log().append(auditEntry("a"));
      const again = await log().append({ ...first, number: 7, hash: "x" } as AuditEntry);
      expect(again.number).toBe(2);
      expect(again.hash).not.toBe(first.hash);
      expect(chainFault(await log().read(1, 9), await log().head())).toBeUndefined();
    });

    test("numbers entries without a gap, whoever appends at once", async () => {
      const kept = await Promise.all(Array.from({ length: MANY }, (_, i) => log().append(auditEntry(`usr_${i}`))));
      expect(kept.map(({ number }) => number).toSorted((a, b) => a - b)).toEqual(kept.map((_, i) => i + 1));
      const entries = await log().read(1, MANY + 1);
      expect(entries).toStrictEqual(kept.toSorted((a, b) => a.number - b.number));
      expect(chainFault(entries, await log().head())).toBeUndefined();
    });

    test("lists the newest first, by kind and id, page by page", async () => {
      const scope = (id: string) => auditEntry(id, { target: { kind: "scope", id } });
      await append(auditEntry("a"), scope("a"), auditEntry("b"), scope("b"), auditEntry("a"));
      expect(await numbers({})).toEqual([5, 4, 3, 2, 1]);
      expect(await numbers({ kind: "user" })).toEqual([5, 3, 1]);
      expect(await numbers({ id: "a" })).toEqual([5, 2, 1]);
      expect(await numbers({ kind: "user", id: "a" })).toEqual([5, 1]);
      expect(await numbers({ kind: "user", before: 5 })).toEqual([3, 1]);
      expect(await numbers({ id: "a", before: 5, limit: 1 })).toEqual([2]);
      expect(await numbers({ limit: 2 })).toEqual([5, 4]);
      expect(await numbers({ before: 4, limit: 2 })).toEqual([3, 2]);
      expect(await numbers({ before: 1 })).toEqual([]);
      for (const by of [{ kind: "users" }, { kind: "USER" }, { id: "" }, { id: "A" }, { kind: "scope", id: "c" }])
        expect(await numbers(by)).toEqual([]);
    });

    test("is filtered by all of its members at once, also where times went back", async () => {
      const all = [5, 1, 9, 3, 3, 8, 2, 7].map((hours, n) =>
        auditEntry(n % 3 === 0 ? "x" : "y", {
          ...{ at: T + hours * HOUR, action: n % 2 === 0 ? "user/add" : "user/change" },
          actor: { is: "user", id: n < 4 ? "ada" : "bob" },
        }),
      );
      await append(...all);
      const [from, to] = [T + 3 * HOUR, T + 8 * HOUR];
      const found = async (by: Parameters<typeof numbers>[0]) => (await numbers(by)).join("");
      expect(await found({ from, to })).toBe("8541");
      expect(await found({ from })).toBe("865431");
      expect(await found({ from, before: 6, limit: 2 })).toBe("54");
      expect(await found({ to })).toBe("875421");
      expect(await found({ actor: "ada", from, to })).toBe("41");
      expect(await found({ action: "user/add", to })).toBe("751");
      expect(await found({ action: "user/add", actor: "bob", id: "y" })).toBe("5");
      expect(await found({ kind: "user", from, to, before: 5 })).toBe("41");
      expect(await found({ id: ["x", "y", "x"], limit: 3 })).toBe("876");
      expect(await found({ id: ["x", "z"], kind: "user", from })).toBe("41");
      expect(await found({ id: [] })).toBe("");
      await append(auditEntry("x", { at: T + 4 * HOUR, target: { kind: "scope", id: "x" } }));
      expect(await found({ kind: ["scope", "api"] })).toBe("9");
      expect(await found({ kind: ["scope", "user"], from, to })).toBe("98541");
      expect(await found({ kind: ["scope", "user"], id: "x", to })).toBe("9741");
      expect(await found({ kind: [] })).toBe("");
    });

    test("is read in the order of its numbers", async () => {
      await append(...["a", "b", "c", "d"].map((id) => auditEntry(id)));
      const read = async (from: number, limit: number) =>
        (await log().read(from, limit)).map(({ target }) => target.id).join("");
      expect([await read(1, 2), await read(3, 9), await read(4, 1), await read(5, 1)]).toEqual(["ab", "cd", "d", ""]);
    });

    test("isn't purged", async () => {
      await append(auditEntry("a", { at: T - 1e12 }), auditEntry("b", { at: T }));
      await open().purge(T + 1e12, 1_000);
      await open().refusals.purge(T + 1e12, 0);
      expect(await numbers({})).toEqual([2, 1]);
      expect(await log().append(auditEntry("c", { at: T + HOUR }))).toMatchObject({ number: 3 });
    });

    describe("has an entry for each change that brings one, and none where nothing changed:", () => {
      const ids = async () => (await log().read(1, 100)).map(({ target }) => target.id);
      const entry = auditEntry;

      test("accounts", async () => {
        const { people } = open();
        const ada = account("usr_ada", "ada", { role: "operator" });
        await people.insert(ada, entry("added"));
        await people.insert(account("usr_2", "ADA"), entry("same name"));
        await people.insert(ada, entry("same subject"));
        await people.insert(account("usr_bob", "bob"));
        const seen: unknown[] = [];
        const changed = (id: string) => (before: Account, after: Account) => {
          seen.push([before.username, after.username]);
          return entry(id);
        };
        await people.change("usr_ada", (it) => ({ ...it, username: "countess" }), true, changed("renamed"));
        await people.change("usr_ada", (it) => ({ ...it, username: "bob" }), true, changed("taken"));
        await people.change("usr_ada", (it) => ({ ...it, disabled: true }), true, changed("last operator"));
        await people.change("usr_eve", (it) => it, true, changed("gone"));
        await people.change(
          "usr_ada",
          (it) => it,
          true,
          () => undefined,
        );
        await people.remove("usr_ada", true, () => entry("still the last operator"));
        await people.remove("usr_ada", false, ({ username }) => entry(`removed ${username}`));
        await people.remove("usr_ada", false, () => entry("gone again"));
        expect(await ids()).toEqual(["added", "renamed", "removed countess"]);
        expect(seen).toEqual([["ada", "countess"]]);
      });

      test("an accepted invitation", async () => {
        const { invitations, people } = open();
        for (const id of [1, 2]) await invitations.insert(invitation(id));
        await people.insert(account("usr_bob", "bob"));
        const operator = (name: string) => account(`usr_${name}`, name, { role: "operator" });
        await invitations.accept(1, T, { account: operator("BOB"), entry: entry("taken") });
        await invitations.accept(3, T, { account: operator("eve"), entry: entry("unknown") });
        await invitations.accept(1, T + HOUR, { account: operator("eve"), entry: entry("expired") });
        await invitations.accept(1, T, { account: operator("ada"), entry: entry("accepted") });
        await invitations.accept(2, T, { account: operator("eve"), entry: entry("not the first") });
        expect(await ids()).toEqual(["accepted"]);
      });

      test("keys", async () => {
        const { keys } = open();
        const key = (kid: string) => ({ kid, use: "ES256", sealed: kid, createdAt: T });
        await keys.add(key("a"), undefined, entry("added"));
        await keys.add(key("b"), undefined, entry("not the latest"));
        await expect(keys.add(key("a"), "a", entry("in use"))).rejects.toThrow();
        await keys.date("a", T + 1, entry("dated"));
        await keys.date("x", T + 1, entry("unknown"));
        await keys.replace("x", undefined, entry("unknown, too"));
        await keys.replace("a", { ...key("c"), signsFrom: T }, entry("replaced"));
        expect(await ids()).toEqual(["added", "dated", "replaced"]);
        expect(chainFault(await log().read(1, 9), await log().head())).toBeUndefined();
      });
    });
  });
}
