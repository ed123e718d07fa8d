/** Files that are complete under their name, or absent. */
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Worker } from "node:worker_threads";
import { unfinished } from "../unfinished.ts";

/**
 * Copies everything that is committed in a database into a new file that only its owner can read. `finish` may still change it.
 * Then moves the complete file to `target`.
 */
export async function copyDatabase(file: string, target: string, finish: (copy: string) => void): Promise<void> {
  const { file: partial, end } = unfinished(target);
  try {
    // SQLite would create it readable by everyone.
    closeSync(openSync(partial, "wx", 0o600));
    await vacuumInto(file, partial);
    finish(partial);
    syncFile(partial);
    placeNew(partial, target);
  } finally {
    end();
  }
}

function vacuumInto(file: string, target: string): Promise<void> {
  const script = join(import.meta.dirname, `vacuum-worker${extname(import.meta.filename)}`);
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: { file, target } });
    worker.once("error", reject);
    worker.once("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`The copy failed with exit code ${code}.`)),
    );
  });
}

/** Waits until a file or a directory is on the disk. */
export function syncFile(path: string): void {
  const open = openSync(path, "r");
  try {
    fsyncSync(open);
  } finally {
    closeSync(open);
  }
}

/** Gives a finished file its name, and never replaces another file. Throws `EEXIST` if there is one. */
export function placeNew(from: string, to: string): void {
  try {
    linkSync(from, to);
    rmSync(from);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST" || existsSync(to))
      throw Object.assign(new Error(`${to} already exists.`), { code: "EEXIST" });
    // A file system without hard links.
    renameSync(from, to);
  }
  try {
    syncFile(dirname(to));
  } catch {
    // Some file systems can't sync directories.
  }
}

/** Changes a copy that nobody else has open. */
export function inFile(file: string, change: (database: DatabaseSync) => void): void {
  const database = new DatabaseSync(file);
  try {
    change(database);
  } finally {
    database.close();
  }
}
