/** The life of a family of refresh tokens against a model of it: which token is good for what, at any time. */
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cases } from "../breadth.ts";
import { openWorld, type World } from "../catalogue/world.ts";
import { begin, refresh } from "./interleaving.ts";

const GRACE = 10_000;
const IDLE = 14 * 86_400_000;
const ABSOLUTE = 90 * 86_400_000;

/** What the specifications say of it (RFC 6749 6, RFC 9700 4.14.2), without any of the server's code. */
class Model {
  live = 0;
  rotatedAt: number;
  readonly startedAt: number;
  revoked = false;

  constructor(now: number) {
    this.startedAt = now;
    this.rotatedAt = now;
  }

  /** The generation that using token `n` gives, or the code of the refusal. */
  use(n: number, now: number): number | string {
    if (this.revoked) return "refresh-token/revoked";
    const repeated = n === this.live - 1 && now - this.rotatedAt < GRACE;
    if (n !== this.live && !repeated) {
      this.revoked = true;
      return "refresh-token/reused";
    }
    if (now - this.startedAt >= ABSOLUTE || now - this.rotatedAt >= IDLE) return "refresh-token/expired";
    if (repeated) return this.live;
    this.live += 1;
    this.rotatedAt = now;
    return this.live;
  }
}

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** After a while, a token is used: the live one, or one that is so many refreshes behind. */
const step = fc.record({
  wait: fc.constantFrom(0, 1, GRACE - 1, GRACE, 60_000, IDLE - 1, IDLE, 40 * 86_400_000),
  behind: fc.oneof({ weight: 6, arbitrary: fc.constant(0) }, fc.constant(1), fc.nat(4)),
});

it("is as the model has it", async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
      const tokens = [await begin(world)];
      const model = new Model(world.clock.now);
      for (const { wait, behind } of steps) {
        world.clock.now += wait;
        const n = Math.max(0, tokens.length - 1 - behind);
        const expected = model.use(n, world.clock.now);
        const outcome = await refresh(world, tokens[n] ?? "");
        if (typeof outcome === "string" || typeof expected === "string") {
          expect(outcome).toBe(expected);
          seen.add(String(expected));
          continue;
        }
        // The same generation is the same text, and another one is another.
        if (expected === tokens.length) tokens.push(outcome.refresh ?? "");
        expect(tokens.indexOf(outcome.refresh ?? "")).toBe(expected);
      }
    }),
    { numRuns: cases(400) },
  );
  expect([...seen].sort()).toEqual(["refresh-token/expired", "refresh-token/reused", "refresh-token/revoked"]);
});
