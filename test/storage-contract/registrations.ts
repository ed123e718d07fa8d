/** What every store of registrations must do. */
import { describe, expect, test } from "vitest";
import type { AuditEntry } from "../../src/ports/audit.ts";
import type { Change, Kind } from "../../src/ports/registrations.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { HOUR, T } from "./samples.ts";

const RACERS = 20;

const entry = (at = T): AuditEntry => ({
  at,
  actor: { is: "command", id: "root" },
  action: "application/change",
  target: { kind: "application", id: "shop" },
});

const change = (id: string, from: number, content: string | undefined, kind: Kind = "application"): Change => ({
  kind,
  id,
  from,
  content,
});

/** Runs the part of the suite; `open` responds with the storage of the test that runs. */
export function registrationContract(open: () => Storage): void {
  describe("registrations", () => {
    const store = () => open().registrations;
    const put = async (id: string, from: number, content: string | undefined, kind: Kind = "application", at = T) =>
      store().change([change(id, from, content, kind)], entry(at));
    const contents = async (kind: Kind, at?: number, ...ids: string[]) =>
      Promise.all(ids.map(async (id) => (await store().find(kind, id, at))?.content));

    test("begin with nothing", async () => {
      expect(await store().version()).toBe(0);
      expect(await store().find("application", "shop")).toBeUndefined();
      expect(await store().list({ kind: "scope", limit: 10 })).toEqual([]);
      expect(await store().changedSince(0)).toEqual([]);
    });

    test("come back as they went in, each kind by itself", async () => {
      const content = JSON.stringify({ says: "“é” 🔑 \u0000", long: "x".repeat(100_000) });
      expect(await put("same", 0, content)).toBe(1);
      expect(await put("same", 0, "{}", "scope")).toBe(2);
      expect(await store().find("application", "same")).toStrictEqual({
        kind: "application",
        id: "same",
        content,
        version: 1,
        changedAt: T,
        addedAt: T,
      });
      expect(await contents("scope", undefined, "same", "Same", "sam", "")).toEqual([
        "{}",
        undefined,
        undefined,
        undefined,
      ]);
      expect(await contents("api", undefined, "same")).toEqual([undefined]);
    });

    test("say what was in force at each version", async () => {
      await put("a", 0, "1");
      await put("b", 0, "1");
      await put("a", 1, "2");
      await put("a", 3, undefined);
      await put("a", 0, "3");
      const all = await Promise.all([0, 1, 2, 3, 4, 5, undefined].map((at) => contents("application", at, "a", "b")));
      expect(all).toEqual([
        [undefined, undefined],
        ["1", undefined],
        ["1", "1"],
        ["2", "1"],
        [undefined, "1"],
        ["3", "1"],
        ["3", "1"],
      ]);
    });

    test("change together or not at all", async () => {
      await put("a", 0, "1");
      const conflict = await store().change([change("b", 0, "1"), change("a", 7, "2")], entry());
      expect(conflict).toMatchObject({
        conflict: { id: "a", from: 7 },
        current: { id: "a", content: "1", version: 1 },
      });
      expect(await contents("application", undefined, "a", "b")).toEqual(["1", undefined]);
      expect(await store().version()).toBe(1);
      expect(
        await store().change([change("b", 0, "1"), change("a", 1, "2"), change("c", 0, "1", "api")], entry()),
      ).toBe(2);
      expect(await contents("application", undefined, "a", "b")).toEqual(["2", "1"]);
    });

    test.each([
      ["adds", [change("b", 0, "1"), change("b", 0, "2")]],
      ["change and removal", [change("a", 1, "2"), change("b", 0, "1"), change("a", 1, undefined)]],
      ["changes, the second from what the first makes", [change("a", 1, "2"), change("a", 2, "3")]],
    ])("of one id aren't carried out together: two %s", async (_, changes) => {
      await put("a", 0, "1");
      await expect(store().change(changes, entry())).rejects.toThrow("Two changes are of the same registration");
      expect(await contents("application", undefined, "a", "b")).toEqual(["1", undefined]);
      expect(await store().version()).toBe(1);
      expect(await open().audit.list({ limit: 10 })).toHaveLength(1);
      // One id of two kinds is two registrations.
      expect(await store().change([change("c", 0, "1"), change("c", 0, "1", "scope")], entry())).toBe(2);
    });

    test.each<[what: string, from: number, content: string | undefined]>([
      ["what exists isn't added again", 0, "2"],
      ["what has changed meanwhile isn't changed", 3, "2"],
      ["what has changed meanwhile isn't removed", 3, undefined],
    ])("%s", async (_, from, content) => {
      await put("a", 0, "1");
      expect(await put("a", from, content)).toMatchObject({ current: { content: "1" } });
      expect(await contents("application", undefined, "a")).toEqual(["1"]);
    });

    test("that are gone are neither changed nor removed", async () => {
      await put("a", 0, "1");
      await put("a", 1, undefined);
      for (const content of ["2", undefined]) {
        const answer = await put("a", 1, content);
        expect(answer).toMatchObject({ conflict: { id: "a" } });
        expect((answer as { current?: object }).current).toBeUndefined();
      }
    });

    test("of an owner or a team are as many as allowed", async () => {
      const of = (id: string, found: Change["found"], from = 0): Change => ({
        ...change(id, from, "1"),
        found,
        atMost: 2,
      });
      const answers = [
        await store().change([of("a", { owner: "grace" })], entry()),
        await store().change([of("b", { owner: "grace", team: "web" })], entry()),
        await store().change([of("c", { owner: "grace" })], entry()),
        // One of the team is another's, and counts all the same.
        await store().change([of("d", { team: "web" })], entry()),
        await store().change([of("e", { team: "web" })], entry()),
        await store().change([of("a", { owner: "grace" }, 1)], entry()),
        await store().change([{ ...of("f", { owner: "grace" }), atMost: undefined }], entry()),
        await store().change([of("g", {})], entry()),
      ];
      expect(answers.map((answer) => typeof answer)).toEqual([
        "number",
        "number",
        "object",
        "number",
        "object",
        "number",
        "number",
        "number",
      ]);
      expect(answers[2]).toMatchObject({ conflict: { id: "c" } });
      expect(await contents("application", undefined, "c", "e")).toEqual([undefined, undefined]);
      await store().change([{ ...change("b", 2, undefined), atMost: 0 }], entry());
      await store().change([change("f", 5, undefined)], entry());
      expect(typeof (await store().change([of("c", { owner: "grace" })], entry()))).toBe("number");
    });

    test("have one winner of a race", async () => {
      await put("a", 0, "0");
      const answers = await Promise.all(Array.from({ length: RACERS }, (_, racer) => put("a", 1, String(racer))));
      expect(answers.filter((answer) => typeof answer === "number")).toEqual([2]);
    });

    test("are listed in the order of their ids, page by page", async () => {
      for (const id of ["b", "a", "C", "a/1", "aa"]) await put(id, 0, "1", "scope");
      await put("x", 0, "1", "api");
      await put("b", 1, undefined, "scope");
      const ids: string[] = [];
      for (;;) {
        const page = await store().list({ kind: "scope", after: ids.at(-1), limit: 2 });
        ids.push(...page.map(({ id }) => id));
        if (page.length < 2) break;
      }
      expect(ids).toEqual(["C", "a", "a/1", "aa"]);
    });

    test("say what has changed since a version", async () => {
      await put("a", 0, "1");
      await put("b", 0, "1", "scope");
      await put("a", 1, "2");
      await put("b", 2, undefined, "scope");
      const since = async (version: number) =>
        (await store().changedSince(version)).map(({ kind, id }) => `${kind} ${id}`).sort();
      expect(await since(0)).toEqual(["application a", "scope b"]);
      expect(await since(2)).toEqual(["application a", "scope b"]);
      expect(await since(3)).toEqual(["scope b"]);
      expect(await since(4)).toEqual([]);
    });

    test("that were replaced are forgotten after a while, and what is in force never is", async () => {
      await put("a", 0, "1", "application", T - 10 * HOUR);
      await put("a", 1, "2", "application", T);
      await open().purge(T, 100);
      expect(await contents("application", 1, "a")).toEqual(["1"]);
      await open().purge(T + 1, 100);
      expect(await contents("application", 1, "a")).toEqual([undefined]);
      expect(await contents("application", 2, "a")).toEqual(["2"]);
    });

    test("have their secrets found, until they are replaced or removed", async () => {
      const secrets = [
        { hash: "h1", guessable: true, length: 20, beginning: 7 },
        { hash: "h2", guessable: false, length: 43, beginning: 7 },
        { hash: "h3", guessable: false },
      ];
      const { secrets: index } = store();
      expect(await index.haveGuessable()).toBe(false);
      await store().change([{ ...change("shop", 0, "1"), secrets }], entry());
      expect(await index.haveGuessable()).toBe(true);
      expect(await index.clientsAmong(["shop", "Shop", "x"])).toEqual(new Set(["shop"]));
      expect(await index.secretsAmong(["h1", "h3", "h4"])).toEqual(new Set(["h1", "h3"]));
      const lengths = await index.lengthsOf([7, 8]);
      expect([...lengths].map(([beginning, all]) => [beginning, [...all].sort()])).toEqual([[7, [20, 43]]]);
      await store().change([{ ...change("shop", 1, "2"), secrets: secrets.slice(1) }], entry());
      expect(await index.haveGuessable()).toBe(false);
      expect(await index.secretsAmong(["h1", "h2"])).toEqual(new Set(["h2"]));
      await put("shop", 2, undefined);
      expect(await index.secretsAmong(["h1", "h2", "h3"])).toEqual(new Set());
      expect(await index.clientsAmong(["shop"])).toEqual(new Set());
    });

    test("have the kinds of their foreign hashes counted, until those are replaced", async () => {
      const { secrets: index } = store();
      const foreign = (foreignKind: string | undefined) => ({ hash: "none", guessable: false, foreignKind });
      expect(await index.foreignKinds()).toEqual([]);
      await store().change([{ ...change("a", 0, "1"), secrets: [foreign("$2b$10$"), foreign(undefined)] }], entry());
      await store().change([{ ...change("b", 0, "1"), secrets: [foreign("$2b$10$")] }], entry());
      await store().change([{ ...change("c", 0, "1"), secrets: [foreign("$2a$05$")] }], entry());
      expect(await index.foreignKinds()).toEqual([
        { kind: "$2a$05$", count: 1 },
        { kind: "$2b$10$", count: 2 },
      ]);
      await store().change([{ ...change("a", 1, "2"), secrets: [{ hash: "h", guessable: false }] }], entry());
      await put("c", 3, undefined);
      expect(await index.foreignKinds()).toEqual([{ kind: "$2b$10$", count: 1 }]);
    });

    test("are in the audit log if they were carried out, and only then", async () => {
      await put("a", 0, "1");
      await put("a", 9, "2");
      await put("a", 1, "3");
      const log = await open().audit.list({ limit: 10 });
      expect(log.map(({ number }) => number)).toEqual([2, 1]);
    });
  });
}
