/** The journal: what is kept of refusals, how long, and what a flood does to it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { memoryStorage } from "../../src/adapters/memory/storage.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { replay } from "../../src/protocol/replay/replay.ts";
import { floodLimits, RESERVED } from "../../src/service/flood.ts";
import { openJournal } from "../../src/service/journal.ts";
import { basic } from "../catalogue/samples.ts";
import { asService, openWorld, type World, withRegistry } from "../catalogue/world.ts";

const MISSPELLED = { grant_type: "client_credentials", scope: "read_profile write_multipas" };
const LIMITS = { perMinute: 3, charactersPerMinute: 100_000, share: 1 };

const refuse = async (world: World): Promise<string> => {
  const answer = (await (await world.form("/token", MISSPELLED, asService)).json()) as { error_uri: string };
  return new URL(answer.error_uri).searchParams.get("ref") ?? "";
};

describe("a refusal", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  it("is found under its reference, and decided again as it was", async () => {
    const ref = await refuse(world);
    const entry = await world.deps.journal.find(ref);
    expect(entry).toMatchObject({
      ref,
      at: world.clock.now,
      endpoint: "token",
      method: "POST",
      path: "/token",
      refusal: { refused: "scope/misspelled" },
      clientId: "demo-service",
      from: { network: "192.0.2.0/24" },
      more: 0,
    });
    const { outcome } = replay(entry?.on ?? expect.fail("It cannot be decided again."));
    expect(outcome).toMatchObject({ is: "refused", refusal: entry?.refusal });
  });

  it("isn't found under a reference that was never issued", async () => {
    expect(await world.deps.journal.find("000000000000")).toBeUndefined();
  });

  it("is decided by the scopes and settings of its time, whatever they are now", async () => {
    const ref = await refuse(world);
    const found = await world.deps.storage.refusals.find(ref);
    expect(JSON.parse(found?.record ?? "")).toMatchObject({
      issuer: "https://id.example",
      occasion: { settings: { unknownScopes: "refuse" } },
    });
    const now = withRegistry(world.deps, { catalogue: { scopes: new Map(), apis: new Map() } });
    const entry = await openJournal(now, LIMITS).find(ref);
    expect(replay(entry?.on ?? expect.fail()).outcome).toMatchObject({ refusal: { refused: "scope/misspelled" } });
  });

  it("of a form that this server does not know is shown, and not decided again", async () => {
    const ref = await refuse(world);
    const found = await world.deps.storage.refusals.find(ref);
    const kept = found ?? expect.fail();
    const { occasion, ...rest } = JSON.parse(kept.record);
    const record = JSON.stringify({ ...rest, occasion: { ...occasion, version: 99 } });
    await world.deps.storage.refusals.insert({ ...kept, ref: "newer0000000", record });
    const entry = await world.deps.journal.find("newer0000000");
    expect(entry).toMatchObject({ refusal: { refused: "scope/misspelled" }, on: undefined });
  });
});

describe("a success", () => {
  it("writes nothing to the journal", async () => {
    const written: string[] = [];
    const watched = (storage: Storage): Storage => ({
      ...storage,
      refusals: new Proxy(storage.refusals, {
        get: (target, name: keyof Storage["refusals"]) => {
          written.push(name);
          return target[name];
        },
      }),
    });
    const world = await openWorld({ storage: watched });
    const answer = await world.form("/token", { ...MISSPELLED, scope: "read_profile" }, asService);
    expect([answer.status, written]).toEqual([200, []]);
    await world.close();
  });
});

describe("a flood", () => {
  it("of one kind by one party is kept in part, and counted under a reference that is found", async () => {
    const world = await openWorld({ config: { journal: { perMinute: 5 } } });
    const refs = [];
    for (let i = 0; i < 40; i++) refs.push(await refuse(world));
    expect(new Set(refs).size).toBe(5);
    await world.deps.journal.flush();
    const last = await world.deps.journal.find(refs.at(-1) ?? "");
    expect(last?.more).toBe(35);
    world.clock.now += 60_000;
    expect(refs).not.toContain(await refuse(world));
    await world.close();
  });

  it("from many parties stays within the characters allowed per minute", async () => {
    const storage = memoryStorage();
    const world = await openWorld({ storage: () => storage });
    const journal = openJournal({ ...world.deps, storage }, { perMinute: 3, charactersPerMinute: 10_000, share: 1 });
    await refuse(world);
    const refused = world.journal.at(-1) ?? expect.fail();
    const kept = [];
    for (let i = 0; i < 100; i++) {
      const { ref } = await journal.record(
        { ...refused.refusal, on: refused.on },
        { ...refused, address: `198.51.100.${i}` },
        world.deps.registry,
      );
      kept.push(ref);
    }
    await journal.flush();
    const found = await Promise.all([...new Set(kept)].map((ref) => storage.refusals.find(ref)));
    expect(found).not.toContain(undefined);
    const records = found.flatMap((one) => one?.record ?? []);
    expect(records.length).toBeGreaterThan(1);
    expect(records.join("").length).toBeLessThanOrEqual(10_000);
    await world.close();
  });

  it("of many kinds from one network: each reference leads somewhere, and a client's own to its own refusal", async () => {
    const limits = { perMinute: 20, megabytes: 64 };
    const world = await openWorld({ config: { journal: limits } });
    const kept = async (): Promise<readonly { readonly code: string; readonly record: string }[]> => {
      const refs = new Set(world.journal.map(({ ref }) => ref));
      const found = await Promise.all([...refs].map((ref) => world.deps.storage.refusals.find(ref)));
      return found.map((one) => one ?? expect.fail("A reference leads nowhere."));
    };
    // Somebody who makes names up: each is kept, until the next record might not fit into the share of the network.
    for (let i = 0; i < 400; i++)
      await world.form("/token", { grant_type: "client_credentials" }, { authorization: basic(`made-up-${i}:x`) });
    await world.deps.journal.flush();
    const { charactersPerMinute, share } = floodLimits(limits);
    const room = charactersPerMinute * share - RESERVED;
    const lengths = (await kept()).map(({ record }) => record.length);
    const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);
    expect(lengths.length).toBeLessThan(400);
    expect(sum(lengths)).toBeGreaterThan(room);
    expect(sum(lengths.slice(0, -1))).toBeLessThanOrEqual(room);

    // And a run of negative tests on the same network.
    const wrong = [
      "read_profile,write_multipass",
      "read_profil",
      "Read_profile",
      "reports.read",
      "manage_pass",
      "nonsense",
    ];
    const codes = new Set<string>();
    for (let i = 0; i < 150; i++) {
      const scope = wrong[i % wrong.length] ?? "";
      await world.form("/token", { grant_type: "client_credentials", scope }, asService);
      const { ref = "", refusal } = world.journal.at(-1) ?? {};
      codes.add(refusal?.refused ?? "");
      const own = await world.send(`/refusals/${ref}`, { headers: asService });
      expect(await own.json()).toMatchObject({ ref, code: refusal?.refused });
    }
    await world.deps.journal.flush();
    // One of each reason, however often it was given.
    const ofClient = (await kept()).slice(lengths.length).map(({ code }) => code);
    expect(ofClient).toEqual([...codes]);
    expect(codes.size).toBeGreaterThan(2);
    await world.close();
  });

  it("does not stop a response when the store fails, and says so in the log", async () => {
    const failing = (storage: Storage): Storage => ({
      ...storage,
      refusals: { ...storage.refusals, insert: () => Promise.reject(new Error("disk full")) },
    });
    const world = await openWorld({ storage: failing });
    const ref = await refuse(world);
    expect(ref).toMatch(/^[0-9a-z]{12}$/);
    expect(await world.deps.journal.find(ref)).toBeUndefined();
    expect(world.written.join()).toContain("could not be stored");
    await world.close();
  });
});

describe("in a file", () => {
  const directory = mkdtempSync(join(tmpdir(), "candor-journal-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it("a refusal outlives the server, with its trace and its proof", async () => {
    const before = await openWorld({ sqliteIn: directory });
    const ref = await refuse(before);
    await before.close();
    const after = await openWorld({ sqliteIn: directory });
    const answer = await after.send(`/refusals/${ref}`, { headers: asService });
    expect(await answer.json()).toMatchObject({
      code: "scope/misspelled",
      fixes: [{ outcome: { is: "granted", what: "an access token for read_profile write_multipass" } }],
    });
    await after.close();
  });
});

describe("a reference that comes back", () => {
  it("doesn't distinguish existing clients from unknown ones, or wrong secrets from expired ones", async () => {
    const expired = { id: "late", secrets: [{ value: "late-secret", expiresAt: "2026-01-01T00:00:00Z" }] };
    const world = await openWorld({
      config: { journal: { perMinute: 2 } },
      clients: [{ ...expired, grantTypes: ["client_credentials"] }],
    });
    /** Where in a row of refusals references come back. */
    const pattern = async (pairs: readonly string[]): Promise<string> => {
      const refs: string[] = [];
      for (const pair of pairs) {
        await world.form("/token", { grant_type: "client_credentials" }, { authorization: basic(pair) });
        refs.push(world.journal.at(-1)?.ref ?? "");
      }
      world.clock.now += 120_000;
      return refs.map((ref) => refs.indexOf(ref)).join(" ");
    };
    const one = await pattern(["nobody:a", "nobody:b", "nobody:c", "nobody:d"]);
    expect(one).toBe("0 1 1 1");
    expect(await pattern(["demo-web:a", "demo-web:b", "demo-web:c", "demo-web:d"])).toBe(one);
    expect(await pattern(["late:late-secret", "late:b", "late:late-secret", "late:d"])).toBe(one);
    const two = await pattern(["nobody:a", "nobody:b", "noone:a", "nobody:c", "noone:b", "noone:c"]);
    expect(await pattern(["nobody:a", "nobody:b", "demo-web:a", "nobody:c", "demo-web:b", "demo-web:c"])).toBe(two);
    await world.close();
  });
});
