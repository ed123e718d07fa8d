// Runs the program from a folder of assets as the executable will, and keeps what V8 compiled for it: warm.cjs FOLDER ARGUMENT …
const { readdirSync, readFileSync, statSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const { compileFunction } = require("node:vm");

const [folder] = process.argv.splice(2, 1);
const keys = readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile());
const sea = { getAssetKeys: () => keys, getRawAsset: (name) => readFileSync(join(folder, name)) };
const ran = new Map();
globalThis[Symbol.for("candor.loaded")] = (path, script) => ran.set(path, script);
// At the end, so that functions that were called are compiled in it.
process.on("exit", () => {
  for (const [path, script] of ran) writeFileSync(join(folder, `${path}.cache`), script.createCachedData());
});
const main = readFileSync(join(__dirname, "main.cjs"), "utf8");
compileFunction(main, ["require"])((name) => (name === "node:sea" ? sea : require(name)));
