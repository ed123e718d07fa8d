/** Scripts of pages, as files: a policy that names no text of a script lets none in by mistake. */
import { existsSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { published } from "./published.ts";

/** The text of a script that is compiled next to its source; where the server runs from its sources, the source without its types. */
export function scriptText(compiled: URL): string {
  if (existsSync(compiled)) return readFileSync(compiled, "utf8");
  return stripTypeScriptTypes(readFileSync(new URL(compiled.href.replace(/\.js$/, ".ts")), "utf8"));
}

/** Sends a script, which is made when it is first asked for. */
export const script = (text: () => string) =>
  published(
    {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
      "x-content-type-options": "nosniff",
    },
    text,
  );
