/** The registry that loads clients: the contract, and what is kept, loaded once, forgotten and refused. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Configured } from "../../src/adapters/registry/configured.ts";
import { weightOf } from "../../src/adapters/registry/hot-clients.ts";
import { loadingRegistry } from "../../src/adapters/registry/loading.ts";
import { StorageUnavailable } from "../../src/ports/storage.ts";
import { client, settings, T } from "../catalogue/samples.ts";
import { Backing } from "./backing.ts";
import { CONTENT, registryContract, secretOf } from "./contract.ts";

/** Three clients of a usual size, whose names may be longer. */
const BOUNDS = { characters: 3.5 * weightOf(client({ id: "a" })), misses: 2, missedFor: 1_000 };

registryContract("that loads clients", (content) =>
  loadingRegistry(new Backing().version("1", content), BOUNDS, () => T),
);

/** As many clients as there are ids. */
const contentOf = (ids: readonly string[]): Configured => ({
  ...CONTENT,
  clients: ids.map((id) => ({ client: client({ id }), secrets: [secretOf(`the secret of ${id}`)] })),
});

let backing: Backing;
let now: number;
beforeEach(() => {
  backing = new Backing();
  now = T;
});
const open = (content = contentOf(["a", "b", "c", "d"])) =>
  loadingRegistry(backing.version("1", content), BOUNDS, () => now);

describe("clients that are asked for", () => {
  it("are loaded once, however many ask at the same time", async () => {
    const { client: find } = open().current();
    const found = await Promise.all(Array.from({ length: 100 }, () => find("a")));
    expect(backing.loaded).toEqual(["a"]);
    expect(new Set(found).size).toBe(1);
    expect(found[0]?.client.id).toBe("a");
  });

  it("are there at once the next time", async () => {
    const { client: find } = open().current();
    const found = await find("a");
    expect(find("a")).toBe(found);
    expect(backing.loaded).toEqual(["a"]);
  });

  it("go if nobody has asked for them the longest", async () => {
    const registries = open();
    const { client: find } = registries.current();
    for (const id of ["a", "b", "c", "a", "d"]) await find(id);
    expect(registries.kept).toEqual({ clients: 3, misses: 0 });
    expect(find("a")).not.toBeInstanceOf(Promise);
    expect(find("b")).toBeInstanceOf(Promise);
    await find("b");
    expect(backing.loaded).toEqual(["a", "b", "c", "d", "b"]);
  });

  it("go sooner the larger the others are, and one that is larger than all together isn't kept", async () => {
    const large = (id: string, more: number) => ({
      client: client({ id, name: "x".repeat(weightOf(client({ id: "a" })) * more) }),
      secrets: [],
    });
    const content = contentOf(["a", "b", "c"]);
    const registries = open({ ...content, clients: [...content.clients, large("L", 1), large("H", 3)] });
    const { client: find } = registries.current();
    for (const id of ["a", "b", "c", "L"]) await find(id);
    expect(registries.kept.clients).toBe(2);
    expect(find("c")).not.toBeInstanceOf(Promise);
    await find("H");
    expect(registries.kept.clients).toBe(0);
    for (const id of ["a", "b", "c"]) await find(id);
    expect(registries.kept.clients).toBe(3);
  });

  it("stay in memory in the configured size only, of 100,000", async () => {
    const ids = Array.from({ length: 100_000 }, (_, n) => `client-${n}`);
    const registries = loadingRegistry(
      // Each is made when it is loaded, as from a row of a database.
      {
        ...backing.version("1", contentOf([])),
        client: async (id) => ({ client: client({ id }), secrets: [secretOf(`the secret of ${id}`)] }),
      },
      { ...BOUNDS, characters: 100 * weightOf(client({ id: "client-99999" })) },
      () => now,
    );
    const { client: find } = registries.current();
    const seen: WeakRef<object>[] = [];
    for (const id of ids) seen.push(new WeakRef((await find(id)) ?? expect.fail(id)));
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    // What was just made is kept until the end of the turn.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    expect(registries.kept).toEqual({ clients: 100, misses: 0 });
    expect(seen.filter((one) => one.deref() !== undefined).length).toBeLessThanOrEqual(100);
    expect(find("client-99999")).not.toBeInstanceOf(Promise);
    expect(find("client-0")).toBeInstanceOf(Promise);
  });
});

