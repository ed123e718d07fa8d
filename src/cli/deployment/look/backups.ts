/** Looks for the newest backup in a directory, and reads it whole. */
import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { kindOfFile, partsIn } from "../../../adapters/backup/read.ts";
import { verifiedBackup } from "../../../adapters/backup/verify.ts";
import { faultInWords } from "../../../admin/audit-words.ts";
import type { Backups } from "../facts.ts";

/** `oldest`: hours. `secret`: to try whether it decrypts the keys. @throws if there is no such directory. */
export async function lookAtBackups(named: string, oldest: number, secret: string | undefined): Promise<Backups> {
  const directory = resolve(named);
  const files = readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes(".partial-"))
    .map(({ name }) => join(directory, name))
    .filter((file) => kindOfFile(file) !== "neither");
  const all = await Promise.all(files.map(async (file) => ({ file, at: await madeAt(file) })));
  const [newest] = all.toSorted((a, b) => b.at - a.at);
  if (newest === undefined) return { directory, oldest };
  try {
    const { auditFault, keyFault } = await verifiedBackup(newest.file, secret);
    const fault = auditFault && `its audit log isn't whole. ${faultInWords(auditFault)}`;
    return {
      ...{ directory, oldest },
      newest: { ...newest, ...(fault !== undefined && { fault }), ...(keyFault !== undefined && { keyFault }) },
    };
  } catch (error) {
    return { directory, oldest, newest: { ...newest, fault: (error as Error).message } };
  }
}

/** When it was made, in milliseconds. A copy is as old as what it is a copy of, which a portable backup says itself. */
async function madeAt(file: string): Promise<number> {
  const { mtimeMs } = statSync(file);
  if (kindOfFile(file) !== "portable") return mtimeMs;
  try {
    const { value } = await partsIn(file).next();
    const made = value?.is === "beginning" ? Date.parse(value.beginning.made_at) : Number.NaN;
    return Number.isNaN(made) ? mtimeMs : Math.min(made, mtimeMs);
  } catch {
    return mtimeMs;
  }
}
