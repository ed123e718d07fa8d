/** Scripts of pages that the build bundles. */
import { existsSync } from "node:fs";
import { type CompressedFile, compressedFile } from "./compressed.ts";
import { SCRIPT_HEADERS } from "./script-file.ts";

export type Bundle = "explain-script.js" | "explain-data.js" | "console-script.js";

const read = new Map<Bundle, CompressedFile>();

/** A file that the build bundled, read on first use. A server that runs from sources uses that of the last build. */
export function bundled(name: Bundle): CompressedFile {
  const known = read.get(name);
  if (known !== undefined) return known;
  const built = [`../pages/${name}`, `../../dist/pages/${name}`].map((path) => new URL(path, import.meta.url));
  const file = built.find((path) => existsSync(path));
  if (file === undefined) throw new Error(`dist/pages/${name} is missing: run npm run build`);
  const made = compressedFile(file, SCRIPT_HEADERS);
  read.set(name, made);
  return made;
}
