/**
 * Many mutants in one run: `MUTANTS` is a folder with `mutants.json` and a test file for each mutant, `<id>.test.ts`, which imports the
 * tests to run as `….test.ts?mutant=<id>`. The query travels on to all that lead to the changed module, so that each mutant has those for
 * its own; the changed one is read from `mutants.json`.
 */
import { appendFileSync, globSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { defineConfig, type Plugin } from "vitest/config";
import type { Reporter } from "vitest/node";

const ROOT = resolve(import.meta.dirname, "../..");
const folder = process.env.MUTANTS ?? "";
const changed = JSON.parse(readFileSync(join(folder, "mutants.json"), "utf8")) as Readonly<
  Record<string, { readonly file: string; readonly source: string }>
>;

/** What imports a changed file, or imports what does. Everything else is loaded once for all mutants. */
const own = importersOf(new Set(Object.values(changed).map(({ file }) => file)));

function importersOf(files: Set<string>): ReadonlySet<string> {
  const imports = globSync(["src/**/*.{ts,tsx}", "test/**/*.{ts,tsx}"], { cwd: ROOT }).map((path) => {
    const file = join(ROOT, path);
    const named = readFileSync(file, "utf8").matchAll(/(?:from|import|import\() ?"(\.[^"]+)"/g);
    return { file, of: [...named].map(([, source = ""]) => resolve(dirname(file), source)) };
  });
  for (let size = -1; size !== files.size; ) {
    size = files.size;
    for (const { file, of } of imports) if (of.some((path) => files.has(path))) files.add(file);
  }
  return files;
}

const mutant: Plugin = {
  name: "mutant",
  enforce: "pre",
  async resolveId(source, importer, options) {
    const id = /\?mutant=(\w+)/.exec(importer ?? "")?.[1];
    if (id === undefined || !source.startsWith(".")) return undefined;
    const found = await this.resolve(source, importer?.split("?", 1)[0], { ...options, skipSelf: true });
    if (found === null) return null;
    return own.has(found.id) || /\.test\.tsx?$/.test(found.id) ? `${found.id}?mutant=${id}` : found;
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
    setupFiles: ["../kept-keys.ts", "first-failure.ts"].map((file) => join(import.meta.dirname, file)),
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
});
