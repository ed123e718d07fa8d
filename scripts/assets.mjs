// Puts into dist/ what the compiler does not: the dialects, the stylesheet, and the script of the page /explain, also compressed.
// Takes out what is stale.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "rolldown";
import { compileOrThrow } from "./dialects/compile.ts";
import { slimmed } from "./slim.mjs";
import { removeStale } from "./stale.mjs";

removeStale("src", "dist");
compileOrThrow();
copyFileSync("src/doctor/dialects/compiled.js", "dist/doctor/dialects/compiled.js");
copyFileSync("src/pages/candor.css", "dist/pages/candor.css");
// The messages of the providers are a file of their own: browsers load it beside the script, and each is less than 250 kB.
const DATA = "doctor/dialects/compiled.js";
const data = await slimmed[DATA](fileURLToPath(new URL(`../dist/${DATA}`, import.meta.url)));
const version = createHash("sha256").update(data).digest("base64url").slice(0, 22);
keep("dist/pages/explain-data.js", data);
const { output } = await build({
  input: "dist/browser/explain.js",
  platform: "browser",
  logLevel: "warn",
  plugins: [
    {
      name: "slim",
      resolveId: (id) => (id === "./compiled.js" ? { id: `./explain-data.js?v=${version}`, external: true } : null),
      load: (path) => Object.entries(slimmed).find(([end]) => path.endsWith(`/dist/${end}`))?.[1](path),
    },
  ],
  output: { format: "esm", minify: true, codeSplitting: false },
  write: false,
});
keep("dist/pages/explain-script.js", output[0].code);

/** Writes a file with its compressed copies, as small as possible, which takes seconds. */
function keep(file, text) {
  const now = Buffer.from(text);
  if ([file, `${file}.br`, `${file}.gz`].every(existsSync) && readFileSync(file).equals(now)) return;
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: now.length, [constants.BROTLI_PARAM_LGWIN]: 24 };
  writeFileSync(file, now);
  writeFileSync(`${file}.br`, brotliCompressSync(now, { params }));
  writeFileSync(`${file}.gz`, gzipSync(now, { level: 9 }));
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
