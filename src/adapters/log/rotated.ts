/** Files that were rotated: beside the one that is written, with the time in their names. */
import { existsSync } from "node:fs";
import { readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Their paths, the oldest first. Their names begin with the date. */
export async function rotatedOf(file: string): Promise<readonly string[]> {
  const own = new RegExp(
    `^${basename(file).replaceAll(/[.*+?^$(){}|[\]\\]/g, "\\$&")}\\.\\d{4}-\\d\\d-\\d\\dT[\\d.-]+Z$`,
  );
  const names = (await readdir(dirname(file)).catch(() => [])).filter((name) => own.test(name)).sort();
  return names.map((name) => join(dirname(file), name));
}

/** Gives the file a name with this time. `keep`: how many rotated files stay; without it, all of them. Rejects if it can't be renamed. */
export async function rotateAway(file: string, now: number, keep?: number): Promise<void> {
  const named = (at: number): string => `${file}.${new Date(at).toISOString().replaceAll(":", "-")}`;
  let at = now;
  // It would replace one that was rotated in the same millisecond.
  while (existsSync(named(at))) at++;
  await rename(file, named(at));
  if (keep === undefined) return;
  const rotated = await rotatedOf(file);
  for (const old of rotated.slice(0, Math.max(0, rotated.length - keep)))
    await rm(old, { force: true }).catch(() => undefined);
}
