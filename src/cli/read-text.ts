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
export function readText(file: string | 0): string {
  try {
    if (file !== 0 && statSync(file).size > LONGEST) throw tooLong();
    const bytes = readFileSync(file);
    if (bytes.length > LONGEST) throw tooLong();
    const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8";
    return new TextDecoder(encoding).decode(bytes);
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