describe("an id of nobody", () => {
  it("is remembered, but not for long", async () => {
    const { client: find } = open().current();
    expect(await find("nobody")).toBeUndefined();
    expect(find("nobody")).toBeUndefined();
    now += BOUNDS.missedFor - 1;
    expect(find("nobody")).toBeUndefined();
    now += 1;
    expect(find("nobody")).toBeInstanceOf(Promise);
    await find("nobody");
    expect(backing.loaded).toEqual(["nobody", "nobody"]);
  });

  it("is one of few that are remembered, and they displace no client", async () => {
    const registries = open();
    const { client: find } = registries.current();
    await find("a");
    for (let n = 0; n < 1_000; n++) await find(`nobody-${n}`);
    expect(registries.kept).toEqual({ clients: 1, misses: 2 });
    expect(find("a")).not.toBeInstanceOf(Promise);
  });

  it("isn't even asked for if it is longer than any", () => {
    expect(open().current().client("x".repeat(201))).toBeUndefined();
    expect(backing.loaded).toEqual([]);
  });
});

describe("a store that fails", () => {
  it.each([
    [new Error("a bug"), "failing"],
    [new StorageUnavailable("busy", "locked"), "busy"],
  ])("is unavailable, for all who ask, and says nothing about clients: %s", async (fault, reason) => {
    const { client: find, secrets } = open().current();
    backing.fault = fault;
    const asked = [
      find("a"),
      find("a"),
      secrets.clientsAmong(["a"]),
      secrets.secretsAmong(["h"]),
      secrets.lengthsOf([1]),
    ];
    for (const outcome of await Promise.allSettled(asked)) {
      expect(outcome).toMatchObject({ status: "rejected", reason: { name: "StorageUnavailable", reason } });
    }
    backing.fault = undefined;
    expect((await find("a"))?.client.id).toBe("a");
  });

  it("doesn't take away the clients that are in memory", async () => {
    const { client: find } = open().current();
    await find("a");
    backing.fault = new Error("the disk is gone");
    expect(find("a")).toMatchObject({ client: { id: "a" } });
  });
});

describe("another version", () => {
  const changed = (id: string, name: string): Configured => {
    const content = contentOf(["a", "b", "c", "d"]);
    const clients = content.clients.map((one) =>
      one.client.id === id ? { client: { ...one.client, name }, secrets: [secretOf("another secret")] } : one,
    );
    return { ...content, clients, settings: settings({ codeLifetime: 7 }) };
  };

  it("is in force for who asks next, and the former one says what it said", async () => {
    const registries = open();
    const before = registries.current();
    await before.client("b");
    registries.replace(backing.version("2", changed("a", "Renamed"), ["a"]));
    const after = registries.current();
    expect([before.version, after.version]).toEqual(["1", "2"]);
    expect([before.settings.codeLifetime, after.settings.codeLifetime]).toEqual([CONTENT.settings.codeLifetime, 7]);
    // Neither was loaded before the change.
    const [old, fresh] = [await before.client("a"), await after.client("a")];
    expect([old?.client.name, fresh?.client.name]).toEqual([client().name, "Renamed"]);
    expect(old?.credentials.matchSecret("the secret of a")).toBeDefined();
    expect(fresh?.credentials.matchSecret("the secret of a")).toBeUndefined();
    expect(fresh?.credentials.matchSecret("another secret")).toBeDefined();
  });

  it("takes over the clients that haven't changed", async () => {
    const registries = open();
    const b = await registries.current().client("b");
    await registries.current().client("a");
    registries.replace(backing.version("2", changed("a", "Renamed"), ["a"]));
    expect(registries.current().client("b")).toBe(b);
    expect((await registries.current().client("a"))?.client.name).toBe("Renamed");
    expect(registries.kept.clients).toBe(2);
    for (const id of ["c", "d"]) await registries.current().client(id);
    expect(registries.kept.clients).toBe(3);
  });

  it("that doesn't say what has changed takes over nothing", async () => {
    const registries = open();
    await registries.current().client("b");
    registries.replace(backing.version("2", changed("b", "Renamed")));
    expect((await registries.current().client("b"))?.client.name).toBe("Renamed");
  });

  it("keeps nothing that was loaded for the former one", async () => {
    const registries = open();
    const loading = registries.current().client("a");
    registries.replace(backing.version("2", changed("a", "Renamed"), ["a"]));
    expect((await loading)?.client.name).toBe(client().name);
    expect((await registries.current().client("a"))?.client.name).toBe("Renamed");
  });

  it("knows a client that was nobody before", async () => {
    const registries = open(contentOf(["a"]));
    expect(await registries.current().client("b")).toBeUndefined();
    registries.replace(backing.version("2", contentOf(["a", "b"]), ["b"]));
    expect((await registries.current().client("b"))?.client.id).toBe("b");
  });

  it("of another issuer is refused, and the one in force stays", () => {
    const registries = open();
    const other = { ...contentOf(["a"]), settings: settings({ issuer: "https://other.example" }) };
    expect(() => registries.replace(backing.version("2", other))).toThrow("The issuer can't change");
    expect(registries.current().version).toBe("1");
  });

  it("of the same name changes nothing", () => {
    const registries = open();
    const before = registries.current();
    registries.replace(backing.version("1", changed("a", "Renamed")));
    expect(registries.current()).toBe(before);
  });
});
