/**
 * Runs a configuration file. Errors are reported with their position, and without the file's content, which may be a secret.
 */
import { readFileSync } from "node:fs";
import { extname, resolve } from "node:path";
import { types } from "node:util";
import { createJiti } from "jiti";
import { ConfigurationError } from "./fault.ts";
import { jsonFault } from "./json-fault.ts";

/** What a module exports by default, in code. */
const CONFIG = "defineConfig({ … })";

/**
 * The default export of a module, or what a CommonJS module exports. Without a cache of files: it would keep the
 * configuration's secrets in a folder that everyone can read, and run a file that somebody else has put there under the
 * expected name. `content` is what the default export should be, in code.
 */
export async function runModule(path: string, content: string = CONFIG): Promise<unknown> {
  const expected = `export default ${content}`;
  const candor = resolve(import.meta.dirname, `define${extname(import.meta.filename)}`);
  const jiti = createJiti(import.meta.url, {
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
    alias: { candor },
  });
  const exported = await jiti.import<Record<string, unknown>>(path).catch((error: unknown) => {
    throw cannot(path, ...whyOf(error, path, expected));
  });
  if ("default" in exported) return exported.default;
  const isCommonJs = !types.isModuleNamespaceObject(exported) && exported.__esModule !== true;
  const names = Object.keys(exported);
  if (isCommonJs && names.length > 0) return exported;
  const others = names.length === 0 ? "" : ` that exports ${names.join(", ")}`;
  throw cannot(path, `a module without a default export${others}`, expected);
}

/** The object in a JSON file. */
export function readJson(path: string): unknown {
  // Editors on Windows put a byte order mark first, which JSON doesn't allow (RFC 8259 8.1).
  const text = readFileSync(path, "utf8").replace(/^\uFEFF/, "");
  const place = jsonFault(text);
  if (place !== undefined)
    throw cannot(path, `not JSON: see line ${place.line}, column ${place.column}`, "an object in JSON");
  return JSON.parse(text);
}

const cannot = (path: string, is: string, expected: string): ConfigurationError =>
  new ConfigurationError([{ key: path, is, expected }]);

/** What is wrong, and what would be right. */
function whyOf(thrown: unknown, path: string, usual: string): [is: string, expected: string] {
  const { name, message, code, stack = "" }: NodeJS.ErrnoException = thrown instanceof Error ? thrown : new Error();
  const [, parsed, line, column] = /ParseError: ([^\n]*)\n[^\n]*:(\d+):(\d+)/.exec(message) ?? [];
  if (parsed !== undefined)
    return [`not JavaScript or TypeScript: ${parsed.trim()} in line ${line}, column ${Number(column) + 1}`, usual];
  if (code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND") {
    const [, missing = "something"] = /'([^']+)'/.exec(message) ?? [];
    const expected = missing.startsWith(".") ? "a file that exists" : "a package that is installed where the file is";
    return [`importing ${missing}, which doesn't exist`, expected];
  }
  const [, at] = new RegExp(`${escaped(path)}:(\\d+)`).exec(stack) ?? [];
  return [`failing${at === undefined ? "" : ` in line ${at}`}: ${saidBy(name, message, code)}`, usual];
}

/**
 * An error from the file itself, or from the language. Others quote their input: JSON.parse the text, the file system a path.
 */
function saidBy(name: string, message: string, code: string | undefined): string {
  const quotes = code !== undefined || name === "SyntaxError" || message.includes("Received");
  return quotes ? [name, code].filter(Boolean).join(" ") : `${name}: ${message.split("\n", 1)[0]}`;
}

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
