/** A large journal is purged in portions: whoever writes meanwhile is served in between. */
import { expect, test } from "vitest";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { grant, refusal, T } from "./samples.ts";
import { scratchFiles } from "./scratch.ts";

const newFile = scratchFiles();
const COUNT = 3_000;

test.each([
  ["by age", T + COUNT, 1e9],
  ["by length", 0, 0],
])("%s, with others served in between", async (_, before, bytes) => {
  const storage = await openSqlite({ file: newFile() });
  const record = "x".repeat(3_000);
  const refs = Array.from({ length: COUNT }, (__, i) => `r${i}`);
  await Promise.all(refs.map((ref, i) => storage.refusals.insert(refusal(ref, { at: T + i, record }))));
  let over = false;
  const purged = storage.refusals.purge(before, bytes).finally(() => {
    over = true;
  });
  let served = 0;
  for (; !over; served++) await storage.grants.insert(grant(served + 1));
  expect(await purged).toBe(COUNT);
  // One operation that deletes them all lets one or two through.
  expect(served).toBeGreaterThan(20);
  await storage.close();
});
