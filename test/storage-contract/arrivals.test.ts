/** A request that has just arrived sees everything that any process had committed before it was sent. */
import { stat } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { grant } from "./samples.ts";
import { scratchFiles } from "./scratch.ts";

const file = scratchFiles();
let here: Storage;
let elsewhere: DatabaseSync;
beforeAll(async () => {
  const shared = file();
  here = await openSqlite({ file: shared });
  elsewhere = new DatabaseSync(shared);
});
afterAll(async () => {
  await here.close();
  elsewhere.close();
});

/** Holds the event loop, so that what is under way in other threads is over when it asks what has arrived. */
function hold(milliseconds: number): void {
  for (const end = performance.now() + milliseconds; performance.now() < end; );
}

/** Runs something in the first callback of what arrives next, as a request does. */
const onArrival = <T>(run: () => Promise<T>) =>
  new Promise<T>((resolve, reject) => stat(".", () => run().then(resolve, reject)));

const timer = () => new Promise((resolve) => setTimeout(resolve, 1));
let last = 0;
const immediate = () => new Promise((resolve) => setImmediate(resolve));

it.each([
  ["after a commit", (id: number) => here.grants.insert(grant(id))],
  ["in an immediate", (id: number) => here.grants.insert(grant(id)).then(immediate)],
  ["in a timer", (id: number) => here.grants.insert(grant(id)).then(timer)],
  ["on an arrival before", (id: number) => here.grants.insert(grant(id)).then(() => onArrival(async () => {}))],
])("where this process has read just before, %s", async (_, begin) => {
  const revoke = elsewhere.prepare("update grants set revoked_at = 5 where id = ?");
  for (let n = 0; n < 5; n++) {
    const id = ++last;
    await begin(id);
    const read = here.grants.find(id);
    const arrived = onArrival(() => here.grants.find(id));
    await read;
    revoke.run(id);
    hold(10);
    expect(await arrived).toMatchObject({ revokedAt: 5 });
  }
});
