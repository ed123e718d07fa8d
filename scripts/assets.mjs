// Puts into dist/ what the compiler does not: the dialects, the stylesheet, and the script of the page /explain, also compressed.
// Takes out what is stale.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "rolldown";
import { compileOrThrow, UNPACK } from "./dialects/compile.ts";
import { columnsOf, standardNames } from "./slim.mjs";
import { removeStale } from "./stale.mjs";

removeStale("src", "dist");
compileOrThrow();
for (const file of ["dialects/compiled.js", "likeness/learned.js"])
  copyFileSync(`src/doctor/${file}`, `dist/doctor/${file}`);
copyFileSync("src/pages/candor.css", "dist/pages/candor.css");
copyFileSync("src/pages/watch/watch.css", "dist/pages/watch/watch.css");
for (const file of readdirSync("src/pages/console").filter((name) => name.endsWith(".css")))
  copyFileSync(`src/pages/console/${file}`, `dist/pages/console/${file}`);
const compiled = await import("../src/doctor/dialects/compiled.js");
await browserScript();
await consoleScript();
await commandLine();
await server();

/** The script of /explain, and the messages of the providers: browsers load them side by side. */
async function browserScript() {
  const data = `export const packed = JSON.parse(${JSON.stringify(JSON.stringify(columnsOf(compiled)))});`;
  const version = createHash("sha256").update(data).digest("base64url").slice(0, 22);
  const { standardErrors } = await import("../dist/standard/index.js");
  const columns = fileURLToPath(new URL("../dist/browser/columns.js", import.meta.url));
  const { output } = await build({
    input: "dist/browser/explain.js",
    platform: "browser",
    logLevel: "warn",
    plugins: [
      {
        name: "slim",
        resolveId: (id) => {
          if (id === "explain-data") return { id: `./explain-data.js?v=${version}`, external: true };
          return id === "./compiled.js" ? { id } : null;
        },
        load: (id) => {
          if (id === "./compiled.js")
            return `import { opened } from ${JSON.stringify(columns)};
import { packed } from "explain-data";
export const { heads, index, restOf } = opened(packed);`;
          return id.endsWith("/dist/standard/index.js") ? standardNames(standardErrors) : null;
        },
      },
    ],
    output: { format: "esm", minify: true, codeSplitting: false },
    write: false,
  });
  keep("dist/pages/explain-data.js", data);
  keep("dist/pages/explain-script.js", output[0].code);
}

/** What makes the console better than it is without a script. */
async function consoleScript() {
  const { output } = await build({
    input: "dist/browser/console/index.js",
    platform: "browser",
    logLevel: "warn",
    output: { format: "esm", minify: true, codeSplitting: false },
    write: false,
  });
  keep("dist/pages/console-script.js", output[0].code);
}

/** Writes a file with its compressed copies, as small as possible, which takes seconds. */
function keep(file, text) {
  const now = Buffer.from(text);
  if ([file, `${file}.br`, `${file}.gz`].every(existsSync) && readFileSync(file).equals(now)) return;
  const params = { [constants.BROTLI_PARAM_SIZE_HINT]: now.length, [constants.BROTLI_PARAM_LGWIN]: 24 };
  writeFileSync(file, now);
  writeFileSync(`${file}.br`, brotliCompressSync(now, { params }));
  writeFileSync(`${file}.gz`, gzipSync(now, { level: 9 }));
}

/** `candor explain` would load 200 files otherwise. What can send a request stays apart, and the dialects are read as text. */
async function commandLine() {
  writeFileSync("dist/cli/explain-dialects.txt", compiled.lines.join("\n"), "latin1");
  // A text is read twice as fast as a module that contains it.
  const read = `import { readFileSync } from "node:fs";
const lines = readFileSync(new URL("./explain-dialects.txt", import.meta.url), "latin1").split("\\n");`;
  const { output } = await build({
    input: "src/cli/explain-program.ts",
    platform: "node",
    external: /^node:/,
    plugins: [
      {
        name: "apart",
        resolveId: (id) => {
          if (id === "./online.ts" || id === "./program.ts") return { id: id.replace(".ts", ".js"), external: true };
          return id === "./compiled.js" ? { id } : null;
        },
        load: (id) => (id === "./compiled.js" ? `${read}\n${UNPACK}` : null),
      },
    ],
    logLevel: "warn",
    output: { format: "esm", minify: true, codeSplitting: false },
    write: false,
  });
  const code = output[0].code
    // An import of node:fs evaluates all of its parts, which takes 4 ms.
    .replaceAll(
      /\bimport\{([^}]*)\}from"(node:[a-z]+)";/g,
      (_, names, module) => `const{${names.replaceAll(" as ", ":")}}=process.getBuiltinModule("${module}");`,
    )
    // Node reads a text of ASCII faster, and keeps it in half the memory.
    .replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  writeFileSync("dist/cli/explain-program.js", code);
  // Node keeps what it compiles of it (src/cli/main.ts), so that no user waits for that.
  spawnSync(process.execPath, ["dist/cli/main.js", "explain", "invalid_grant: The code has expired"]);
}

/**
 * `candor serve` would load 700 files otherwise, and finding them takes a third of its start. What is loaded later is in files of
 * its own, as before. They are readable, and name the source of each part.
 */
async function server() {
  const src = resolve("src");
  await build({
    input: { "cli/serve-program": "src/cli/serve-program.ts" },
    platform: "node",
    external: /^(?![./])/,
    plugins: [
      {
        name: "placed",
        resolveId: (id) => (id === "./compiled.js" ? { id: "../doctor/dialects/compiled.js", external: true } : null),
        transform(code, id) {
          if (!id.startsWith(`${src}/`) || !code.includes("import.meta.")) return null;
          // Both folders with parts are one level below dist/.
          const file = `../${relative(src, id).replace(/\.tsx?$/, ".js")}`;
          return code
            .replaceAll("import.meta.filename", `\`\${import.meta.dirname}/${file}\``)
            .replaceAll(
              /import\.meta\.dirname(?!})/g,
              `\`\${import.meta.dirname}/${file.slice(0, file.lastIndexOf("/"))}\``,
            )
            .replaceAll("import.meta.url", `new URL("${file}", import.meta.url).href`);
        },
      },
    ],
    logLevel: "warn",
    output: { format: "esm", dir: "dist", entryFileNames: "[name].js", chunkFileNames: "parts/[name].js" },
  });
}
