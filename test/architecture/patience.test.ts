import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { hastyIn } from "./patience.ts";

const ROOT = join(import.meta.dirname, "../..");

it("no test has less patience than a busy machine needs", () => {
  const tests = globSync(["test/**/*.ts", "src/**/*.test.ts"], { cwd: ROOT });
  expect(tests.length).toBeGreaterThan(500);
  const hasty = tests.flatMap((path) =>
    hastyIn(readFileSync(join(ROOT, path), "utf8")).map((one) => `${path}: ${one}`),
  );
  expect(hasty).toEqual([]);
});

it.each([
  "await vi.waitFor(() => expect(heard).toBe(1));",
  "await vi.waitUntil(() => heard > 0, { timeout: 100_000 });",
  "await expect.poll(() => heard, { timeout: 5_000 }).toBe(1);",
  "await expect.poll(() => heard, { interval: 10, timeout: 20_000 }).toBe(1);",
  "await context.expect.poll(() => heard, { timeout: 1 }).toBe(1);",
  'it("is heard", async () => {}, 30_000);',
  'it("is heard", { timeout: 60_000 }, async () => {});',
  'it.each([1])("%i is heard", { timeout: 60_000 }, async () => {});',
  'it.skipIf(true)("is heard", async () => {}, 5_000);',
  "beforeAll(async () => {}, 60_000);",
  "page.setDefaultTimeout(5_000);",
  "await fetch(url, { signal: AbortSignal.timeout(2_000) });",
  "expect(Date.now() - began).toBeLessThan(10_000);",
  "expect(performance.now() - began).toBeLessThanOrEqual(50);",
  "expect(Math.abs(Date.now() / 1_000 - Number(iat))).toBeLessThan(5);",
  "async () => { await new Promise((done) => setTimeout(done, 100)); expect(heard).toBe(1); };",
  "async () => { await wait(100); await expect(heard()).resolves.toBe(1); };",
])("a planted fault is found: %s", (source) => {
  expect(hastyIn(source)).toHaveLength(1);
});

it.each([
  "await expect.poll(() => heard).toBe(1);",
  "await expect.poll(() => heard, { timeout: 100_000, interval: 5 }).toBe(1);",
  'it("is heard", async () => {}, 600_000);',
  "beforeAll(async () => {});",
  "const hooks = { claims, timeout: 20 };",
  'it("gives up", async () => { await check({ timeout: 20 }); });',
  "setTimeout(() => {}, 100);",
  "expect(Date.now() - began).toBeGreaterThan(1_000);",
  "expect(Math.abs(Date.now() / 1000 - Number(iat))).toBeLessThan(60);",
  "expect(Date.parse(to) - Date.parse(from)).toBeLessThan(5_000);",
  "async () => { await pause(100); expect(heard).toBe(0); };",
  "async () => { await new Promise((done) => setTimeout(done, 100)); clock.pass(1); };",
])("is no fault: %s", (source) => {
  expect(hastyIn(source)).toEqual([]);
});
