// The program as chunks of CommonJS, which an executable can load one by one. A module knows its place by a URL like
// candor:/dist/http/site.js, and what it reads there is in the executable.
import { createRequire } from "node:module";
import { relative, resolve } from "node:path";
import { build } from "rolldown";
import { UNPACK } from "../dialects/compile.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const require = createRequire(import.meta.url);

/** Packages with native addons. */
export const ADDONS = ["@node-rs/argon2", "@node-rs/bcrypt"];

/** Modules that stand for others. */
const INSTEAD = {
  "node:fs": new URL("files.mjs", import.meta.url).pathname,
  "node:worker_threads": new URL("threads.mjs", import.meta.url).pathname,
  jiti: new URL("jiti.mjs", import.meta.url).pathname,
};

/** The chunks, by name. @returns {Promise<ReadonlyMap<string, string>>} */
export async function chunks() {
  const { output } = await build({
    cwd: ROOT,
    // What compiles TypeScript is loaded only for a configuration in TypeScript.
    input: {
      main: "src/cli/main.ts",
      babel: require.resolve("jiti/package.json").replace("package.json", "dist/babel.cjs"),
    },
    platform: "node",
    external: ["playwright-core", "pg-native"],
    plugins: [{ name: "executable", resolveId: { order: "pre", handler: found }, load: otherwise, transform: placed }],
    logLevel: "warn",
    // Names of functions stay, so that traces can be read.
    output: {
      format: "cjs",
      exports: "named",
      minify: { mangle: { toplevel: true, keepNames: true } },
      entryFileNames: "[name].js",
      chunkFileNames: "[name]-[hash].js",
    },
    write: false,
  });
  return new Map(
    output.map(({ fileName, code }) => [
      fileName,
      `(function(exports,require,module){${code.replace(/^#!.*/, "")}\n})`,
    ]),
  );
}

/** Only our own modules read files of the package. */
function found(id, importer) {
  const own = importer?.startsWith(`${ROOT}/src/`);
  if (own && id in INSTEAD) return { id: INSTEAD[id] };
  if (id.startsWith("@node-rs/")) return { id: `\0addon:${id}` };
  return null;
}

/** Addons, and the dialects, which are read as text (see scripts/assets.mjs). */
function otherwise(id) {
  if (id.endsWith("/doctor/dialects/compiled.js"))
    return `const lines = globalThis[Symbol.for("candor.executable")].file("dist/cli/explain-dialects.txt").toString("latin1").split("\\n");
${UNPACK}`;
  if (!id.startsWith("\0addon:")) return null;
  const name = addonOf(id.slice(7)).name;
  return { code: `module.exports=globalThis[Symbol.for("candor.executable")].addon("${name}")`, moduleType: "js" };
}

/** The file of a native addon for this platform. */
export function addonOf(name) {
  const { optionalDependencies } = require(`${name}/package.json`);
  for (const one of Object.keys(optionalDependencies)) {
    try {
      const path = require.resolve(one);
      return { name: path.slice(path.lastIndexOf("/") + 1), path };
    } catch {
      // For another platform.
    }
  }
  throw new Error(`${name} has no addon for this platform.`);
}

function placed(code, id) {
  if (!id.startsWith(`${ROOT}/src/`) || !code.includes("import.meta.")) return null;
  const url = `candor:/dist/${relative(`${ROOT}/src`, id).replace(/\.tsx?$/, ".js")}`;
  return code
    .replaceAll("import.meta.url", JSON.stringify(url))
    .replaceAll("import.meta.filename", JSON.stringify(url))
    .replaceAll("import.meta.dirname", JSON.stringify(url.slice(0, url.lastIndexOf("/"))));
}
