// Puts into dist/ what the compiler does not: the dialects, the stylesheet, and the script of the page /explain in one file, also compressed.
// Takes out what is stale.
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "rolldown";
import { compileOrThrow } from "./dialects/compile.ts";
import { slimmed } from "./slim.mjs";
import { removeStale } from "./stale.mjs";

removeStale("src", "dist");
compileOrThrow();
copyFileSync("src/doctor/dialects/compiled.js", "dist/doctor/dialects/compiled.js");
copyFileSync("src/pages/candor.css", "dist/pages/candor.css");
const script = "dist/pages/explain-script.js";
const before = existsSync(script) ? readFileSync(script) : undefined;
await build({
  input: "dist/browser/explain.js",
  platform: "browser",
  logLevel: "warn",
  plugins: [
    {
      name: "slim",
      load: (path) => Object.entries(slimmed).find(([end]) => path.endsWith(`/dist/${end}`))?.[1](path),
    },
  ],
  output: { file: script, format: "esm", minify: true },
});
// Compressed once, and as well as possible, which takes seconds.
const now = readFileSync(script);
if (before?.equals(now) !== true || !existsSync(`${script}.br`) || !existsSync(`${script}.gz`)) {
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: now.length, [constants.BROTLI_PARAM_LGWIN]: 24 };
  writeFileSync(`${script}.br`, brotliCompressSync(now, { params }));
  writeFileSync(`${script}.gz`, gzipSync(now, { level: 9 }));
}

// `candor explain` would load 200 files otherwise. What can send a request stays apart.
await build({
  input: "src/cli/explain-program.ts",
  platform: "node",
  external: [/^node:/, "commander"],
  plugins: [
    { name: "online", resolveId: (id) => (id === "./online.ts" ? { id: "./online.js", external: true } : null) },
  ],
  logLevel: "warn",
  output: { file: "dist/cli/explain-program.js", format: "esm", codeSplitting: false },
});
