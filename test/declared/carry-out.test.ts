/** A plan is carried out as a whole or not at all, in memory and in SQLite, and the audit log has what was done. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it, onTestFinished } from "vitest";
import { memoryStorage } from "../../src/adapters/memory/storage.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import type { RegistryFile } from "../../src/configuration/registry.ts";
import { carryOut, itemsIn } from "../../src/declared/carry-out.ts";
import { membersOf } from "../../src/declared/forms.ts";
import { planOf } from "../../src/declared/plan.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { OURS, registryFile, wanted } from "./registries.ts";

const ACT = {
  actor: { is: "file", id: OURS },
  action: "registry/apply",
  target: { kind: "registry", id: OURS },
  now: 5_000,
} as const;

const SHOP = (id: string, uri = "cb") => ({
  id,
  redirectUris: [`https://shop.example/${uri}`],
  secrets: [{ value: "a-long-secret-of-the-shop-0123456789" }],
});

async function apply(storage: Storage, file: RegistryFile, prune = false) {
  const current = await itemsIn(storage.registrations);
  return carryOut(storage.registrations, planOf(current, wanted(file, current), { prune, adopt: true }).changes, ACT);
}

describe.each(["memory", "sqlite"] as const)("in %s", (name) => {
  async function newStorage(): Promise<Storage> {
    if (name === "memory") return memoryStorage();
    const directory = mkdtempSync(join(tmpdir(), "candor-declared-"));
    const storage = await openSqlite({ file: join(directory, "candor.sqlite") });
    onTestFinished(async () => {
      await storage.close();
      rmSync(directory, { recursive: true, force: true });
    });
    return storage;
  }

  it("one file after the other leaves exactly what the last one says", async () => {
    const storage = await newStorage();
    await fc.assert(
      fc.asyncProperty(registryFile, async (file) => {
        await apply(storage, file, true);
        const stored = await itemsIn(storage.registrations);
        const said = (items: readonly { kind: never; id: string; content: never }[]) =>
          items
            .map(({ kind, id, content }) => [kind, id, membersOf(kind, content)])
            .sort((a, b) => (`${a}` < `${b}` ? -1 : 1));
        expect(said(stored as never)).toEqual(said(wanted(file, stored).items as never));
        expect(planOf(stored, wanted(file, stored), { prune: true }).changes).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it("a plan that was made from another version changes nothing at all", async () => {
    const storage = await newStorage();
    await apply(storage, { clients: [SHOP("shop"), SHOP("web")] });
    const before = await itemsIn(storage.registrations);
    const plan = planOf(before, wanted({ clients: [SHOP("new"), SHOP("shop", "ours"), SHOP("web", "ours")] }, before));
    await apply(storage, { clients: [SHOP("web", "theirs")] });
    const meanwhile = await itemsIn(storage.registrations);
    const version = await storage.registrations.version();
    expect(await carryOut(storage.registrations, plan.changes, ACT)).toMatchObject({ conflict: { id: "web" } });
    expect(await itemsIn(storage.registrations)).toEqual(meanwhile);
    expect(await storage.registrations.version()).toBe(version);
  });

  it("of two plans that are carried out at once, one wins", async () => {
    const storage = await newStorage();
    const plans = ["a", "b"].map((uri) => planOf([], wanted({ clients: [SHOP("first", uri), SHOP("shop", uri)] })));
    const done = await Promise.all(plans.map(({ changes }) => carryOut(storage.registrations, changes, ACT)));
    expect(done.filter((one) => typeof one === "number")).toHaveLength(1);
    const stored = await itemsIn(storage.registrations);
    const uris = new Set(
      stored.map(({ content }) => JSON.stringify(membersOf("application", content as never).redirectUris)),
    );
    expect(uris.size).toBe(1);
  });

  it("writes one entry to the audit log, without secrets", async () => {
    const storage = await newStorage();
    await apply(storage, { clients: [SHOP("shop")] });
    await apply(storage, {
      clients: [{ ...SHOP("shop", "other"), secrets: [{ value: "another-long-secret-0123456789-abc" }] }],
    });
    const [last, first] = await storage.audit.list({ limit: 10 });
    expect(first).toMatchObject({
      number: 1,
      action: "registry/apply",
      target: { kind: "registry", id: OURS },
      before: { "application shop": {} },
    });
    expect(last).toMatchObject({
      number: 2,
      at: 5_000,
      actor: { is: "file", id: OURS },
      before: { "application shop": { redirectUris: ["https://shop.example/cb"] } },
      after: { "application shop": { redirectUris: ["https://shop.example/other"], secrets: "changed" } },
    });
    expect(JSON.stringify([first, last])).not.toMatch(/-long-secret-/);
  });

  it("reads more than a page", async () => {
    const storage = await newStorage();
    const apis = Array.from({ length: 2_001 }, (_, i) => ({ resource: `urn:api:${i}`, name: "API" }));
    await apply(storage, { apis });
    expect(await itemsIn(storage.registrations)).toHaveLength(2_001);
  });
});
