// Puts into dist/ what the compiler does not: the dialects, the stylesheet, and the script of the page /explain in one file. Takes out what is stale.
import { copyFileSync } from "node:fs";
import { build } from "rolldown";
import { compileOrThrow } from "./dialects/compile.ts";
import { removeStale } from "./stale.mjs";

removeStale("src", "dist");
compileOrThrow();
copyFileSync("src/doctor/dialects/compiled.js", "dist/doctor/dialects/compiled.js");
copyFileSync("src/pages/candor.css", "dist/pages/candor.css");
await build({
  input: "dist/browser/explain.js",
  platform: "browser",
  logLevel: "warn",
  output: { file: "dist/pages/explain-script.js", format: "esm", minify: true },
});
