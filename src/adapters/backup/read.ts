/** Reads a portable backup, as a stream, and checks every hash on the way. */
import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { createGunzip } from "node:zlib";
import { type Beginning, type EndLine, FORMAT, type Part, type Row, rowIn, type TableLine, WHOLE } from "./format.ts";

/** Rows that are handed on at a time. */
const PORTION = 500;

/** What a file is by its first bytes. */
export function kindOfFile(file: string): "sqlite" | "portable" | "neither" {
  const head = Buffer.alloc(16);
  const open = openSync(file, "r");
  try {
    readSync(open, head, 0, 16, 0);
  } finally {
    closeSync(open);
  }
  if (head.toString("latin1") === "SQLite format 3\0") return "sqlite";
  return head[0] === 0x1f && head[1] === 0x8b ? "portable" : "neither";
}

/** @throws, in words, where the file isn't whole. What was read until then is right as far as it goes, but not to be kept. */
export async function* partsIn(file: string): AsyncGenerator<Part> {
  const damaged = (what: string, cause?: unknown): Error => new Error(`${file} is damaged: ${what}.`, { cause });
  const unzipped = createGunzip();
  createReadStream(file)
    .on("error", (error) => unzipped.destroy(error))
    .pipe(unzipped);
  const whole = createHash("sha256");
  let hash = createHash("sha256");
  let table: TableLine | undefined;
  let [number, rows, total] = [0, 0, 0];
  let isWhole = false;
  let batch: Row[] = [];
  try {
    for await (const line of linesOf(unzipped.setEncoding("utf8"))) {
      number++;
      if (isWhole) throw damaged(`line ${number} comes after its end`);
      const value = JSON.parse(line) as unknown;
      if (number === 1) {
        yield { is: "beginning", beginning: beginningIn(value, file) };
      } else if (Array.isArray(value)) {
        if (table === undefined) throw damaged(`line ${number} is a row of no table`);
        batch.push(rowIn(value, table.columns.length));
        hash.update(`${line}\n`);
        rows++;
        if (batch.length === PORTION) {
          yield { is: "rows", table: table.table, rows: batch };
          batch = [];
        }
      } else if (isTable(value)) {
        if (table !== undefined) throw damaged(`the table ${table.table} has no end`);
        table = value;
        [rows, hash] = [0, createHash("sha256")];
        yield { is: "table", ...value };
      } else {
        const { end, rows: counted, sha256 } = value as EndLine;
        if (end === WHOLE && table === undefined) {
          if (counted !== total) throw damaged(`it has ${total} rows of ${counted}`);
          if (sha256 !== whole.digest("hex")) throw damaged("it doesn't match its hash");
          isWhole = true;
          continue;
        }
        if (end !== table?.table) throw damaged(`line ${number} ends the table ${end}, which hasn't begun`);
        if (batch.length > 0) yield { is: "rows", table: end, rows: batch };
        if (counted !== rows) throw damaged(`the table ${end} has ${rows} rows of ${counted}`);
        if (sha256 !== hash.digest("hex")) throw damaged(`the table ${end} doesn't match its hash`);
        total += rows;
        [table, batch] = [undefined, []];
      }
      whole.update(`${line}\n`);
    }
  } catch (error) {
    if (error instanceof SyntaxError) throw damaged(`line ${number} isn't JSON`, error);
    const code = String((error as NodeJS.ErrnoException).code ?? "");
    if (code.startsWith("Z_") || code === "ERR_BUFFER") throw damaged((error as Error).message, error);
    throw error;
  } finally {
    unzipped.destroy();
  }
  if (!isWhole) throw damaged("its end is missing");
}

/** Lines without their line feeds. What follows the last one is a line that was cut off. */
async function* linesOf(stream: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of stream) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest !== "") yield rest;
}

const isTable = (value: unknown): value is TableLine =>
  typeof (value as TableLine).table === "string" && Array.isArray((value as TableLine).columns);

function beginningIn(value: unknown, file: string): Beginning {
  const beginning = value as Partial<Beginning>;
  if (beginning.candor !== "backup" || !Array.isArray(beginning.migrations))
    throw new Error(`${file} isn't a backup of Candor.`);
  if (typeof beginning.format !== "number" || beginning.format > FORMAT)
    throw new Error(
      `${file} was made by a later version of Candor (${beginning.version}). Use that version, or a later one.`,
    );
  return beginning as Beginning;
}
