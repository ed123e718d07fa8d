/** The source files below a folder: no dependencies, no binaries, nothing huge, nothing outside. */
import { lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import { join, relative, sep } from "node:path";

const SKIPPED = new Set(
  "node_modules bower_components vendor .git .hg .svn dist build out target coverage __pycache__ .venv venv .next .nuxt .gradle .idea Pods".split(
    " ",
  ),
);
/** Bytes of a file, and files of a folder. */
const LARGEST = 1_000_000;
const MOST = 50_000;

export interface SourceFile {
  /** With `/`, below the folder; as it was named, if it is a single file. */
  readonly name: string;
  readonly text: string;
}

/** Reads them one by one. Throws Node's error if the path doesn't exist. */
export function* sourceFiles(path: string): Generator<SourceFile> {
  const root = realpathSync(path);
  if (!lstatSync(root).isDirectory()) {
    const text = textOf(root);
    if (text !== undefined) yield { name: path.split(sep).join("/"), text };
    return;
  }
  let count = 0;
  for (const file of walk(root, [])) {
    if (count++ >= MOST) return;
    const text = textOf(file);
    if (text !== undefined) yield { name: relative(root, file).split(sep).join("/"), text };
  }
}

type Ignores = (path: string, isFolder: boolean) => boolean;

/** A symbolic link may lead outside of the folder, or in a circle, so none is followed. */
function* walk(folder: string, above: readonly Ignores[]): Generator<string> {
  const entries = listed(folder);
  const ignored = entries.some(({ name }) => name === ".gitignore") ? [...above, ignoresOf(folder)] : above;
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const isFolder = entry.isDirectory();
    if ((isFolder && SKIPPED.has(entry.name)) || ignored.some((ignores) => ignores(path, isFolder))) continue;
    if (isFolder) yield* walk(path, ignored);
    else if (entry.isFile()) yield path;
  }
}

function listed(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // Some folders can't be read by this user.
    return [];
  }
}

function textOf(file: string): string | undefined {
  try {
    if (lstatSync(file).size > LARGEST) return undefined;
    const text = readFileSync(file, "utf8");
    return text.includes("\u0000") ? undefined : text;
  } catch {
    return undefined;
  }
}

/** The plain patterns of a .gitignore. Files that it brings back with `!` are read as well. */
function ignoresOf(folder: string): Ignores {
  const lines = (textOf(join(folder, ".gitignore")) ?? "").split(/\r?\n/).map((line) => line.trim());
  const back = lines.filter((line) => line.startsWith("!")).map((line) => patternOf(line.slice(1)));
  const all = lines.filter((line) => line !== "" && !/^[#!]/.test(line)).map(patternOf);
  return (path, isFolder) => {
    const below = relative(folder, path).split(sep).join("/");
    const fits = ({ pattern, folders }: ReturnType<typeof patternOf>): boolean =>
      (isFolder || !folders) && pattern.test(below);
    return all.some(fits) && !back.some(fits);
  };
}

function patternOf(line: string): { readonly pattern: RegExp; readonly folders: boolean } {
  const folders = line.endsWith("/");
  const bare = line.replace(/\/$/, "");
  const source = bare
    .replace(/^\//, "")
    .replace(/[.+^${}()|\\[\]]/g, "\\$&")
    .replace(
      /\*\*\/|\*\*|\*|\?/g,
      (mark) => ({ "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]" })[mark] ?? mark,
    );
  return { pattern: new RegExp(bare.includes("/") ? `^${source}$` : `(?:^|/)${source}$`), folders };
}
