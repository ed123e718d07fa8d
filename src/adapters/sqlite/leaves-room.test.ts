import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Storage } from "../../ports/storage.ts";
import { openSqlite } from "./open.ts";

/** Milliseconds. */
async function timed(storage: Storage, name: string): Promise<number> {
  const since = performance.now();
  await storage.people.addLeftNames([{ name, subject: "s", leftAt: 0 }]);
  return performance.now() - since;
}

it("a long work leaves the lock to others that write, and doesn't wait where nobody does", async () => {
  const directory = mkdtempSync(join(tmpdir(), "candor-room-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, "candor.sqlite");
  const server = await openSqlite({ file });
  onTestFinished(() => server.close());
  const importing = await openSqlite({ file, leavesRoom: true });
  onTestFinished(() => importing.close());
  await timed(importing, "first");
  const alone: number[] = [];
  const beside: number[] = [];
  for (let i = 0; i < 20; i++) alone.push(await timed(importing, `alone-${i}`));
  for (let i = 0; i < 5; i++) {
    await timed(server, `server-${i}`);
    beside.push(await timed(importing, `beside-${i}`));
  }
  expect(Math.min(...alone)).toBeLessThan(20);
  // Timers may be a millisecond early.
  expect(Math.min(...beside)).toBeGreaterThanOrEqual(24);
});
