/**
 * Thousands of malformed requests at every endpoint, over real sockets: always a response, never a fault, never a secret; and after a
 * restart every refusal is decided again as it was.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compose } from "../../src/compose.ts";
import { checkConfig } from "../../src/configuration/check.ts";
import { demoConfig } from "../../src/demo/world.ts";
import { type Candor, createCandor } from "../../src/index.ts";
import { PATHS } from "../../src/protocol/metadata.ts";
import { replay } from "../../src/protocol/replay/replay.ts";
import { SEED as CHOSEN, cases } from "../breadth.ts";
import { basic } from "../catalogue/samples.ts";
import { freePort } from "../free-port.ts";
import { dice } from "./dice.ts";
import { faultsOf } from "./inspect.ts";
import { fuzzed } from "./request.ts";
import type { Seed } from "./seed.ts";
import { MARK, seeds } from "./seeds.ts";
import { exchange } from "./socket.ts";

/** Another one by FUZZ_SEED, more of them by FUZZ_REQUESTS. */
const SEED = Number(process.env.FUZZ_SEED ?? CHOSEN);
const REQUESTS = Number(process.env.FUZZ_REQUESTS ?? cases(6_000));
const AT_ONCE = 8;

/** Everything is kept: what is counted cannot be decided again. */
const KEEP_ALL = { perMinute: 1_000_000, megabytes: 10_000 };

/** The reference of a refusal, in JSON, a page or a URL. */
const UTTERED = /errors(?:\/|%2F)[a-z-]+(?:\/|%2F)[a-z0-9-]+(?:\?|%3F)ref(?:=|%3D)([0-9a-z]{12})/g;

const data = mkdtempSync(join(tmpdir(), "candor-fuzz-"));
const refs = new Set<string>();
let server: Candor;
let port: number;
let issuer: string;
let all: Seed[];

beforeAll(async () => {
  port = await freePort();
  issuer = `http://127.0.0.1:${port}`;
  server = await createCandor({ config: config(), demo: true });
  await server.listen();
  const page = await fetch(`${issuer}/sign-in`);
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())?.[1] ?? "";
  const cookie = page.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
  const [accessToken, adminToken] = await Promise.all([
    machineToken("demo-strict", "read_profile"),
    machineToken("demo-admin", "candor:applications candor:scopes"),
  ]);
  // Its modules are compiled at its first request, which takes longer than a response may.
  await fetch(`${issuer}/console`);
  all = seeds({ issuer, csrf, cookie, accessToken, adminToken });
});
afterAll(() => rmSync(data, { recursive: true, force: true }));

const config = () => ({
  ...{ issuer, port, host: "127.0.0.1", data, logLevel: "silent" as const, journal: KEEP_ALL },
  grantManagement: "allowed" as const,
});

async function machineToken(client: string, scope: string): Promise<string> {
  const answer = await fetch(`${issuer}/token`, {
    method: "POST",
    body: new URLSearchParams({ grant_type: "client_credentials", scope }),
    headers: { authorization: basic(`${client}:${client}-secret`) },
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { access_token: string }).access_token;
}

it("every endpoint is among the targets", () => {
  const targets = all.map(({ path }) => `${path}/`);
  expect(Object.values(PATHS).filter((path) => !targets.some((target) => target.startsWith(`${path}/`)))).toEqual([]);
});

it(`withstands ${REQUESTS} requests (FUZZ_SEED=${SEED})`, { timeout: 300_000 }, async () => {
  const faults: string[] = [];
  const statuses = new Map<string, number>();
  let number = 0;
  async function worker(): Promise<void> {
    while (number < REQUESTS && faults.length < 10) {
      const mine = number++;
      const { bytes, whole } = fuzzed(all[mine % all.length] as Seed, dice(SEED + mine), `127.0.0.1:${port}`);
      const result = await exchange(port, bytes, mine, whole);
      const status = /^HTTP\/1\.[01] (\d{3})/.exec(result.answer)?.[1] ?? "none";
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      // Pages that explain show references too, as samples.
      if (status.startsWith("4") || status === "303")
        for (const [, ref = ""] of result.answer.matchAll(UTTERED)) refs.add(ref);
      for (const fault of faultsOf(result, whole, issuer)) {
        faults.push(
          `#${mine} ${fault}\n--> ${JSON.stringify(result.sent.slice(0, 900))}\n<-- ${result.answer.slice(0, 900)}`,
        );
      }
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  expect(faults).toEqual([]);
  // It was not all turned away at one gate.
  for (const status of ["200", "303", "400", "401", "404", "405", "413"])
    expect(statuses.get(status) ?? 0).toBeGreaterThan(REQUESTS / 600);
});

it("is healthy afterwards", async () => {
  expect(await (await fetch(`${issuer}/readyz`)).json()).toEqual({ status: "ready" });
  const profile = await fetch(`${issuer}/demo/api/profile`, {
    headers: { authorization: `Bearer ${await machineToken("demo-strict", "read_profile")}` },
  });
  expect(profile.status).toBe(200);
});

it("after a restart, every refusal is decided again as it was, and is kept without a secret", async () => {
  await server.close();
  const configuration = checkConfig(demoConfig(config()), {});
  const { shared, close } = await compose({ configuration, environment: {}, storage: "sqlite" });
  const wrong: unknown[] = [];
  const seen = new Map<string, number>();
  for (const ref of refs) {
    const entry = await shared.journal.find(ref);
    if (entry?.on === undefined) {
      wrong.push({ ref, entry: entry?.refusal ?? "gone" });
      continue;
    }
    const { refused, evidence } = entry.refusal;
    seen.set(refused, (seen.get(refused) ?? 0) + 1);
    const { outcome } = replay(entry.on);
    const again = outcome.is === "refused" ? JSON.parse(JSON.stringify(outcome.refusal)) : outcome;
    if (JSON.stringify(again) !== JSON.stringify({ refused, evidence })) wrong.push({ was: entry.refusal, again });
    const kept = (await shared.storage.refusals.find(ref))?.record ?? "";
    if (kept.includes(MARK) || /demo-(?:web|service|strict)-secret/.test(kept)) wrong.push({ secret: kept });
  }
  await close();
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(refs.size).toBeGreaterThan(REQUESTS / 3);
  expect(seen.size).toBeGreaterThan(25);
});
