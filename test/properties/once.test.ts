/** A code grants once, a refresh token has one successor: whatever overtakes whatever, in memory and in SQLite. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAccessToken } from "../../src/service/access-tokens.ts";
import { revoke } from "../../src/service/revocation.ts";
import { cases } from "../breadth.ts";
import { post } from "../catalogue/samples.ts";
import { asWeb, encode, openWorld, type World, withRegistry } from "../catalogue/world.ts";
import { atOnce, begin, type Delays, delayed, type Outcome, redeem, refresh, sorted } from "./interleaving.ts";

const directory = mkdtempSync(join(tmpdir(), "candor-once-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const pattern = fc.array(fc.nat(4), { minLength: 1, maxLength: 40 });
const racers = fc.integer({ min: 2, max: 7 });

describe.each([
  ["memory", {}, cases(120)],
  ["sqlite", { sqliteIn: directory }, cases(30)],
] as const)("%s", (_, where, numRuns) => {
  const delays: Delays = { pattern: [] };
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ ...where, storage: (storage) => delayed(storage, delays) });
  });
  afterAll(() => world.close());

  const withGrace = (refreshGrace: number): World => ({
    ...world,
    deps: withRegistry(world.deps, { settings: { ...world.deps.registry.settings, refreshGrace } }),
  });
  const dead = async (access: string) => {
    const facts = await findAccessToken(world.deps, access);
    return facts.is === "found" && facts.revoked;
  };

  it("a code is redeemed once, and later attempts revoke its tokens", async () => {
    await fc.assert(
      fc.asyncProperty(pattern, racers, async (turns, count) => {
        delays.pattern = turns;
        const code = await world.code();
        const { granted, refused } = sorted(await atOnce(count, () => redeem(world, code)));
        expect(granted).toHaveLength(1);
        expect(refused).toEqual(Array(count - 1).fill("code/already-used"));
        expect(await redeem(world, code)).toBe("code/already-used");
        const { access = "", refresh: given = "" } = granted[0] ?? {};
        expect(await dead(access)).toBe(true);
        expect(await refresh(world, given)).toBe("refresh-token/revoked");
      }),
      { numRuns },
    );
  });

  it("with grace, refreshes at once get one and the same successor, round after round", async () => {
    await fc.assert(
      fc.asyncProperty(pattern, fc.array(racers, { minLength: 1, maxLength: 3 }), async (turns, rounds) => {
        delays.pattern = turns;
        let live = await begin(world);
        for (const count of rounds) {
          const { granted, successors } = sorted(await atOnce(count, () => refresh(world, live)));
          expect(granted).toHaveLength(count);
          expect(successors.size).toBe(1);
          expect(new Set(granted.map(({ access }) => access)).size).toBe(count);
          expect(await Promise.all(granted.map(({ access }) => dead(access)))).not.toContain(true);
          const [next = ""] = successors;
          expect(next).not.toBe(live);
          live = next;
        }
      }),
      { numRuns },
    );
  });

  it("with grace, each has the scope that it asked for, and all have one successor", async () => {
    const scopes = [undefined, "read_profile", "openid read_profile", "read_profile openid"];
    await fc.assert(
      fc.asyncProperty(
        pattern,
        fc.array(fc.constantFrom(...scopes), { minLength: 2, maxLength: 6 }),
        async (turns, asked) => {
          delays.pattern = turns;
          const old = await begin(world);
          const { granted, successors } = sorted(await atOnce(asked.length, (n) => refresh(world, old, asked[n])));
          expect(granted).toHaveLength(asked.length);
          expect(successors.size).toBe(1);
          for (const { access } of granted) expect(await dead(access)).toBe(false);
          const [next = ""] = successors;
          expect(await refresh(world, next)).toMatchObject({ refresh: expect.any(String) });
        },
      ),
      { numRuns },
    );
  });

  it("without grace, one wins and the others end the family", async () => {
    await fc.assert(
      fc.asyncProperty(pattern, racers, async (turns, count) => {
        delays.pattern = turns;
        const strict = withGrace(0);
        const old = await begin(strict);
        const { granted, refused } = sorted(await atOnce(count, () => refresh(strict, old)));
        expect(granted).toHaveLength(1);
        expect(refused).toContain("refresh-token/reused");
        expect(["refresh-token/reused", "refresh-token/revoked"]).toEqual(expect.arrayContaining(refused));
        expect(await refresh(strict, granted[0]?.refresh ?? "")).toBe("refresh-token/revoked");
        expect(await dead(granted[0]?.access ?? "")).toBe(true);
      }),
      { numRuns },
    );
  });

  it("a revocation at the same time leaves nothing alive", async () => {
    await fc.assert(
      fc.asyncProperty(pattern, racers, async (turns, count) => {
        delays.pattern = turns;
        const old = await begin(world);
        const wire = post(encode({ token: old }), asWeb);
        const answers = await atOnce(count, async (n) => (n === 0 ? revoke(world.deps, wire) : refresh(world, old)));
        expect(answers[0]).not.toHaveProperty("refused");
        const { granted, refused } = sorted(answers.slice(1) as Outcome[]);
        expect(["refresh-token/revoked"]).toEqual(expect.arrayContaining(refused));
        for (const { access, refresh: next = "" } of granted) {
          expect(await dead(access)).toBe(true);
          expect(await refresh(world, next)).toBe("refresh-token/revoked");
        }
      }),
      { numRuns },
    );
  });
});
