/** A disk under the databases of a directory that can be slow, fail, and lose its power: `disk.c`, compiled where there is a compiler. */
import { execFileSync, spawnSync } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";

/** In the order of `disk.c`. */
const FIELDS = ["syncMilliseconds", "syncErrno", "syncTimes", "writeErrno", "writeTimes"] as const;

export type Failure = "EIO" | "ENOSPC" | "EROFS";

export interface Disk {
  /** Of the server's process. */
  readonly environment: Readonly<Record<string, string>>;
  /** Milliseconds that each sync takes. */
  slow(milliseconds: number): void;
  /** So many of the next syncs, or of all without a number, fail. */
  failSyncs(failure: Failure, times?: number): void;
  /** The same of writes. */
  failWrites(failure: Failure, times?: number): void;
  /** Whether as many syncs have failed as were to fail. */
  hasFailed(): boolean;
  mend(): void;
  /** After the server has ended: the databases are as a power failure at that moment would have left them. */
  losePower(): void;
  close(): void;
}

/** Why there is none here. */
export function noDisk(): string | undefined {
  if (process.platform !== "linux") return "A disk that fails is made for Linux only.";
  const { status } = spawnSync("cc", ["--version"], { stdio: "ignore" });
  return status === 0 ? undefined : "A disk that fails is compiled here, and there is no C compiler (cc).";
}

/** The disk of the databases in `data`, which nobody has open. What it needs is put into `folder`. */
export function diskUnder(data: string, folder: string): Disk {
  const [library, controls, kept] = [join(folder, "disk.so"), join(folder, "disk-control"), join(folder, "disk-kept")];
  const source = join(import.meta.dirname, "disk.c");
  execFileSync("cc", ["-O1", "-shared", "-fPIC", "-o", library, source, "-ldl", "-pthread"], { stdio: "inherit" });
  writeFileSync(controls, Buffer.alloc(FIELDS.length * 4));
  mkdirSync(kept);
  const names = (of: string) => readdirSync(of).filter((name) => /\.sqlite(-wal)?$/.test(name));
  for (const name of names(data)) copyFileSync(join(data, name), join(kept, name));
  const control = openSync(controls, "r+");
  function set(field: (typeof FIELDS)[number], value: number): void {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    writeSync(control, bytes, 0, 4, FIELDS.indexOf(field) * 4);
  }
  return {
    environment: { LD_PRELOAD: library, CANDOR_DISK: data, CANDOR_DISK_KEPT: kept, CANDOR_DISK_CONTROL: controls },
    slow: (milliseconds) => set("syncMilliseconds", milliseconds),
    failSyncs(failure, times = -1) {
      set("syncErrno", constants.errno[failure]);
      set("syncTimes", times);
    },
    failWrites(failure, times = -1) {
      set("writeErrno", constants.errno[failure]);
      set("writeTimes", times);
    },
    hasFailed: () => readFileSync(controls).readInt32LE(FIELDS.indexOf("syncTimes") * 4) === 0,
    mend() {
      for (const field of FIELDS) set(field, 0);
    },
    losePower() {
      for (const name of new Set([...names(data), ...names(kept)])) {
        const copy = join(kept, name);
        // In place: a copy would be another file to Candor.
        writeFileSync(join(data, name), existsSync(copy) ? readFileSync(copy) : "");
      }
      for (const name of readdirSync(data)) if (name.endsWith("-shm")) rmSync(join(data, name));
    },
    close: () => closeSync(control),
  };
}
