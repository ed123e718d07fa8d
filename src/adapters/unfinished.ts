/**
 * Files that have a name of their own until they are complete. A process that is killed can't remove its own, so whoever writes
 * there next does.
 */
import { hash, randomBytes } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";

/** What SQLite puts next to a database. */
const BESIDE = ["", "-journal", "-wal", "-shm"];

const NAME = /\.partial-([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{8}(?:-journal|-wal|-shm)?$/;

/** Milliseconds. On a shared disk, another machine's process can't be looked at. */
const DAY = 86_400_000;

export interface Unfinished {
  /** The name until it is complete. */
  readonly file: string;
  /** Removes it, and what SQLite has put next to it, if it doesn't have its name yet. */
  readonly end: () => void;
}

/** A name for what is to become `target`. Removes what processes that are gone have left in its directory. */
export function unfinished(target: string): Unfinished {
  removeLeft(dirname(target));
  const file = `${target}.partial-${machine()}-${process.pid}-${randomBytes(4).toString("hex")}`;
  return {
    file,
    end: () => {
      for (const each of BESIDE) rmSync(file + each, { force: true });
    },
  };
}

function removeLeft(directory: string): void {
  for (const name of namesIn(directory)) {
    const file = join(directory, basename(name));
    try {
      if (isLeft(name, file)) rmSync(file, { force: true });
    } catch {
      // It is another user's, or somebody else removed it.
    }
  }
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).filter((name) => NAME.test(name));
  } catch {
    return [];
  }
}

function isLeft(name: string, file: string): boolean {
  const [, where, pid] = NAME.exec(name) ?? [];
  const written = statSync(file).mtimeMs;
  if (written < Date.now() - DAY) return true;
  if (where !== machine()) return false;
  // In a container, every command may have the same id.
  if (Number(pid) === process.pid) return written < Date.now() - process.uptime() * 1_000;
  return !isRunning(Number(pid));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

let known: string | undefined;

/** Where an id of a process means what it means here: a container has ids and a host name of its own. */
function machine(): string {
  known ??= hash("sha256", `${hostname()} ${startOfMachine()}`, "hex").slice(0, 8);
  return known;
}

function startOfMachine(): string {
  try {
    return readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
  } catch {
    return "";
  }
}
