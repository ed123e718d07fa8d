/** The build puts the modules of `candor serve` into few files, and names each of them there. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const DIST = join(import.meta.dirname, "../../dist");

/**
 * Of files under dist/ that were loaded, also the modules in them. What a module imports comes before it in a file, but is loaded
 * after it.
 */
export const modulesIn = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((path) => {
    if (!/^(?:parts\/|cli\/serve-program\.js$)/.test(path)) return path;
    const named = readFileSync(join(DIST, path), "utf8").matchAll(/^\/\/ src\/(.+)\.tsx?$/gm);
    return [path, ...Array.from(named, ([, name]) => `${name}.js`).reverse()];
  });
