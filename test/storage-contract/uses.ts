/** What every store of registrations must know of what refers to what. */
import { describe, expect, test } from "vitest";
import type { AuditEntry } from "../../src/ports/audit.ts";
import type { Change, Kind, ListedBy, Named } from "../../src/ports/registrations.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { T } from "./samples.ts";

const ENTRY: AuditEntry = {
  at: T,
  actor: { is: "command", id: "root" },
  action: "application/change",
  target: { kind: "application", id: "shop" },
};

const scope = (id: string): Named => ({ kind: "scope", id });

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function usesContract(open: () => Storage): void {
  describe("what refers to what", () => {
    const store = () => open().registrations;
    const put = (kind: Kind, id: string, from: number, more: Partial<Change> = {}) =>
      store().change([{ kind, id, from, content: "{}", ...more }], ENTRY);
    const users = async (used: Named, by: Partial<ListedBy> = {}) =>
      (await store().list({ kind: "application", limit: 100, ...by, uses: used })).map(({ id }) => id).join(" ");

    test("is found, in pages, by owner and by text", async () => {
      await put("scope", "read", 0);
      const uses = [scope("read"), scope("read"), { kind: "api", id: "read" } as const];
      await put("application", "a", 0, { uses, found: { owner: "grace", name: "Shop" } });
      await put("application", "b", 0, { uses: [scope("read")], found: { team: "web", name: "Till" } });
      await put("application", "c", 0, { uses: [scope("write")], found: { owner: "grace" } });
      await put("scope", "old", 0, { uses: [scope("read")] });
      expect(await users(scope("read"))).toBe("a b");
      expect(await users({ kind: "api", id: "read" })).toBe("a");
      expect(await users(scope("Read"))).toBe("");
      expect(await users(scope("read"), { limit: 1 })).toBe("a");
      expect(await users(scope("read"), { after: "a" })).toBe("b");
      expect(await users(scope("read"), { text: "TILL" })).toBe("b");
      expect(await users(scope("read"), { ownedBy: { owner: "grace", teams: [] } })).toBe("a");
      expect(await users(scope("read"), { ownedBy: { owner: "ada", teams: ["web", "ops"] } })).toBe("b");
      expect(await users(scope("read"), { kind: "scope" })).toBe("old");
      expect(await store().countUsing(scope("read"), "application")).toBe(2);
      expect(await store().countUsing(scope("read"), "scope")).toBe(1);
      expect(await store().countUsing(scope("none"), "application")).toBe(0);
    });

    test("ends when the one that refers is changed or removed", async () => {
      await put("application", "a", 0, { uses: [scope("read"), scope("write")] });
      await put("application", "a", 1, { uses: [scope("write")] });
      expect(await users(scope("read"))).toBe("");
      expect(await users(scope("write"))).toBe("a");
      await put("application", "a", 2, { content: undefined, uses: [scope("write")] });
      expect(await users(scope("write"))).toBe("");
    });

    test("what is used isn't removed, if it must be unused", async () => {
      await put("scope", "read", 0);
      await put("application", "a", 0, { uses: [scope("read")] });
      const removal = { kind: "scope", id: "read", from: 1, content: undefined, unlessUsed: true } as const;
      expect(await store().change([removal], ENTRY)).toMatchObject({
        conflict: { id: "read" },
        current: { version: 1 },
      });
      expect(await store().version()).toBe(2);
      // Together with the last one that refers to it, it is.
      const without = { kind: "application", id: "a", from: 2, content: "{}", uses: [scope("write")] } as const;
      const still = { ...without, uses: [scope("read")] };
      expect(await store().change([still, removal], ENTRY)).toMatchObject({ conflict: { id: "read" } });
      expect(await store().change([removal, without], ENTRY)).toBe(3);
      expect(await store().find("scope", "read")).toBeUndefined();
    });

    test("nothing is registered that requires what isn't there", async () => {
      const add = { kind: "application", id: "a", from: 0, content: "{}", requires: [scope("read")] } as const;
      expect(await store().change([add], ENTRY)).toMatchObject({ conflict: { id: "a" }, current: undefined });
      expect(await store().version()).toBe(0);
      expect(await store().change([add, { ...scope("read"), from: 0, content: "{}" }], ENTRY)).toBe(1);
      const removal = { ...scope("read"), from: 1, content: undefined };
      const more = { ...add, id: "b" };
      expect(await store().change([more, removal], ENTRY)).toMatchObject({ conflict: { id: "b" } });
      expect(await store().change([more], ENTRY)).toBe(2);
    });

    test("of a removal and a new use at the same time, one wins", async () => {
      for (let round = 0; round < 10; round++) {
        const name = `s${round}`;
        const version = (await put("scope", name, 0)) as number;
        const removal = { ...scope(name), from: version, content: undefined, unlessUsed: true };
        const use = { uses: [scope(name)], requires: [scope(name)] };
        const app = { kind: "application", id: `a${round}`, from: 0, content: "{}", ...use } as const;
        const both = [removal, app].map((change) => () => store().change([change], ENTRY));
        const results = await Promise.all((round % 2 === 0 ? both : both.reverse()).map((start) => start()));
        expect(results.filter((one) => typeof one === "number")).toHaveLength(1);
        const isThere = (await store().find("scope", name)) !== undefined;
        expect(await users(scope(name))).toBe(isThere ? `a${round}` : "");
      }
    });
  });
}
