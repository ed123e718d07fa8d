/** The registry of a server: the contract for what the file registers, and what is stored beside it. */
import { beforeEach, describe, expect, it } from "vitest";
import { memoryRegistrations } from "../../src/adapters/memory/registrations.ts";
import type { Configured } from "../../src/adapters/registry/configured.ts";
import { storedRegistries } from "../../src/adapters/registry/stored.ts";
import { apiChange, applicationChange, type StoredApplication, scopeChange } from "../../src/ports/registered.ts";
import type { Change, RegistrationStore } from "../../src/ports/registrations.ts";
import { StorageUnavailable } from "../../src/ports/storage.ts";
import { client, T } from "../catalogue/samples.ts";
import { CONTENT, registryContract, secretOf } from "./contract.ts";

const BOUNDS = { characters: 3_000, misses: 2, missedFor: 1_000 };
const ENTRY = {
  at: T,
  actor: { is: "command", id: "root" },
  action: "application/change",
  target: { kind: "application", id: "shop" },
} as const;

const storedSecret = (text: string) => {
  const { hash, expiresAt, guessable, shape } = secretOf(text);
  return { id: "1", hash: Buffer.from(hash).toString("base64url"), createdAt: T, expiresAt, guessable, shape };
};
const application = (id: string, secret = `the secret of ${id}`, own = {}): StoredApplication => ({
  client: client({ id, ...own }),
  secrets: [storedSecret(secret)],
});

let store: RegistrationStore;
let asked: string[];
const put = (...changes: readonly Change[]) => store.change(changes, ENTRY);
const open = (content: Configured = CONTENT) => storedRegistries(content, store, BOUNDS, () => T);

beforeEach(() => {
  const { store: made } = memoryRegistrations(
    () => {},
    () => {},
  );
  asked = [];
  store = {
    ...made,
    find: (kind, id, at) => {
      asked.push(id);
      return made.find(kind, id, at);
    },
  };
});

registryContract("of a file, with nothing stored", open);
registryContract("of a file and a store", async ({ clients: [photos, ...others], ...content }) => {
  if (photos === undefined) throw new Error("no client");
  const { client, secrets } = photos;
  const stored = secrets.map(({ hash, ...one }, at) => {
    return { ...one, id: String(at), hash: Buffer.from(hash).toString("base64url"), createdAt: T };
  });
  await put(applicationChange({ client, secrets: stored }, 0));
  return open({ ...content, clients: others });
});

it("asks the store nothing as long as nothing is stored", async () => {
  const { current } = await open();
  expect([current().client("photos"), current().client("nobody")].filter((one) => one instanceof Promise)).toEqual([]);
  expect(asked).toEqual([]);
});

