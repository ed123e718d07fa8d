// The whole program as one executable, with the pinned Node in it, for the kind of machine that builds it: build.mjs FILE.
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { inject } from "postject";
import { node, root } from "../ensure.mjs";
import { ADDONS, addonOf, chunks } from "./bundle.mjs";

/** What Node looks for in its own file to find out whether a program is inside. */
const FUSE = "NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2";
/** Of the package, what the program reads: stylesheets, scripts of pages (compressed once, for space), and the script of a thread. */
const READ = /\.css$|-(script|data)\.js(\.br)?$|\/watch\/script\.js$|-worker\.js$|\/explain-dialects\.txt$/;

/** Nothing of this machine's environment: no database, and no option of Node that V8 would compile differently for. */
const env = { PATH: process.env.PATH, TMPDIR: process.env.TMPDIR ?? tmpdir() };

const scratch = mkdtempSync(join(tmpdir(), "candor-executable-"));
try {
  const assets = join(scratch, "assets");
  await fill(assets);
  await warm(assets);
  pack(assets);
  await executable(assets, resolve(process.argv[2]));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

/** Writes what the executable contains into a folder. */
async function fill(assets) {
  for (const [name, code] of await chunks()) keep(join(assets, "chunks", name), code);
  const read = filesIn(join(root, "dist")).filter(
    (name) => READ.test(name) && !/^(site|browser|compiled|parts)\//.test(name),
  );
  for (const name of read) keep(join(assets, "dist", name), readFileSync(join(root, "dist", name)));
  keep(join(assets, "package.json"), readFileSync(join(root, "package.json")));
  for (const { name, path } of ADDONS.map(addonOf)) keep(join(assets, "addons", name), readFileSync(path));
}

/** Runs what should start fast, so that V8 need not compile it again. */
async function warm(assets) {
  const run = (...args) => [join(root, "scripts/sea/warm.cjs"), assets, ...args];
  for (const args of [["--version"], ["explain", "invalid_grant: The code has expired"]]) {
    const { status, stderr } = spawnSync(node, run(...args), { env, encoding: "utf8" });
    if (status !== 0) throw new Error(`candor ${args[0]} failed: ${stderr}`);
  }
  await serveOnce(run);
}

/** A server's start, one token, and its end. */
async function serveOnce(run) {
  const secret = "a-secret-that-is-used-once-at-build-time";
  const config = {
    issuer: "http://localhost:9400",
    port: 0,
    data: join(scratch, "data"),
    scopes: [{ name: "read", description: "Read" }],
    clients: [{ id: "service", secrets: [{ value: secret }], grantTypes: ["client_credentials"], scopes: ["read"] }],
  };
  const file = join(scratch, "candor.config.json");
  writeFileSync(file, JSON.stringify(config));
  const child = spawn(node, run("serve", "--config", file), { env, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  let out = "";
  for await (const text of child.stdout.setEncoding("utf8")) {
    out += text;
    const [, url] = /"listening":"([^"]+)"/.exec(out) ?? [];
    if (url === undefined || child.killed) continue;
    const authorization = `Basic ${btoa(`service:${secret}`)}`;
    const body = new URLSearchParams({ grant_type: "client_credentials", scope: "read" });
    const response = await fetch(`${url}/token`, { method: "POST", headers: { authorization }, body });
    child.kill("SIGTERM");
    if (!response.ok) throw new Error(`No token: ${await response.text()}`);
  }
  if ((await ended) !== 0) throw new Error(`candor serve failed: ${out}`);
}

/** Compresses what no start has needed. */
function pack(assets) {
  const names = new Set(filesIn(assets));
  for (const name of names) {
    const isNeeded = names.has(`${name}.cache`) || /\.(cache|br|css)$|^package\.json$/.test(name);
    if (isNeeded) continue;
    if (!names.has(`${name}.br`))
      writeFileSync(join(assets, `${name}.br`), brotliCompressSync(readFileSync(join(assets, name))));
    rmSync(join(assets, name));
  }
}

/** Puts everything into a copy of Node. */
async function executable(assets, target) {
  const made = join(scratch, "candor");
  const blob = join(scratch, "blob");
  const description = join(scratch, "sea.json");
  const contents = Object.fromEntries(filesIn(assets).map((name) => [name, join(assets, name)]));
  const main = join(root, "scripts/sea/main.cjs");
  writeFileSync(
    description,
    JSON.stringify({ main, output: blob, disableExperimentalSEAWarning: true, assets: contents }),
  );
  done(spawnSync(node, ["--experimental-sea-config", description], { encoding: "utf8" }));
  copyFileSync(join(root, "node_modules/node/bin/node"), made);
  // Names of functions, for debuggers of native code.
  const { status } = spawnSync("strip", [made]);
  if (status !== 0) console.warn("strip can't be run (Debian: binutils), so the executable is larger by 18 MB.");
  quieten();
  const machO = process.platform === "darwin" && { machoSegmentName: "NODE_SEA" };
  await inject(made, "NODE_SEA_BLOB", readFileSync(blob), { sentinelFuse: FUSE, ...machO });
  chmodSync(made, 0o755);
  mkdirSync(dirname(target), { recursive: true });
  // A file that runs can't be written, but replaced.
  rmSync(target, { force: true });
  copyFileSync(made, target);
  console.log(`${target}: ${(statSync(target).size / 1e6).toFixed(1)} MB`);
}

/** postject says many times that Node's notes have no names, which they never have. */
function quieten() {
  const { warn } = console;
  console.warn = (text) => /^warning: Can't find string offset for section name '\.note/.test(text) || warn(text);
}

function done({ status, error, stderr }) {
  if (error || status !== 0) throw new Error(error?.message ?? stderr);
}

function keep(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true }).filter((name) => statSync(join(folder, name)).isFile());
}
