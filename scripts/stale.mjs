// The compiler leaves what it once made of a source that is gone or renamed; the package would carry it.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What the build makes in addition to the compiler: scripts/assets.mjs, scripts/sea.mjs. */
const ASSETS = new Set([
  "candor",
  "cli/explain-dialects.txt",
  "doctor/dialects/compiled.js",
  "doctor/likeness/learned.js",
  "pages/candor.css",
  ...["", ".br", ".gz"].map((end) => `pages/explain-data.js${end}`),
  "pages/explain-script.js",
  "pages/explain-script.js.br",
  "pages/explain-script.js.gz",
  ...["", ".br", ".gz"].map((end) => `pages/console-script.js${end}`),
]);

/** Removes from `dist` every file that has no source in `src`. Returns their names. */
export function removeStale(src, dist) {
  const stale = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(dist.length + 1))
    .filter(
      (name) => name !== ".tsbuildinfo" && !ASSETS.has(name) && !existsSync(join(src, name)) && !hasSource(src, name),
    );
  for (const name of stale) rmSync(join(dist, name));
  return stale;
}

function hasSource(src, name) {
  const stem = name.replace(/(\.d\.ts|\.js)$/, "");
  return stem !== name && !stem.endsWith(".test") && [".ts", ".tsx"].some((end) => existsSync(join(src, stem + end)));
}
