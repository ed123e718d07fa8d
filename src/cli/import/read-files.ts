/** Reads exported files piece by piece, so that their size doesn't matter: UTF-8 with or without a mark, compressed or not. */
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";
import { csvPieces } from "../../importing/csv.ts";
import { jsonPieces, type Piece } from "../../importing/pieces.ts";
import { asObject } from "../../importing/read-as.ts";

/** A file that can't be read, in words. Its text isn't repeated. */
export class UnreadableFile extends Error {}

/** The pieces of all files, in their order. With several files, each place begins with the name of its file. */
export async function* piecesOf(files: readonly string[], cut: "json" | "csv"): AsyncGenerator<Piece> {
  for (const file of files) {
    const prefix = files.length > 1 ? `${basename(file)}: ` : "";
    try {
      for await (const piece of piecesIn(file, cut)) yield { ...piece, at: `${prefix}${piece.at}` };
    } catch (error) {
      throw new UnreadableFile(`${file} can't be read. ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

async function* piecesIn(file: string, cut: "json" | "csv"): AsyncGenerator<Piece> {
  const text = textOf(bytesOf(file));
  if (cut === "csv") return yield* csvPieces(text);
  const { head, all } = await withHead(text);
  yield* jsonPieces(all, isLines(head));
}

/** The bytes of a file, without compression. */
async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  const raw = createReadStream(file, { highWaterMark: 1 << 18 });
  try {
    const iterator = raw[Symbol.asyncIterator]();
    const first = (await iterator.next()) as IteratorResult<Buffer>;
    if (first.done === true) return;
    const all = (async function* () {
      yield first.value;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value as Buffer;
    })();
    if (first.value[0] !== 0x1f || first.value[1] !== 0x8b) return yield* all;
    const { Readable } = await import("node:stream");
    yield* Readable.from(all).compose(createGunzip()) as AsyncIterable<Buffer>;
  } finally {
    raw.destroy();
  }
}

async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (chunk?: Uint8Array): string => {
    try {
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new UnreadableFile("It isn't UTF-8.");
    }
  };
  for await (const chunk of bytes) yield decode(chunk);
  yield decode();
}

/** Enough to see how a file begins. */
const HEAD = 1 << 20;

async function withHead(text: AsyncGenerator<string>): Promise<{ head: string; all: AsyncGenerator<string> }> {
  let head = "";
  let done = false;
  while (!done && head.length < HEAD && !/\n\s*\S/.test(head)) {
    const next = await text.next();
    done = next.done === true;
    head += next.done === true ? "" : next.value;
  }
  return {
    head,
    all: (async function* () {
      yield head;
      yield* text;
    })(),
  };
}

/** Whether a text has an object on each line. One line alone is a record, unless it has lists of objects: then it is a document. */
function isLines(head: string): boolean {
  const [first = "", ...rest] = head.trim().split("\n", 2);
  if (!first.startsWith("{")) return false;
  try {
    const record = asObject(JSON.parse(first));
    return (
      rest.length > 0 || !Object.values(record).some((value) => Array.isArray(value) && typeof value[0] === "object")
    );
  } catch {
    return false;
  }
}
