/**
 * A hash at the end of a backup, because SQLite has none of its pages: a bit that has fallen over in a user's name or in a hash is
 * no fault to it. SQLite ignores what follows the last page, and writes over it as the database grows.
 */
import { createHash } from "node:crypto";
import { appendFileSync, closeSync, openSync, readSync, statSync } from "node:fs";

/** Of the content before, and the counter of changes that its header had. */
const SEAL = /^candor backup sha256 ([0-9a-f]{64}) ([0-9a-f]{8})\n$/;
const LENGTH = "candor backup sha256 \n".length + 64 + 1 + 8;

/** Where the header has the size of a page, the counter of changes, and its copy (SQLite's file format, 1.3). */
const [PAGE_SIZE, COUNTER, COPY] = [16, 24, 92];

/** Appends the hash. */
export function sealFile(file: string): void {
  const { size } = statSync(file);
  const counter = bytesOf(file, COUNTER, 4).toString("hex");
  appendFileSync(file, `candor backup sha256 ${sha256Of(file, size)} ${counter}\n`);
}

/** What is wrong with a sealed file, in words; `undefined` if nothing is, if it has no seal, or if a server has used it since. */
export function sealFaultIn(file: string): string | undefined {
  const { size } = statSync(file);
  // If it isn't a database, another check says so.
  if (size < LENGTH + 100 || bytesOf(file, 0, 15).toString("latin1") !== "SQLite format 3") return undefined;
  const end = size - LENGTH;
  const [, sha256, counter] = SEAL.exec(bytesOf(file, end, LENGTH).toString("latin1")) ?? [];
  if (sha256 === undefined || counter === undefined)
    return size % pageSizeOf(file) === 0 ? undefined : "its end isn't as it was written";
  const [now, copy] = [COUNTER, COPY].map((at) => bytesOf(file, at, 4).toString("hex"));
  // A change sets both.
  if (now === copy && now !== counter) return undefined;
  return sha256Of(file, end) === sha256 ? undefined : "it doesn't match its hash";
}

/** 1 stands for 65536. */
function pageSizeOf(file: string): number {
  const size = bytesOf(file, PAGE_SIZE, 2).readUInt16BE();
  return size === 1 ? 65_536 : Math.max(size, 1);
}

function bytesOf(file: string, at: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  const open = openSync(file, "r");
  try {
    readSync(open, bytes, 0, length, at);
    return bytes;
  } finally {
    closeSync(open);
  }
}

/** The hash of its first bytes. */
function sha256Of(file: string, length: number): string {
  const hash = createHash("sha256");
  const chunk = Buffer.alloc(1 << 20);
  const open = openSync(file, "r");
  try {
    for (let at = 0; at < length; ) {
      const read = readSync(open, chunk, 0, Math.min(chunk.length, length - at), at);
      if (read === 0) break;
      hash.update(chunk.subarray(0, read));
      at += read;
    }
    return hash.digest("hex");
  } finally {
    closeSync(open);
  }
}
