/**
 * The audit log in a file: entries are read from the storage and appended, each once and in order. Which one was the last is read from
 * the file itself, so a process that is killed loses nothing and repeats nothing. Loaded only where it is on.
 */
import { type FileHandle, open, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { AuditHead, KeptAuditEntry } from "../../ports/audit.ts";
import { endOf } from "./audit-file-end.ts";
import { rotateAway, rotatedOf } from "./rotated.ts";

export interface AuditFileSettings {
  readonly file: string;
  readonly megabytes: number;
  readonly days: number;
  /** How many rotated files are kept; without it, all of them. */
  readonly keep?: number | undefined;
}

export interface AuditFile {
  /** Appends what is new. Rejects if it can't be written; the next call goes on from there. Never call it twice at once. */
  readonly follow: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const [MEGABYTE, DAY] = [1e6, 86_400_000];
/** Entries that are read at a time. */
const PORTION = 500;
const NOTHING: AuditHead = { number: 0, hash: "" };

interface Open {
  readonly handle: FileHandle;
  readonly inode: number;
  readonly began: number;
  /** Bytes, all of whole lines. */
  size: number;
}

/**
 * `read`: entries of the storage from a number on. `restarted` is called if the storage doesn't have what was written last, as after an
 * older backup was restored: then another file begins with the first entry.
 */
export function auditFile(
  { file, megabytes, days, keep }: AuditFileSettings,
  read: (from: number, limit: number) => Promise<readonly KeptAuditEntry[]>,
  clock: () => number,
  restarted: (last: AuditHead) => void,
): AuditFile {
  const headFile = `${file}.head`;
  let current: Open | undefined;
  let last = NOTHING;

  /** Opens the file, removes half a line at its end, and finds out which entry was written last. */
  async function begin(): Promise<Open> {
    const handle = await open(file, "a+", 0o600);
    try {
      const { ino, size, birthtimeMs, mtimeMs } = await handle.stat();
      const { head, end } = await endOf(handle, size);
      if (end < size) await handle.truncate(end);
      last = head ?? (await before());
      if (head === undefined) await syncFolder();
      else await save();
      return { handle, inode: ino, size: end, began: end === 0 ? clock() : birthtimeMs || mtimeMs };
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** What an empty file continues: one that was rotated, or that somebody has moved away. */
  async function before(): Promise<AuditHead> {
    const [, number, hash = ""] = /^(\d+):(.*)/.exec(await readFile(headFile, "utf8").catch(() => "")) ?? [];
    const saved = number === undefined ? undefined : { number: Number(number), hash };
    const newest = (await rotatedOf(file)).at(-1);
    if (saved?.number === 0 || newest === undefined) return saved ?? NOTHING;
    const handle = await open(newest, "r");
    try {
      const { head = NOTHING } = await endOf(handle, (await handle.stat()).size);
      return saved === undefined || saved.number < head.number ? head : saved;
    } finally {
      await handle.close();
    }
  }

  /** In the form that `candor audit verify --head` takes. */
  async function save(): Promise<void> {
    await writeFile(`${headFile}.new`, `${last.number}:${last.hash}\n`, { mode: 0o600, flush: true });
    await rename(`${headFile}.new`, headFile);
  }

  /** A file that was made is there after a power failure as well. Windows can't open a folder. */
  async function syncFolder(): Promise<void> {
    const folder = await open(dirname(file), "r").catch(() => undefined);
    await folder?.sync().catch(() => undefined);
    await folder?.close();
  }

  async function close(): Promise<void> {
    const ended = current;
    current = undefined;
    await ended?.handle.close().catch(() => undefined);
  }

  async function rotate(): Promise<void> {
    await close();
    await rotateAway(file, clock(), keep);
  }

  /** The open file; another one if somebody has moved or changed it, or if its time is over. */
  async function ready(): Promise<Open> {
    if (current !== undefined) {
      const named = await stat(file).catch(() => undefined);
      if (named?.ino !== current.inode || named.size !== current.size) await close();
    }
    current ??= await begin();
    const { size, began } = current;
    if (size > 0 && (size >= megabytes * MEGABYTE || clock() - began >= days * DAY)) {
      await rotate();
      current = await begin();
    }
    return current;
  }

  async function append(to: Open, entries: readonly KeptAuditEntry[]): Promise<void> {
    const text = entries.map((entry) => `${lineOf(entry)}\n`).join("");
    await to.handle.appendFile(text);
    await to.handle.datasync();
    to.size += Buffer.byteLength(text);
    last = entries.at(-1) ?? last;
    await save();
  }

  async function restart(to: Open): Promise<void> {
    restarted(last);
    if (to.size > 0) await rotate();
    last = NOTHING;
    await save();
  }

  async function follow(): Promise<void> {
    for (let more = true; more; ) {
      const to = await ready();
      const found = await read(Math.max(1, last.number), PORTION);
      const isContinued = found[0]?.number === last.number && found[0].hash === last.hash;
      if (last.number > 0 && !isContinued) {
        await restart(to);
        continue;
      }
      const entries = last.number > 0 ? found.slice(1) : found;
      if (entries.length > 0) await append(to, entries);
      more = found.length === PORTION;
    }
  }

  return {
    async follow() {
      try {
        await follow();
      } catch (error) {
        // What is in the file now is looked up again.
        await close();
        throw error;
      }
    },
    close,
  };
}

/** The same as a line of `candor audit export`. */
export const lineOf = ({ number, at, actor, action, target, ...rest }: KeptAuditEntry): string =>
  JSON.stringify({ number, at, actor, action, target, ...rest });
