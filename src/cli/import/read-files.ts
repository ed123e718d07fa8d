/** Reads exported files piece by piece, so that their size doesn't matter, and YAML: UTF-8 or UTF-16, compressed or not. */
import { createReadStream, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { createGunzip } from "node:zlib";
import { csvPieces } from "../../importing/csv.ts";
import type { Source } from "../../importing/found.ts";
import { jsonPieces, type Piece } from "../../importing/pieces.ts";
import { asObject } from "../../importing/read-as.ts";
import { hasValues } from "../../importing/shape.ts";
import { entriesOf, yamlPieces } from "./read-yaml.ts";

/** A file that can't be read, in words. Its text isn't repeated. */
export class UnreadableFile extends Error {}

type Manner = Pick<Source, "cut" | "lists">;

/**
 * The pieces of all files, in their order, as often as they are walked. A directory stands for its files. With several files, each
 * place begins with the name of its file.
 */
export function piecesOf(named: readonly string[], manner: Manner): AsyncIterable<Piece> {
  const shapes: Shapes = new Map();
  return {
    async *[Symbol.asyncIterator]() {
      const files = named.flatMap((one) => filesIn(one, manner));
      for (const file of files) {
        const prefix = files.length > 1 ? `${basename(file)}: ` : "";
        try {
          for await (const piece of piecesIn(file, manner, shapes)) yield { ...piece, at: `${prefix}${piece.at}` };
        } catch (error) {
          throw unreadable(file, error);
        }
      }
    },
  };
}

/** Of each file that was looked at, whether it has one value after the other. */
type Shapes = Map<string, boolean>;

const unreadable = (file: string, error: unknown): UnreadableFile =>
  new UnreadableFile(`${file} can't be read. ${error instanceof Error ? error.message : String(error)}`);

const YAML = /\.ya?ml(?:\.gz)?$/i;
const NAMES = { json: /\.(?:json|jsonl|ndjson|ya?ml)(?:\.gz)?$/i, csv: /\.(?:csv|tsv)(?:\.gz)?$/i };

/** The file, or those of the directory and the directories in it, by their names. */
function filesIn(named: string, { cut }: Manner): readonly string[] {
  try {
    const found = statSync(named);
    if (!found.isDirectory() && !found.isFile())
      throw new Error("It is read more than once, which a pipe can't be. Write it to a file first.");
    if (!found.isDirectory()) return [named];
    const files = readdirSync(named, { recursive: true, withFileTypes: true })
      .filter((one) => one.isFile() && NAMES[cut].test(one.name))
      .map((one) => join(one.parentPath, one.name));
    if (files.length === 0) throw new Error(`It has no ${cut.toUpperCase()} files.`);
    return files.sort();
  } catch (error) {
    throw unreadable(named, error);
  }
}

async function* piecesIn(file: string, { cut, lists }: Manner, shapes: Shapes): AsyncGenerator<Piece> {
  const text = () => textOf(bytesOf(file));
  if (cut === "csv") return yield* csvPieces(text());
  if (YAML.test(file)) return yield* yamlPieces(text(), (value) => isEntry(value, lists));
  const isOfValues = shapes.get(file) ?? (await hasValues(text(), lists));
  shapes.set(file, isOfValues);
  if (!isOfValues) return yield* jsonPieces(text());
  for await (const piece of jsonPieces(text(), true)) yield* entriesIn(piece, lists);
}

/** The entries of a page, of which programs that ask page by page write one after the other. Else the piece itself. */
function* entriesIn(piece: Piece, lists: readonly string[]): Generator<Piece> {
  const { at, value } = piece;
  if (Array.isArray(value)) return yield* entriesOf(value, `${at}: `, "");
  const members = Object.entries(asObject(value));
  if (!isPage(members, lists)) return yield piece;
  for (const [member, one] of members)
    if (Array.isArray(one)) yield* entriesOf(one, `${at}: ${member}`, member);
    else yield { at: `${at}: ${member}`, member, value: one };
}

/** A user may have a list of such a name, too, such as of groups. It has texts, or nothing beside a name of the user. */
function isPage(members: readonly (readonly [string, unknown])[], lists: readonly string[]): boolean {
  const named = members.flatMap(([name, one]) => (isListName(name, lists) && Array.isArray(one) ? [one] : []));
  if (named.some((list) => list.length > 0 && list.every((one) => typeof one === "object" && one !== null)))
    return true;
  return named.length > 0 && members.every(([, one]) => Array.isArray(one) || typeof one === "number");
}

/** How files begin that aren't text, and what to do with them. */
const OTHERS: readonly (readonly [beginning: string, says: string])[] = [
  ["PK\x03\x04", "It is a ZIP file or a spreadsheet. Unpack it, or save it as CSV."],
  ["BZh", "It is compressed with bzip2. Unpack it first, with bunzip2."],
  ["\x28\xb5\x2f\xfd", "It is compressed with zstd. Unpack it first, with unzstd."],
  ["\xfd7zXZ", "It is compressed with xz. Unpack it first, with unxz."],
  ["7z\xbc\xaf", "It is a 7z file. Unpack it first."],
  ["SQLite format 3", "It is a database of SQLite. Export its tables as JSON Lines."],
  ["PGDMP", "It is a dump of PostgreSQL. Restore it, and export its tables as JSON Lines."],
];

/** The bytes of a file, without compression. */
async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  const raw = createReadStream(file, { highWaterMark: 1 << 18 });
  try {
    const iterator = raw[Symbol.asyncIterator]();
    const first = (await iterator.next()) as IteratorResult<Buffer>;
    if (first.done === true) return;
    const beginning = first.value.subarray(0, 16).toString("latin1");
    const other = OTHERS.find(([mark]) => beginning.startsWith(mark));
    if (other !== undefined) throw new UnreadableFile(other[1]);
    const all = (async function* () {
      yield first.value;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value as Buffer;
    })();
    if (!beginning.startsWith("\x1f\x8b")) return yield* all;
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

/** By the mark at its start, which spreadsheets write, or by a first character of two bytes. */
function encodingOf([first, second]: Uint8Array = new Uint8Array()): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  if (first === 0 && second !== 0) return "utf-16be";
  return second === 0 && first !== 0 ? "utf-16le" : "utf-8";
}

/** Whether a value is one object that is an entry itself: a user or an app, and no document with lists of them. */
function isEntry(value: unknown, lists: readonly string[]): boolean {
  const names = Object.keys(asObject(value));
  return !Array.isArray(value) && names.length > 0 && !names.some((name) => isListName(name, lists));
}

const isListName = (name: string, lists: readonly string[]): boolean =>
  lists.some((list) => list.toLowerCase() === name.toLowerCase());
