/** Scripts of pages, as files. A policy that contains no script text can't allow one by mistake. */
import { existsSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { published } from "./published.ts";

/** The script that is compiled next to its source. A server that runs from sources uses the source without its types. */
export function scriptText(compiled: URL): string {
  if (existsSync(compiled)) return readFileSync(compiled, "utf8");
  return stripTypeScriptTypes(readFileSync(new URL(compiled.href.replace(/\.js$/, ".ts")), "utf8"));
}

export const SCRIPT_HEADERS = {
  "content-type": "text/javascript; charset=utf-8",
  "x-content-type-options": "nosniff",
} as const;

/** Sends a script, which is made on first request. */
export const script = (text: () => string) => published({ ...SCRIPT_HEADERS, "cache-control": "no-cache" }, text);
