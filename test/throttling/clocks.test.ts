/** Guesses at nodes whose machines have different times count as those of one. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { attempter, countFailureBelow, pauseOf } from "../../src/service/throttle.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
const NODES = 3;

let server: PostgresServer;
/** Milliseconds by which the clock of each machine is wrong. */
const wrong: number[] = [];
let nodes: Storage[] = [];
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());
beforeEach(async () => {
  wrong.splice(0, NODES, 0, 0, 0);
  const url = await server.database();
  for (let n = 0; n < NODES; n++)
    nodes.push(await openPostgres({ url, clock: { now: () => timeOf(n), onDifference: () => {} } }));
});
afterEach(async () => {
  for (const node of nodes) await node.close();
  nodes = [];
});

const timeOf = (n: number): number => Date.now() + (wrong[n] ?? 0);
const guesser = attempter("ada", "192.0.2.7", undefined);

/** How many of so many wrong passwords are counted, one after the other or all at once. The others must wait. */
async function counted(guesses: number, atOnce: boolean): Promise<number> {
  let sum = 0;
  const guess = async (n: number) => {
    const storage = nodes[n % NODES] as Storage;
    // As a sign-in does: nobody's password is compared while they must wait.
    if ((await pauseOf({ storage }, guesser, timeOf(n % NODES))) > 0) return;
    if ((await countFailureBelow({ storage }, guesser, timeOf(n % NODES))) === 0) sum++;
  };
  const all = Array.from({ length: guesses }, (_, n) => n);
  if (atOnce) await Promise.all(all.map(guess));
  else for (const n of all) await guess(n);
  return sum;
}

describe.each([true, false])("at once: %s", (atOnce) => {
  it.each([
    ["right", 0],
    ["two minutes apart", 2 * MINUTE],
    ["hours apart", HOUR],
    ["days apart", DAY],
  ])("clocks that are %s", async (_, by) => {
    wrong.splice(0, NODES, -by, 0, by);
    expect(await counted(24, atOnce)).toBe(5);
    // A clock that is set right, or wrong the other way, begins nothing from the start.
    wrong.fill(0);
    expect(await counted(12, atOnce)).toBe(0);
    wrong.splice(0, NODES, by, by, -by);
    expect(await counted(12, atOnce)).toBe(0);
  });
});
