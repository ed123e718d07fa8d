/** The demo's week: a new demo has a registry that can be changed, and a week of real refusals. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Composed, compose } from "../../src/compose.ts";
import { checkConfig } from "../../src/configuration/check.ts";
import { seedRegistry } from "../../src/demo/registry.ts";
import { letWeekHappen } from "../../src/demo/week/happen.ts";
import { storyOf } from "../../src/demo/week/story.ts";
import { DEMO_ISSUER, demoRegistry, demoSettings, seedDemo } from "../../src/demo/world.ts";
import { contentOf } from "../../src/ports/registered.ts";
import { replay } from "../../src/protocol/replay/replay.ts";

const NOW = Date.UTC(2026, 5, 15, 16, 30);
const DAY = 86_400_000;

let composed: Composed;
beforeAll(async () => {
  const configuration = checkConfig(demoSettings({ logLevel: "silent" }), {}, "memory");
  composed = await compose({ configuration, environment: {}, storage: "memory", clock: () => NOW });
  await seedDemo(composed.shared);
  expect(await seedRegistry(composed.shared)).toBe(true);
  await letWeekHappen(composed.shared, { closing: false });
});
afterAll(() => composed.close());

const refusals = () => composed.shared.journal.list({ limit: 1_000 });

describe("the registry of a new demo", () => {
  it("has what the demo world promises, in the storage", async () => {
    const { registrations } = composed.shared.storage;
    const ids = async (kind: "application" | "scope" | "api") =>
      (await registrations.list({ kind, limit: 100 })).map(({ id }) => id);
    const { clients = [], scopes = [], apis = [] } = demoRegistry(DEMO_ISSUER);
    expect(await ids("application")).toEqual(clients.map(({ id }) => id).sort());
    expect(await ids("scope")).toEqual(scopes.map(({ name }) => name).sort());
    expect(await ids("api")).toEqual(apis.map(({ resource }) => resource));
  });

  it("has clients that a file owns, and others that can be changed", async () => {
    const rows = await composed.shared.storage.registrations.list({ kind: "application", limit: 100 });
    const owned = rows.filter((row) => contentOf({ ...row, kind: "application" }).ownedBy !== undefined);
    expect(owned.map(({ id }) => id)).toEqual(["demo-hasty", "demo-strict"]);
  });

  it("isn't registered again over what was changed since", async () => {
    const version = await composed.shared.storage.registrations.version();
    expect(await seedRegistry(composed.shared)).toBe(false);
    expect(await composed.shared.storage.registrations.version()).toBe(version);
  });

  it("is at the end of the week as it was at its beginning", async () => {
    const { client } = (await composed.shared.registries.current().client("demo-web")) ?? {};
    expect(client?.redirectUris).toEqual([`${DEMO_ISSUER}/demo/callback`]);
  });
});

describe("the week", () => {
  it("is the same at each start, and ends before now", () => {
    expect(storyOf(DEMO_ISSUER, NOW)).toEqual(storyOf(DEMO_ISSUER, NOW));
    const times = storyOf(DEMO_ISSUER, NOW).map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.every((at) => Number.isInteger(at) && at < NOW && at > NOW - 8 * DAY)).toBe(true);
  });

  it("has refusals on every day, of many kinds, of all of the demo's applications", async () => {
    const all = await refusals();
    expect(all.length).toBeGreaterThan(150);
    const days = new Set(all.map(({ at }) => Math.floor(at / DAY)));
    expect(days.size).toBeGreaterThanOrEqual(7);
    expect(new Set(all.map(({ refusal }) => refusal.refused)).size).toBeGreaterThanOrEqual(12);
    expect([...new Set(all.map(({ clientId }) => clientId))].sort()).toEqual([
      "demo-service",
      "demo-spa",
      "demo-strict",
      "demo-web",
    ]);
  });

  it("has a burst that began when a redirect URI was changed", async () => {
    const moved = (await refusals()).filter(({ refusal }) => refusal.refused === "redirect-uri/trailing-slash");
    const [first] = moved.map(({ at }) => at).sort();
    const changes = await composed.shared.storage.audit.list({ kind: "application", id: "demo-web", limit: 10 });
    expect(moved).toHaveLength(23);
    expect(changes.map(({ at }) => Math.sign((first ?? 0) - at)).sort()).toEqual([-1, 1]);
    expect(changes.map(({ actor }) => actor.id)).toEqual(["demo-grace", "demo-grace"]);
  });

  it("has refusals that are decided again as they were", async () => {
    for (const { ref, refusal } of await refusals()) {
      const entry = await composed.shared.journal.find(ref);
      const outcome = entry?.on && replay(entry.on).outcome;
      expect([refusal.refused, outcome?.is]).toEqual([refusal.refused, "refused"]);
    }
  });

  it("changes nothing that is registered while it happens, and ada has allowed nothing yet", async () => {
    const { registrations, consents } = composed.shared.storage;
    expect(await registrations.version()).toBe(1);
    expect(await consents.find("demo-ada", "demo-web")).toEqual([]);
  });

  it("leaves users with applications that they have allowed", async () => {
    expect(await composed.shared.storage.consents.find("demo-grace", "demo-web")).toContain("read_profile");
    expect(await composed.shared.storage.consents.find("demo-root", "demo-web")).toContain("write_pass");
  });
});
