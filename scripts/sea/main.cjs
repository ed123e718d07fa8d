// What the executable starts with: runs chunks of the program that are inside the file, each with what V8 compiled of it at build time.
const { Buffer } = require("node:buffer");
const { createRequire, isBuiltin } = require("node:module");
const { constants, Script } = require("node:vm");

const assets = require("node:sea");
const names = new Set(assets.getAssetKeys());

/** A file of the package by its path from the package's root. What no start needs is compressed. `undefined` if there is none. */
function file(name) {
  if (names.has(name)) return Buffer.from(assets.getRawAsset(name));
  if (!names.has(`${name}.br`)) return undefined;
  return require("node:zlib").brotliDecompressSync(Buffer.from(assets.getRawAsset(`${name}.br`)));
}

const has = (name) => names.has(name) || names.has(`${name}.br`);

const chunks = new Map();

/** A chunk, a module of Node, or one that is installed where the command was started (playwright-core). */
function load(name) {
  if (isBuiltin(name)) return require(name);
  if (!name.startsWith("./")) return createRequire(`${process.cwd()}/`)(name);
  const known = chunks.get(name);
  if (known !== undefined) return known.exports;
  const module = { exports: {} };
  chunks.set(name, module);
  const path = `chunks/${name.slice(2)}`;
  const script = new Script(file(path).toString(), {
    filename: `candor:/${path}`,
    cachedData: file(`${path}.cache`),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  script.runInThisContext()(module.exports, load, module);
  globalThis[Symbol.for("candor.loaded")]?.(path, script);
  return module.exports;
}

/** A native addon. It's a file only while it is loaded, in a directory that nobody else can write to. */
function addon(name) {
  const { mkdtempSync, rmSync, writeFileSync } = require("node:fs");
  const { tmpdir } = require("node:os");
  const { join } = require("node:path");
  const directory = mkdtempSync(join(tmpdir(), "candor-"));
  try {
    const path = join(directory, name);
    writeFileSync(path, file(`addons/${name}`), { mode: 0o700, flag: "wx" });
    const module = { exports: {} };
    process.dlopen(module, path);
    return module.exports;
  } catch (error) {
    throw new Error(`${error.message}. TMPDIR must name a directory that programs can be run from.`);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

globalThis[Symbol.for("candor.executable")] = { file, has, names, addon, load };
// Workers are forked with the path of a script first, which is this file.
if (process.argv[2] === process.execPath) process.argv.splice(2, 1);
load("./main.js");
