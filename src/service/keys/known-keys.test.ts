/** Nobody who caches the JWKS as its headers say ever sees a token of an unknown key, whatever the schedule and rotations by hand do. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { cases } from "../../../test/breadth.ts";
import { openKeys } from "../../adapters/keys/keys.ts";
import { memoryStorage } from "../../adapters/memory/storage.ts";
import type { Keys, SigningAlg, SigningKeyStanding } from "../../ports/keys.ts";
import { JWKS_MAX_AGE, type KeySchedule, KNOWN_AFTER, published } from "../../protocol/key-schedule.ts";
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
    async revoke(kid: string) {
      const found = standing().find((key) => key.kid === kid);
      const next = standing().find(({ state }) => state === "next");
      all = all.filter((key) => key.kid !== kid);
      if (found?.state !== "signing") return found !== undefined;
      if (next === undefined) add(clock());
      else all = all.map((key) => (key.kid === next.kid ? { ...key, signsFrom: clock() } : key));
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

type Step =
  | { readonly wait: number }
  | "revoke"
  | { readonly rotate: "ahead" | "now" }
  | "schedule"
  | { readonly ahead: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc
    .oneof(
      fc.integer({ min: 1, max: 400 }),
      fc.integer({ min: 1, max: 400_000 }),
      fc.integer({ min: 1, max: 9_000_000 }),
    )
    .map((wait) => ({ wait: wait * SECOND })),
  fc.constantFrom<Step>({ rotate: "ahead" }, { rotate: "now" }, "schedule", "revoke"),
  fc.integer({ min: 1, max: 720 }).map((hours) => ({ ahead: hours * HOUR })),
);

it("holds for any order of rotations, settings and time, and a revocation says before for how long it does not", async () => {
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
      /** Until when a revocation has said that the new signing key may be unknown. */
      let unknownUntil = 0;
      const look = (): void => {
        const all = keys.standing();
        for (const { kid } of all) if (!since.has(kid)) since.set(kid, now);
        const signing = all.find(({ state }) => state === "signing");
        // A copy of the JWKS that is as old as it may be has the key that signs now.
        if (now >= unknownUntil) expect(since.get(signing?.kid ?? "")).toBeLessThanOrEqual(now - JWKS_MAX_AGE * SECOND);
        signedLast.set(signing?.kid ?? "", now);
        // What was signed is verified until it has expired.
        for (const [kid, at] of signedLast) if (now < at + 24 * HOUR) expect(all.map((key) => key.kid)).toContain(kid);
      };
      look();
      for (const one of steps) {
        if (one === "schedule") await rotateOnSchedule({ keys, log: { info: () => {} } }, schedule, now, now);
        else if (one === "revoke") {
          const kid = keys.standing().find(({ state }) => state === "signing")?.kid ?? "";
          const said = await byHand.takeover(kid);
          unknownUntil = Math.max(unknownUntil, said?.unknownUntil ?? 0);
          const waits = keys.standing().find(({ state }) => state === "next");
          // Nothing is said to be unknown that has waited for long enough.
          if (waits !== undefined && waits.createdAt + KNOWN_AFTER <= now) expect(said?.unknownUntil).toBeUndefined();
          await byHand.revoke(kid);
          signedLast.delete(kid);
        } else if ("ahead" in one) schedule = { ...schedule, ahead: one.ahead };
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
    { numRuns: cases(300) },
  );
});

it("holds for clients that cache the JWKS of any of several processes, through rotations, and a revocation once a key has waited", async () => {
  let now = T;
  const clock = () => now;
  const schedule: KeySchedule = { every: 30 * DAY, ahead: HOUR, kept: 25 * HOUR };
  const { keys: store } = memoryStorage();
  const processes = await Promise.all(
    [0, 1, 2].map(() => openKeys(store, undefined, T, { clock, kept: schedule.kept })),
  );
  const of = (at: number): Keys => processes[at % processes.length] as Keys;
  /** Each has fetched the JWKS of one process, at its own time, and keeps it for as long as it may. */
  const caches = [0, 70, 140, 210, 280].map((age, i) => ({
    at: T - age * SECOND,
    kids: of(i).jwks.map(({ kid }) => kid),
  }));
  const logged = { info: () => {} };
  const step = async (minute: number): Promise<void> => {
    now += 60 * SECOND;
    // Every process looks once a second, so within a minute all have.
    for (const each of processes) await each.refresh();
    for (const [i, cache] of caches.entries()) {
      if (now - cache.at >= JWKS_MAX_AGE * SECOND)
        Object.assign(cache, { at: now, kids: of(minute + i).jwks.map(({ kid }) => kid) });
      for (const each of processes) {
        const [header = ""] = each.sign("ES256", undefined, { sub: "ada" }).split(".");
        const { kid } = JSON.parse(Buffer.from(header, "base64url").toString());
        expect([minute, cache.kids.includes(kid)]).toEqual([minute, true]);
      }
    }
  };
  const byHand = (at: number) => signingKeysOf({ keys: of(at), clock }, () => schedule, { is: "command", id: "root" });
  const algs: readonly SigningAlg[] = ["ES256"];
  await rotateOnSchedule({ keys: of(0), log: logged }, { ...schedule }, now, now);
  for (let minute = 0; minute < 400; minute++) {
    await step(minute);
    if (minute % 90 === 5) await byHand(minute).rotate({ algs, now: true });
    // Twice in a row, and from another process.
    if (minute % 90 === 5) await byHand(minute + 1).rotate({ algs, now: true });
    if (minute % 90 === 20) await byHand(minute).rotate({ algs });
    if (minute % 7 === 0) await rotateOnSchedule({ keys: of(minute), log: logged }, schedule, now, now);
    if (minute === 300) {
      const kid =
        of(0)
          .standing()
          .find(({ alg, state }) => alg === "ES256" && state === "signing")?.kid ?? "";
      expect((await byHand(0).takeover(kid))?.unknownUntil).toBeUndefined();
      await byHand(0).revoke(kid);
    }
  }
  expect(now).toBe(T + 400 * 60 * SECOND);
});
