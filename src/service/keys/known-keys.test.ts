/** Nobody who caches the JWKS as its headers say ever sees a token of an unknown key, whatever the schedule and rotations by hand do. */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { Keys, SigningAlg, SigningKeyStanding } from "../../ports/keys.ts";
import { JWKS_MAX_AGE, type KeySchedule, published } from "../../protocol/key-schedule.ts";
import { rotateOnSchedule, signingKeysOf } from "./rotation.ts";

const [SECOND, HOUR, DAY] = [1_000, 3_600_000, 86_400_000];
const T = 1_800_000_000_000;
const ALG = "ES256";

/** Keys without key pairs, and everything that was ever published: from when on, and until when. */
function fakeKeys(clock: () => number, kept: () => number) {
  let all: SigningKeyStanding[] = [];
  let made = 0;
  const standing = (): readonly SigningKeyStanding[] =>
    published(all, kept(), clock()).map((key) => ({ ...all.find(({ kid }) => kid === key.kid), ...key }) as never);
  const add = (signsFrom: number): string => {
    const kid = `k${++made}`;
    all.push({ kid, alg: ALG, signsFrom, createdAt: clock() } as SigningKeyStanding);
    return kid;
  };
  add(clock());
  const keys = {
    standing,
    refresh: async () => {},
    add: async (_: SigningAlg, signsFrom: number) => add(signsFrom),
    async date(kid: string, signsFrom: number) {
      all = all.map((key) => (key.kid === kid ? { ...key, signsFrom } : key));
      return true;
    },
    async forget() {
      const left = new Set(standing().map(({ kid }) => kid));
      const gone = all.filter(({ kid }) => !left.has(kid)).map(({ kid }) => kid);
      all = all.filter(({ kid }) => left.has(kid));
      return gone;
    },
  };
  return keys as unknown as Keys;
}

type Step = { readonly wait: number } | { readonly rotate: "ahead" | "now" } | "schedule" | { readonly ahead: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .oneof(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 400_000 }),
      fc.integer({ min: 1, max: 9_000_000 }),
    )
    .map((wait) => ({ wait: wait * SECOND })),
  fc.constantFrom<Step>({ rotate: "ahead" }, { rotate: "now" }, "schedule"),
  fc.integer({ min: 1, max: 720 }).map((hours) => ({ ahead: hours * HOUR })),
);

it("holds for any order of rotations, settings and time", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      let now = T;
      let schedule: KeySchedule = { every: 90 * DAY, ahead: DAY, kept: 25 * HOUR };
      const clock = () => now;
      const keys = fakeKeys(clock, () => schedule.kept);
      const byHand = signingKeysOf({ keys, clock }, () => schedule, { is: "command", id: "root" });
      /** When each key was in the JWKS for the first time. Who started with the server knows the first one. */
      const since = new Map<string, number>(keys.standing().map(({ kid }) => [kid, 0]));
      const signedLast = new Map<string, number>();
      const look = (): void => {
        const all = keys.standing();
        for (const { kid } of all) if (!since.has(kid)) since.set(kid, now);
        const signing = all.find(({ state }) => state === "signing");
        // A copy of the JWKS that is as old as it may be has the key that signs now.
        expect(since.get(signing?.kid ?? "")).toBeLessThanOrEqual(now - JWKS_MAX_AGE * SECOND);
        signedLast.set(signing?.kid ?? "", now);
        // What was signed is verified until it has expired.
        for (const [kid, at] of signedLast) if (now < at + 24 * HOUR) expect(all.map((key) => key.kid)).toContain(kid);
      };
      look();
      for (const one of steps) {
        if (one === "schedule") await rotateOnSchedule({ keys, log: { info: () => {} } }, schedule, now, now);
        else if ("ahead" in one) schedule = { ...schedule, ahead: one.ahead };
        else if ("rotate" in one) await byHand.rotate({ algs: [ALG], now: one.rotate === "now" });
        else {
          // The moments at which another key signs are looked at, too.
          const end = now + one.wait;
          for (const { signsFrom } of keys.standing().toSorted((a, b) => a.signsFrom - b.signsFrom)) {
            if (signsFrom <= now || signsFrom > end) continue;
            now = signsFrom;
            look();
          }
          now = end;
        }
        look();
      }
    }),
    { numRuns: 300 },
  );
});
