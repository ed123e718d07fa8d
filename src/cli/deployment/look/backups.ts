/** Looks for the newest backup in a directory, and reads it whole. */
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { kindOfFile } from "../../../adapters/backup/read.ts";
import { verifiedBackup } from "../../../adapters/backup/verify.ts";
import type { Backups } from "../facts.ts";

/** `oldest`: hours. @throws if there is no such directory. */
export async function lookAtBackups(named: string, oldest: number): Promise<Backups> {
  const directory = resolve(named);
  const [newest] = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes(".partial-"))
    .map(({ name }) => join(directory, name))
    .filter((file) => kindOfFile(file) !== "neither")
    .map((file) => ({ file, at: statSync(file).mtimeMs }))
    .toSorted((a, b) => b.at - a.at);
  if (newest === undefined) return { directory, oldest };
  try {
    await verifiedBackup(newest.file);
    return { directory, oldest, newest };
  } catch (error) {
    return { directory, oldest, newest: { ...newest, fault: (error as Error).message } };
  }
}
