import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { sleepsIn } from "./sleeps.ts";

const ROOT = join(import.meta.dirname, "../..");
const TESTS = globSync(["test/**/*.ts", "src/**/*.test.ts"], { cwd: ROOT });

/** Where time itself is what a test is about, or where what must not happen would happen meanwhile. */
const ALLOWED: Readonly<Record<string, string>> = {
  "src/adapters/log/output.test.ts":
    "Lines of one turn are written together, and a full disk is left alone for a second.",
  "test/checker/keyed/detail-servers.ts": "The checker is given its way to wait.",
  "test/checker/mutants/client-secrets.ts": "The fault is that a response takes longer.",
  "test/checker/mutants/races.ts": "The fault is in force for so long.",
  "test/clients/attempt.ts": "A client's program doesn't say when it has written everything.",
  "test/clients/program.ts": "A program that doesn't end in time is killed.",
  "test/durability/kill.test.ts": "Kills come at random moments.",
  "test/faults/line.ts": "A slow network delays what it carries.",
  "test/faults/scenarios/data-full.ts": "A fault lasts for some time.",
  "test/faults/scenarios/failover.ts": "A fault lasts for some time.",
  "test/faults/scenarios/silent.ts": "A fault lasts for some time.",
  "test/faults/scenarios/two-processes.ts": "A fault lasts for some time.",
  "test/faults/scenarios/unread.ts": "A fault lasts for some time.",
  "test/firefox/tab.ts": "A browser sometimes doesn't hear a command, and is asked again.",
  "test/fuzz/socket.ts": "A connection that the server leaves open is given up after a minute.",
  "test/nodes/used-elsewhere.test.ts": "Nothing may be sent twice in the rounds that follow.",
  "test/operation/slow.ts": "A connection that the server leaves open is given up after a minute.",
  "test/operation/stopping.ts": "A server must not end while a request is under way.",
  "test/peers/program.ts": "A program that doesn't end in time is killed.",
  "test/storage-contract/arrivals.test.ts": "Something happens in a timer.",
  "test/storage-contract/defaults.test.ts":
    "A lock is held longer than the database's limit, and a connection is quiet for longer.",
  "test/storage-contract/locks.test.ts": "A lock is held for some time.",
  "test/until.ts": "Tests wait by it.",
};

it("no test waits for a fixed time", () => {
  expect(TESTS.length).toBeGreaterThan(500);
  const sleeping = TESTS.flatMap((path) => {
    const found = sleepsIn(readFileSync(join(ROOT, path), "utf8"));
    return path in ALLOWED ? [] : found.map((sleep) => `${path}: ${sleep}`);
  });
  expect(sleeping, "Use until() of test/until.ts or expect.poll()").toEqual([]);
});

it.each(Object.keys(ALLOWED))("%s needs to be allowed", (path) => {
  expect(sleepsIn(readFileSync(join(ROOT, path), "utf8"))).not.toEqual([]);
});

const PROMISES = 'import { setTimeout as wait } from "node:timers/promises";';
const UNTIL = 'import { pause, until } from "../until.ts";';

it.each([
  "await new Promise((done) => setTimeout(done, 100)); clock.pass(1);",
  `${PROMISES} await wait(LONG);`,
  `${PROMISES} const turn = () => wait(20);`,
  `${PROMISES} await Promise.race([ended, wait(1_000)]);`,
  'import { setTimeout } from "node:timers/promises"; await setTimeout(5);',
  `${UNTIL} await pause(500); expect(heard).toBe(1);`,
  `${UNTIL} it("is heard", async () => { const [one] = await Promise.all([ask(), pause(5)]); });`,
])("a planted fault is found: %s", (source) => {
  expect(sleepsIn(source)).toHaveLength(1);
});

it.each([
  "setTimeout(() => child.kill(), 100);",
  "while (!isHeard) await new Promise((done) => setTimeout(done, 10));",
  `${PROMISES} for (; !over; await wait(50)) await ask();`,
  `${UNTIL} await until(async () => { await pause(50); return heard; }, "it is heard");`,
  `${PROMISES} await expect.poll(async () => { await wait(50); return heard; }).toBe(1);`,
  'import { setImmediate } from "node:timers/promises"; await setImmediate();',
  "const wait = (name: string) => counts.wait(name); expect(wait(name)).toBe(1);",
  "vi.useFakeTimers(); await new Promise((done) => setTimeout(done, 1_000));",
])("is no fault: %s", (source) => {
  expect(sleepsIn(source)).toEqual([]);
});
