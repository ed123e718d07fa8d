/** A plan reaches exactly what a file says, and touches nothing of others. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { differencesBetween } from "../../src/declared/differences.ts";
import { exported } from "../../src/declared/export.ts";
import { membersOf } from "../../src/declared/forms.ts";
import { type Item, keyOf, stateAfter } from "../../src/declared/items.ts";
import { type Plan, planOf } from "../../src/declared/plan.ts";
import { planText } from "../../src/declared/show.ts";
import { yamlOf } from "../../src/declared/write-yaml.ts";
import { readYaml } from "../../src/declared/yaml.ts";
import { OURS, registryFile, state, THEIRS, wanted } from "./registries.ts";

const carried = (current: readonly Item[], plan: Plan): readonly Item[] =>
  stateAfter(current, plan.changes).map((item) => ({ version: 99, ...item }));
const said = (items: readonly Pick<Item, "kind" | "id" | "content">[]) =>
  new Map(items.map((item) => [keyOf(item), { ...membersOf(item.kind, item.content as never) }]));

describe("a plan", () => {
  it("carried out makes everything in the file as the file says, from any state", () => {
    fc.assert(
      fc.property(state, registryFile, fc.boolean(), (current, file, prune) => {
        const target = wanted(file, current);
        const next = said(carried(current, planOf(current, target, { prune, adopt: true })));
        for (const item of target.items) expect(next.get(keyOf(item))).toEqual(said([item]).get(keyOf(item)));
      }),
    );
  });

  it("carried out leaves nothing to do", () => {
    fc.assert(
      fc.property(state, registryFile, fc.boolean(), fc.boolean(), (current, file, prune, adopt) => {
        const plan = planOf(current, wanted(file, current), { prune, adopt });
        fc.pre(plan.faults.length === 0);
        const next = carried(current, plan);
        expect(planOf(next, wanted(file, next), { prune, adopt }).changes).toEqual([]);
      }),
    );
  });

  it("removes what the file owned and no longer has, and nothing else", () => {
    fc.assert(
      fc.property(state, registryFile, fc.boolean(), (current, file, adopt) => {
        const target = wanted(file, current);
        const listed = new Set(target.items.map(keyOf));
        const plan = planOf(current, target, { prune: true, adopt });
        const removed = plan.changes.filter(({ does }) => does === "remove").map(keyOf);
        const ours = current.filter((item) => item.content.ownedBy?.file === OURS && !listed.has(keyOf(item)));
        expect(removed).toEqual(ours.map(keyOf));
        const kept = planOf(current, target, { adopt });
        expect(kept.changes.some(({ does }) => does === "remove")).toBe(false);
        expect(kept.left.map(keyOf)).toEqual(ours.map(keyOf));
      }),
    );
  });

  it("never touches what isn't in the file", () => {
    fc.assert(
      fc.property(state, registryFile, (current, file) => {
        const target = wanted(file, current);
        const listed = new Set(target.items.map(keyOf));
        const next = new Map(
          carried(current, planOf(current, target, { prune: true, adopt: true })).map((item) => [keyOf(item), item]),
        );
        for (const item of current)
          if (!listed.has(keyOf(item)) && item.content.ownedBy?.file !== OURS)
            expect(next.get(keyOf(item))).toEqual(item);
      }),
    );
  });

  it("refuses to change what another file owns, unless the file adopts it", () => {
    fc.assert(
      fc.property(state, registryFile, (current, file) => {
        const target = wanted(file, current);
        const differing = target.items.filter(({ kind, id, content }) => {
          const before = current.find((item) => keyOf(item) === keyOf({ kind, id }));
          return (
            before?.content.ownedBy?.file === THEIRS && differencesBetween(kind, before.content, content).length > 0
          );
        });
        expect(planOf(current, target).faults.map(({ key }) => key)).toEqual(differing.map(({ key }) => key));
        expect(planOf(current, target, { adopt: true }).faults).toEqual([]);
      }),
    );
  });

  it("is made from the versions in force, and gives everything it changes to the file", () => {
    fc.assert(
      fc.property(state, registryFile, (current, file) => {
        for (const { kind, id, from, content } of planOf(current, wanted(file, current), { prune: true, adopt: true })
          .changes) {
          expect(from).toBe(current.find((item) => keyOf(item) === keyOf({ kind, id }))?.version ?? 0);
          if (content !== undefined) expect(content.ownedBy).toEqual({ file: OURS });
        }
      }),
    );
  });

  it("shows no secret and no hash of one", () => {
    fc.assert(
      fc.property(state, registryFile, (current, file) => {
        const { changes, ...plan } = planOf(current, wanted(file, current), { prune: true, adopt: true });
        const shown =
          JSON.stringify(changes.map(({ content: _, ...change }) => change)) + planText({ ...plan, changes });
        expect(shown).not.toMatch(/weak-one|a-long-secret|[0-9a-f]{64}|[A-Za-z0-9_-]{43}/);
      }),
    );
  });
});

describe("an exported registry", () => {
  it.each(["json", "yaml"] as const)("changes nothing if it is applied: %s", (format) => {
    fc.assert(
      fc.property(state, (current) => {
        const all = exported(current);
        const read = format === "json" ? JSON.parse(JSON.stringify(all.file)) : readYaml(yamlOf(all), "registry.yaml");
        expect(read).toEqual(JSON.parse(JSON.stringify(all.file)));
        expect(planOf(current, wanted(read, current), { prune: false })).toMatchObject({ changes: [], faults: [] });
      }),
    );
  });

  it("is the same whatever the order in the store", () => {
    fc.assert(
      fc.property(state, (current) => {
        expect(yamlOf(exported([...current].reverse()))).toBe(yamlOf(exported(current)));
      }),
    );
  });

  it("registers the same on an empty server", () => {
    fc.assert(
      fc.property(state, (current) => {
        const { file } = exported(current);
        const next = carried([], planOf([], wanted(file)));
        expect(exported(next).file.clients).toEqual(file.clients);
        expect(said(next)).toEqual(said(current));
      }),
    );
  });

  it("has a comment at each weak secret", () => {
    const current = wanted({
      clients: [
        {
          id: "shop",
          redirectUris: ["https://shop.example/cb"],
          secrets: [{ value: "weak-one" }, { sha256: "a".repeat(64) }],
        },
      ],
    }).items.map((item) => ({ ...item, version: 1 }));
    const text = yamlOf(exported(current));
    expect(text).toMatch(/secrets:\n\s+# This secret is short, .*\n\s+- sha256: [0-9a-f]{64}\n\s+- sha256: a{64}/);
    expect(text).not.toContain("weak-one");
  });

  it("has the name of the file that owns all of it", () => {
    const named = (owners: readonly (string | undefined)[]) =>
      exported(
        owners.map((file, i) => ({
          kind: "api" as const,
          id: `urn:${i}`,
          version: 1,
          content: {
            api: {
              resource: `urn:${i}`,
              name: "API",
              tokens: "jwt" as const,
              alg: "ES256" as const,
              typ: "at+jwt" as const,
              lifetime: 1,
            },
            ...(file !== undefined && { ownedBy: { file } }),
          },
        })),
      ).file.name;
    expect(named(["shop", "shop"])).toBe("shop");
    expect(named(["shop", "web"])).toBeUndefined();
    expect(named(["/etc/shop.yaml"])).toBeUndefined();
    expect(named([undefined])).toBeUndefined();
  });
});