describe("what is stored", () => {
  it("is there from the start, beside what the file registers, for which nothing waits", async () => {
    await put(applicationChange(application("shop"), 0));
    const { client: find } = (await open()).current();
    expect((await find("shop"))?.client.id).toBe("shop");
    expect(find("photos")).not.toBeInstanceOf(Promise);
    expect(await find("nobody")).toBeUndefined();
  });

  it("is in force for requests that begin after the refresh, and requests in progress keep what they began with", async () => {
    await put(applicationChange(application("shop"), 0));
    const registries = await open();
    const before = registries.current();
    await put(applicationChange(application("shop", "another secret", { disabled: true }), 1));
    expect(registries.current()).toBe(before);
    await registries.refresh();
    expect((await registries.current().client("shop"))?.client.disabled).toBe(true);
    expect((await registries.current().client("shop"))?.credentials.matchSecret("another secret")).toBeDefined();
    expect((await before.client("shop"))?.client.disabled).toBe(false);
    await put({ kind: "application", id: "shop", from: 2, content: undefined });
    await registries.refresh();
    expect(await registries.current().client("shop")).toBeUndefined();
    expect((await before.client("shop"))?.client.disabled).toBe(false);
  });

  it("keeps the clients that haven't changed in memory", async () => {
    await put(applicationChange(application("a"), 0), applicationChange(application("b"), 0));
    const registries = await open();
    for (const id of ["a", "b"]) await registries.current().client(id);
    asked = [];
    await put(applicationChange(application("a", "new"), 1));
    await registries.refresh();
    for (const id of ["a", "b"]) await registries.current().client(id);
    expect(asked).toEqual(["a"]);
  });

  it("is hidden by what the file registers under the same id", async () => {
    await put(applicationChange(application("photos", "stolen"), 0));
    const scope = { ...[...CONTENT.catalogue.scopes.values()][0], description: "Something else" } as never;
    await put(scopeChange({ scope }, 0));
    const registries = await open();
    expect((await registries.current().client("photos"))?.credentials.matchSecret("stolen")).toBeUndefined();
    const { scopes } = registries.current().catalogue;
    expect([...scopes.values()].some(({ description }) => description === "Something else")).toBe(false);
    expect(registries.inFile("application", "photos")).toBe(true);
    expect(registries.inFile("application", "shop")).toBe(false);
  });

  it("adds scopes and APIs, and takes them away", async () => {
    const registries = await open();
    const api = {
      resource: "https://new.example",
      name: "New",
      tokens: "jwt",
      alg: "ES256",
      typ: "at+jwt",
      lifetime: 600,
    } as const;
    const scope = {
      name: "new.read",
      description: "Read",
      api: api.resource,
      sensitive: false,
      personal: false,
      state: { is: "active" },
    } as const;
    await put(apiChange({ api }, 0), scopeChange({ scope }, 0));
    await registries.refresh();
    expect(registries.current().catalogue.apis.get(api.resource)).toEqual(api);
    expect(registries.current().catalogue.scopes.get("new.read")).toEqual(scope);
    expect(registries.current().catalogue.scopes.has("read_photos")).toBe(CONTENT.catalogue.scopes.has("read_photos"));
    await put({ kind: "scope", id: "new.read", from: 1, content: undefined });
    await registries.refresh();
    expect(registries.current().catalogue.scopes.has("new.read")).toBe(false);
  });

  it("is read again if it changes while it is read", async () => {
    const registries = await open();
    const { list } = store;
    let interfering = true;
    store.list = async (by) => {
      const page = await list(by);
      if (interfering) {
        interfering = false;
        await put(applicationChange(application("second"), 0));
      }
      return page;
    };
    await put(applicationChange(application("first"), 0));
    await registries.refresh();
    expect((await registries.current().client("second"))?.client.id).toBe("second");
  });

  it("stays as it was while the store doesn't work", async () => {
    await put(applicationChange(application("shop"), 0));
    const registries = await open();
    const before = registries.current();
    const { version } = store;
    store.version = async () => {
      throw new StorageUnavailable("failing", "the disk");
    };
    await expect(registries.refresh()).rejects.toThrow(StorageUnavailable);
    expect(registries.current()).toBe(before);
    store.version = version;
    await put(applicationChange(application("shop", "new"), 1));
    await registries.refresh();
    expect((await registries.current().client("shop"))?.credentials.matchSecret("new")).toBeDefined();
  });

  it("is read with another file, whose clients win, and requests in progress keep the one before", async () => {
    await put(applicationChange(application("shop"), 0), applicationChange(application("photos", "stored"), 0));
    const registries = await open();
    const before = registries.current();
    expect((await before.client("shop"))?.client.profile).toBeUndefined();
    const settings = { ...CONTENT.settings, profile: "fapi2-security" as const };
    await registries.reconfigure({ ...CONTENT, settings, clients: [] });
    const after = registries.current();
    expect(after.version).not.toBe(before.version);
    expect(after.settings.profile).toBe("fapi2-security");
    // What was remembered of a client was computed with the former settings.
    expect((await after.client("shop"))?.client.profile).toBe("fapi2-security");
    expect((await after.client("photos"))?.credentials.matchSecret("stored")).toBeDefined();
    expect((await before.client("photos"))?.credentials.matchSecret("stored")).toBeUndefined();
    expect([registries.inFile("application", "photos"), registries.clientsInFile]).toEqual([false, []]);
    await registries.reconfigure(CONTENT);
    expect(registries.current().client("photos")).not.toBeInstanceOf(Promise);
    expect(new Set([before, after, registries.current()].map(({ version }) => version)).size).toBe(3);
  });

  it("keeps the former file while the store doesn't work", async () => {
    await put(applicationChange(application("shop"), 0));
    const registries = await open();
    const before = registries.current();
    const { version } = store;
    store.version = async () => {
      throw new StorageUnavailable("failing", "the disk");
    };
    await expect(registries.reconfigure({ ...CONTENT, clients: [] })).rejects.toThrow(StorageUnavailable);
    expect([registries.current(), registries.inFile("application", "photos")]).toEqual([before, true]);
    store.version = version;
    await put(applicationChange(application("shop", "new"), 1));
    await registries.refresh();
    expect(registries.current().client("photos")).not.toBeInstanceOf(Promise);
  });

  it("is as of the last change for whoever has changed it, however many refresh at once", async () => {
    const registries = await open();
    const ids = Array.from({ length: 50 }, (_, at) => `client-${at}`);
    const found = await Promise.all(
      ids.map(async (id) => {
        await put(applicationChange(application(id), 0));
        await registries.refresh();
        return (await registries.current().client(id))?.client.id;
      }),
    );
    expect(found).toEqual(ids);
  });
});
