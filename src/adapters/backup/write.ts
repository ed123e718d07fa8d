/** Writes a portable backup, and reads again what it wrote. */
import { createHash } from "node:crypto";
import { createWriteStream, existsSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { placeNew, syncFile } from "../sqlite/copy.ts";
import { unfinished } from "../unfinished.ts";
import { type Parts, toLine, WHOLE } from "./format.ts";
import { type Inspected, inspected } from "./inspect.ts";
import { partsIn } from "./read.ts";

/**
 * Writes the parts into the new file `target`, readable only by its owner, and verifies it by reading it whole. Rejects if
 * `target` exists. What fails leaves nothing under that name. `secret`: to try whether it decrypts the keys.
 */
export async function writeBackup(parts: Parts, target: string, secret?: string): Promise<Inspected> {
  const file = resolve(target);
  refuseTarget(file);
  const { file: partial, end } = unfinished(file);
  try {
    await pipeline(
      Readable.from(lines(parts)),
      createGzip({ level: 6 }),
      createWriteStream(partial, { flags: "wx", mode: 0o600 }),
    );
    syncFile(partial);
    const found = await inspected(partsIn(partial), secret);
    placeNew(partial, file);
    return found;
  } finally {
    end();
  }
}

/** @throws in words if no new file can get that name. */
export function refuseTarget(file: string): void {
  if (existsSync(file)) throw new Error(`${file} already exists. Choose another name, or remove the file first.`);
  if (!existsSync(dirname(file))) throw new Error(`There is no folder ${dirname(file)}.`);
}

/** Lines, some hundreds at a time. */
async function* lines(parts: Parts): AsyncGenerator<string> {
  const whole = createHash("sha256");
  let [total, rows] = [0, 0];
  let table: string | undefined;
  let hash = createHash("sha256");
  const ended = (): string => {
    if (table === undefined) return "";
    return `${JSON.stringify({ end: table, rows, sha256: hash.digest("hex") })}\n`;
  };
  const out = (text: string): string => {
    whole.update(text);
    return text;
  };
  for await (const part of parts) {
    if (part.is === "beginning") yield out(`${JSON.stringify(part.beginning)}\n`);
    else if (part.is === "table") {
      yield out(`${ended()}${JSON.stringify({ table: part.table, columns: part.columns })}\n`);
      [table, rows, hash] = [part.table, 0, createHash("sha256")];
    } else {
      const text = part.rows.map((row) => `${toLine(row)}\n`).join("");
      hash.update(text);
      rows += part.rows.length;
      total += part.rows.length;
      yield out(text);
    }
  }
  yield out(ended());
  yield `${JSON.stringify({ end: WHOLE, rows: total, sha256: whole.digest("hex") })}\n`;
}
