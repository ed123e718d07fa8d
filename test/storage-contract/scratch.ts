/** A directory of a test file's own, deleted when it is through. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/** Makes the directory; returns a function that names another database file in it each time. */
export function scratchFiles(): () => string {
  const directory = mkdtempSync(join(tmpdir(), "candor-storage-"));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  let count = 0;
  return () => join(directory, `${++count}.db`);
}
