/** Nothing can be guessed: codes, tokens, sessions, references (RFC 6749 10.10; requirements-oauth.md, "Entropy and lifetime"). */

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cookieName } from "../../src/http/cookies.ts";
import { tokensOf } from "./application.ts";
import type { Person } from "./person.ts";
import { startWorld, type World } from "./world.ts";

const SAMPLES = 60;
let world: World;
let person: Person;
const seen: Record<string, string[]> = { code: [], refresh: [], access: [] };
beforeAll(async () => {
  world = await startWorld();
  person = world.person();
  const web = world.app("web");
  const gather = async () => {
    const { code, verifier } = await web.code(person, { scope: "offline_access read_opaque" });
    const tokens = tokensOf(await web.redeem(code, verifier));
    seen.code?.push(code);
    seen.refresh?.push(tokens.refresh_token);
    seen.access?.push(tokens.access_token);
  };
  for (let i = 0; i < SAMPLES; i++) await gather();
});
afterAll(() => world.close());

/** Positions at which the samples look random, times the six bits of a character of base64url. */
function randomBits(samples: readonly string[]): number {
  const length = Math.min(...samples.map((sample) => sample.length));
  const distinct = Array.from({ length }, (_, at) => new Set(samples.map((sample) => sample[at])).size);
  // Sixty draws out of 64 characters show 39 different ones on average.
  return distinct.filter((count) => count >= 25).length * 6;
}

/** Shannon entropy of the characters of one value, as the conformance suite counts it. */
function shannon(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return -[...counts.values()].reduce((sum, n) => sum + n * Math.log2(n / text.length), 0);
}

describe.each(["code", "refresh", "access"])("%s", (kind) => {
  it("has at least 160 random bits, and the same ones never twice", () => {
    const samples = seen[kind] ?? [];
    expect(samples).toHaveLength(SAMPLES);
    expect(new Set(samples.map((sample) => sample.slice(-40))).size).toBe(SAMPLES);
    expect(randomBits(samples)).toBeGreaterThanOrEqual(160);
  });

  it("has at least 96 bits of Shannon entropy each", () => {
    expect(Math.min(...(seen[kind] ?? []).map(shannon))).toBeGreaterThan(96);
  });

  it("stays within the characters of RFC 6749 (appendix A) and needs no encoding", () => {
    for (const sample of seen[kind] ?? []) expect(encodeURIComponent(sample)).toBe(sample);
  });
});

/** So many refusals of one kind by one client have references of their own, in a minute. */
const KEPT = 20;

describe("sessions and references", () => {
  async function reference(): Promise<string> {
    const { body } = await world.app("web").token({});
    return String(body.error_uri).slice(-12);
  }

  it("a session's cookie has 192 random bits beside its number", async () => {
    const sessions: string[] = [];
    for (let i = 0; i < 5; i++) {
      const other = world.person();
      await other.signIn();
      sessions.push(other.cookies.get(cookieName(other.issuer, "session")) ?? "");
    }
    for (const session of sessions) expect(session).toMatch(/^[0-9a-z]{8,11}\.[\w-]{32}$/);
    expect(new Set(sessions.map((session) => session.split(".")[1])).size).toBe(5);
  });

  it("of one kind by one client, the last reference of the minute stands for all beyond the first twenty", async () => {
    world.pass(60);
    const refs: string[] = [];
    for (let i = 0; i < KEPT + 5; i++) refs.push(await reference());
    expect(new Set(refs).size).toBe(KEPT);
    expect(new Set(refs.slice(KEPT - 1))).toEqual(new Set([refs.at(-1)]));
  });

  it("a reference has 60 random bits", async () => {
    const refs = new Set<string>();
    for (let i = 0; i < SAMPLES; i++) {
      if (i % KEPT === 0) world.pass(60);
      refs.add(await reference());
    }
    expect(refs.size).toBe(SAMPLES);
    const distinct = Array.from({ length: 12 }, (_, at) => new Set([...refs].map((ref) => ref[at])).size);
    expect(Math.min(...distinct)).toBeGreaterThan(18);
  });
});

describe("lifetimes", () => {
  it("TokenTimeout, ShortTokenTimeout: access tokens live for ten minutes at most by default", async () => {
    const grant = async (scope: string) => (await world.app("web").tokens(person, { scope })).expires_in;
    expect([await grant("read_profile"), await grant("read_opaque"), await grant("openid")]).toEqual([600, 300, 600]);
  });
});
