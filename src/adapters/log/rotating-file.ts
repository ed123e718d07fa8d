/**
 * A file of lines that is rotated by its size and its age. Nothing waits for it: lines for which the disk has no room are dropped
 * and counted. If somebody else moves the file away, such as logrotate or another worker, a new one is begun within a second.
 */
import { type FileHandle, open, stat } from "node:fs/promises";
import { rotateAway } from "./rotated.ts";

export interface RotatingFileOptions {
  readonly file: string;
  /** The file is rotated when it has so many bytes, or is so many milliseconds old. */
  readonly bytes: number;
  readonly age: number;
  /** How many rotated files are kept. */
  readonly keep: number;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Called with the number of lines that were lost, once there is room again. */
  readonly dropped: (lines: number) => void;
}

export interface RotatingFile {
  write(line: string): void;
  /** Resolves when everything is written, or can't be. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Characters that may wait for the disk. */
const MOST_WAITING = 1_000_000;
/** Milliseconds between two looks at the file by its name. */
const LOOK = 1_000;

interface Open {
  readonly handle: FileHandle;
  readonly inode: number;
  readonly began: number;
  size: number;
}

/** Appends to the file, which is made with the first line. Only its owner can read it. */
export function rotatingFile({ file, bytes, age, keep, clock, dropped }: RotatingFileOptions): RotatingFile {
  let waiting = "";
  let lost = 0;
  let current: Open | undefined;
  let looked = 0;
  let writing: Promise<void> | undefined;

  async function begin(): Promise<Open> {
    const handle = await open(file, "a", 0o600);
    const { ino, size, birthtimeMs, mtimeMs } = await handle.stat();
    // Some file systems don't know when a file was made.
    return { handle, inode: ino, size, began: size === 0 ? clock() : birthtimeMs || mtimeMs };
  }

  async function end(): Promise<void> {
    const ended = current;
    current = undefined;
    await ended?.handle.close().catch(() => undefined);
  }

  /** The file by its name, unless somebody has moved it. */
  async function look(): Promise<void> {
    if (current === undefined || performance.now() - looked < LOOK) return;
    looked = performance.now();
    const named = await stat(file).catch(() => undefined);
    if (named?.ino !== current.inode) await end();
    // Other workers write to it too.
    else current.size = named.size;
  }

  async function rotate(): Promise<void> {
    const ended = current;
    if (ended === undefined) return;
    const named = await stat(file).catch(() => undefined);
    // Another worker may have been first.
    if (named?.ino === ended.inode) await rotateAway(file, clock(), keep).catch(() => undefined);
    await end();
  }

  async function writeAll(): Promise<void> {
    while (waiting !== "") {
      const text = waiting;
      waiting = "";
      try {
        await look();
        if (current !== undefined && (current.size >= bytes || clock() - current.began >= age)) await rotate();
        current ??= await begin();
        await current.handle.appendFile(text);
        current.size += Buffer.byteLength(text);
        tell();
      } catch {
        lost += text.split("\n").length - 1;
        await end();
        return;
      }
    }
  }

  function tell(): void {
    const lines = lost;
    lost = 0;
    if (lines > 0) dropped(lines);
  }

  function flush(): Promise<void> {
    writing ??= writeAll().finally(() => {
      writing = undefined;
    });
    return writing;
  }

  return {
    write(line) {
      if (waiting.length + line.length > MOST_WAITING) lost++;
      else waiting += line;
      if (writing === undefined) setImmediate(flush).unref();
    },
    flush,
    async close() {
      await writing;
      await flush();
      await end();
    },
  };
}
