/**
 * Many mutants in one run: `MUTANTS` is a folder with `mutants.json` and a test file for each mutant, `<id>.test.ts`, which imports the
 * tests to run as `….test.ts?mutant=<id>`. The query travels on to all that they import, so that each mutant has modules of its own;
 * the changed one is read from `mutants.json`.
 */
import { appendFileSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { defineConfig, type Plugin } from "vitest/config";
import type { Reporter } from "vitest/node";

const ROOT = resolve(import.meta.dirname, "../..");
const folder = process.env.MUTANTS ?? "";
const changed = JSON.parse(readFileSync(join(folder, "mutants.json"), "utf8")) as Readonly<
  Record<string, { readonly file: string; readonly source: string }>
>;

/** Import nothing that is changed; they are loaded once for all mutants. */
const SHARED = /\/(src\/(reasons|standard|render|client|pages|doctor)\/|src\/specs\.ts)/;

const mutant: Plugin = {
  name: "mutant",
  enforce: "pre",
  async resolveId(source, importer, options) {
    const id = /\?mutant=(\w+)/.exec(importer ?? "")?.[1];
    if (id === undefined || !source.startsWith(".")) return undefined;
    const found = await this.resolve(source, importer?.split("?", 1)[0], { ...options, skipSelf: true });
    if (found === null) return null;
    const whole = found.id.startsWith(ROOT) && !SHARED.test(found.id) && /\.tsx?$/.test(found.id);
    return whole ? `${found.id}?mutant=${id}` : found;
  },
  load(id) {
    const [file = "", query = ""] = id.split("?", 2);
    const found = changed[/^mutant=(\w+)/.exec(query)?.[1] ?? ""];
    return found?.file === file ? found.source : undefined;
  },
};

/** Says at once how each mutant fared: if one never ends, the others are known. */
const reporter: Reporter = {
  onTestModuleStart: ({ moduleId }) => appendFileSync(join(folder, "log"), `begun ${moduleId}\n`),
  onTestModuleEnd: (module) =>
    appendFileSync(join(folder, "log"), `${module.ok() ? "passed" : "failed"} ${module.moduleId}\n`),
};

export default defineConfig({
  plugins: [mutant],
  test: {
    root: ROOT,
    include: [join(folder, "*.test.ts")],
    exclude: [],
    isolate: false,
    maxWorkers: 1,
    reporters: [reporter],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
