/** Files named on the command line. Errors are reported in words, with the file's name. */
import { readFileSync, statSync } from "node:fs";

/** Bytes. */
const LONGEST = 64_000_000;

/** Why a file can't be read, by Node's error code. */
const FAULTS: Readonly<Record<string, (file: string) => string>> = {
  ENOENT: (file) => `There is no file ${file}.`,
  ENOTDIR: (file) => `There is no file ${file}.`,
  EISDIR: (file) => `${file} is a folder.`,
  EACCES: (file) => `${file} can't be read: this user doesn't have permission.`,
  ENAMETOOLONG: () => "The file name is too long.",
  ELOOP: (file) => `${file} is a link to itself.`,
};

/** The text of a file, or of standard input (0), decoded by its byte order mark, or as UTF-8 without one. Throws in words. */
export const readText = (file: string | 0): string => decoded(readBytes(file));

/** The same in pieces of whole lines, decoded whenever they are asked for: a large log's bytes take less memory than its text. */
export function readPieces(file: string | 0): Iterable<string> {
  const bytes = readBytes(file);
  // The end of a line isn't one byte in UTF-16.
  return isUtf16(bytes) ? [decoded(bytes)] : { [Symbol.iterator]: () => piecesOf(bytes) };
}

/** Bytes; more if a line is longer. */
const PIECE = 65_536;
const LINE_BREAK = 0x0a;

function* piecesOf(bytes: Buffer): Generator<string> {
  for (let from = 0; from < bytes.length; ) {
    const next = bytes.indexOf(LINE_BREAK, from + PIECE);
    const end = next === -1 ? bytes.length : next + 1;
    yield from === 0 ? decoded(bytes.subarray(0, end)) : bytes.toString("utf8", from, end);
    from = end;
  }
}

const isUtf16 = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xfe;
const decoded = (bytes: Uint8Array): string => new TextDecoder(isUtf16(bytes) ? "utf-16le" : "utf-8").decode(bytes);

function readBytes(file: string | 0): Buffer {
  try {
    if (file !== 0 && statSync(file).size > LONGEST) throw tooLong();
    const bytes = readFileSync(file);
    if (bytes.length > LONGEST) throw tooLong();
    return bytes;
  } catch (error) {
    throw inWords(error, file === 0 ? "standard input" : file);
  }
}

function inWords(error: unknown, file: string): Error {
  const { code } = error as NodeJS.ErrnoException;
  if (code === undefined) return error as Error;
  return new Error(FAULTS[code]?.(file) ?? `${file} can't be read (${code}).`);
}

const tooLong = (): Error => new Error(`The input is longer than ${LONGEST / 1_000_000} MB.`);
