/** Reads exported files piece by piece, so that their size doesn't matter, and YAML: UTF-8, or UTF-16 with its mark, compressed or not. */
import { createReadStream, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { createGunzip } from "node:zlib";
import { csvPieces } from "../../importing/csv.ts";
import type { Source } from "../../importing/found.ts";
import { lenientJson } from "../../importing/lenient-json.ts";
import { jsonPieces, type Piece } from "../../importing/pieces.ts";
import { asObject } from "../../importing/read-as.ts";
import { yamlPieces } from "./read-yaml.ts";

/** A file that can't be read, in words. Its text isn't repeated. */
export class UnreadableFile extends Error {}

type Manner = Pick<Source, "cut" | "lists">;

/**
 * The pieces of all files, in their order, as often as they are walked. A directory stands for its files. With several files, each
 * place begins with the name of its file.
 */
export const piecesOf = (named: readonly string[], manner: Manner): AsyncIterable<Piece> => ({
  async *[Symbol.asyncIterator]() {
    const files = named.flatMap((one) => filesIn(one, manner));
    for (const file of files) {
      const prefix = files.length > 1 ? `${basename(file)}: ` : "";
      try {
        for await (const piece of piecesIn(file, manner)) yield { ...piece, at: `${prefix}${piece.at}` };
      } catch (error) {
        throw unreadable(file, error);
      }
    }
  },
});

const unreadable = (file: string, error: unknown): UnreadableFile =>
  new UnreadableFile(`${file} can't be read. ${error instanceof Error ? error.message : String(error)}`);

const YAML = /\.ya?ml(?:\.gz)?$/i;
const NAMES = { json: /\.(?:json|jsonl|ndjson|ya?ml)(?:\.gz)?$/i, csv: /\.(?:csv|tsv)(?:\.gz)?$/i };

/** The file, or those of the directory and the directories in it, by their names. */
function filesIn(named: string, { cut }: Manner): readonly string[] {
  try {
    if (!statSync(named).isDirectory()) return [named];
    const files = readdirSync(named, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile() && NAMES[cut].test(one.name))
      .map((one) => join(one.parentPath, one.name));
    if (files.length === 0) throw new Error(`It has no ${cut.toUpperCase()} files.`);
    return files.sort();
  } catch (error) {
    throw unreadable(named, error);
  }
}

async function* piecesIn(file: string, { cut, lists }: Manner): AsyncGenerator<Piece> {
  const text = textOf(bytesOf(file));
  if (cut === "csv") return yield* csvPieces(text);
  if (YAML.test(file)) return yield* yamlPieces(text, (value) => isEntry(value, lists));
  const { head, isAll, all } = await withHead(text);
  yield* jsonPieces(all, isLines(head) || (isAll && isEntry(valueIn(head), lists)));
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
    const { pipeline } = await import("node:stream");
    // Whoever reads hears of errors.
    yield* pipeline(all, createGunzip(), () => undefined) as AsyncIterable<Buffer>;
  } catch (error) {
    const isCompression = error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
    throw isCompression ? new UnreadableFile("It was compressed with gzip, and is damaged or cut off.") : error;
  } finally {
    raw.destroy();
  }
}

async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  const decode = (chunk?: Uint8Array): string => {
    try {
      decoder ??= new TextDecoder(encodingOf(chunk), { fatal: true });
      return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
    } catch {
      throw new UnreadableFile("It isn't UTF-8. Convert it, for instance with iconv -t UTF-8.");
    }
  };
  for await (const chunk of bytes) yield decode(chunk);
  yield decode();
}

/** By the mark at its start. Spreadsheets write UTF-16. */
function encodingOf([first, second]: Uint8Array = new Uint8Array()): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
}

/** Enough to see how a file begins. */
const HEAD = 1 << 20;

/** `isAll`: the file has nothing after its head. */
async function withHead(
  text: AsyncGenerator<string>,
): Promise<{ readonly head: string; readonly isAll: boolean; readonly all: AsyncGenerator<string> }> {
  let head = "";
  let done = false;
  while (!done && head.length < HEAD) {
    const next = await text.next();
    done = next.done === true;
    head += next.done === true ? "" : next.value;
  }
  return {
    head,
    isAll: done,
    all: (async function* () {
      yield head;
      yield* text;
    })(),
  };
}

/** `undefined` unless it is one value. */
function valueIn(text: string): unknown {
  try {
    return lenientJson(text);
  } catch {
    return undefined;
  }
}

/** Whether a text has a value on each line: the first one is whole, and there are more. */
function isLines(head: string): boolean {
  const [first = "", second] = head.trim().split("\n", 2);
  return first.startsWith("{") && second !== undefined && valueIn(first) !== undefined;
}

/** Whether a value is one object that is an entry itself: a user or an app, and no document with lists of them. */
function isEntry(value: unknown, lists: readonly string[]): boolean {
  const folded = lists.map((name) => name.toLowerCase());
  const names = Object.keys(asObject(value));
  return !Array.isArray(value) && names.length > 0 && !names.some((name) => folded.includes(name.toLowerCase()));
}
