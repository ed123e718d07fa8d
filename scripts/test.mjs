// npm test: installs, builds, checks the style and the types, and runs every test, under one time zone.
// npm run test:fast: the tests that need no build, no browser and no second process, in seconds.
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { installDebian } from "./debian.mjs";
import { ensure, ensureInstalled, node, root, run } from "./ensure.mjs";

/** Unit tests, the architecture, and whether generated documents are up to date; without the two that try thousands of inputs. */
const FAST = [
  "src",
  "test/architecture",
  "test/docs/drift.test.ts",
  "--exclude=src/doctor/readers/robust.test.ts",
  "--exclude=src/doctor/rules/properties.test.ts",
];

/** Packages of the clients in other languages, and what each of them installs. */
const CLIENTS = Object.entries({
  "apache2-bin": "/usr/sbin/apache2",
  "media-types": "/etc/mime.types",
  "libapache2-mod-auth-openidc": "/usr/lib/apache2/modules/mod_auth_openidc.so",
  "python3-authlib": "/usr/lib/python3/dist-packages/authlib",
  "python3-flask": "/usr/lib/python3/dist-packages/flask",
  "python3-requests": "/usr/lib/python3/dist-packages/requests",
});

// Debian keeps servers there, and leaves it out of the PATH of users.
process.env.PATH = `${process.env.PATH}:/usr/sbin:/sbin`;

const asked = process.argv.slice(2);
const fast = asked.includes("--fast");
const only = fast ? [...FAST, ...asked.filter((one) => one !== "--fast")] : asked;
if (fast) ensureInstalled();
else {
  // The types of everything are checked below.
  ensure(...(only.length === 0 ? ["--noCheck"] : []));
  ensurePrograms();
}
if (only.length === 0) {
  console.log("Checking style (biome) and types (tsc) ...");
  run(join(root, "node_modules", ".bin", "biome"), ["ci", "."]);
  run(node, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.json"]);
}

const scratch = mkdtempSync(join(inMemory() ?? tmpdir(), "candor-test-"));
// Tests become another user, to see what that one may do.
chmodSync(scratch, 0o711);
const report = join(scratch, "report.json");
const { status } = spawnSync(
  node,
  [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${report}`,
    ...only,
  ],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      TMPDIR: scratch,
      TZ: "Pacific/Auckland",
      NODE_ENV: "test",
      // Hundreds of tests start the command line. Each of them would compile it again.
      NODE_COMPILE_CACHE: join(scratch, "compiled"),
    },
  },
);
const results = existsSync(report)
  ? JSON.parse(readFileSync(report, "utf8"))
  : { numPassedTests: 0, numFailedTests: 1 };
// What ends with the tests may write there until it has ended.
rmSync(scratch, { recursive: true, force: true, maxRetries: 50, retryDelay: 200 });
// A file that could not even be loaded has no failed test of its own.
const failed = Math.max(results.numFailedTests, status === 0 ? 0 : 1);
for (const name of failedIn(results)) console.log(`Failed: ${name}`);
console.log(`\n${results.numPassedTests} passed, ${failed} failed`);
process.exit(failed === 0 && results.numPassedTests > 0 ? 0 : 1);

/** What failed, at the end of a long output: each test by its file and name, and each file that could not be loaded. */
function failedIn({ testResults = [] }) {
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    const names = assertionResults
      .filter((one) => one.status === "failed")
      .map(({ fullName }) => `${file}: ${fullName}`);
    return names.length === 0 && status === "failed" ? [file] : names;
  });
}

/**
 * A file system in memory with room for what tests write, if there is one. Each commit waits for the disk, which takes longer than
 * many tests. No test could see the difference: what a killed process has written stays, whether or not the disk has it.
 */
function inMemory() {
  const path = "/dev/shm";
  if (!existsSync(path) || !existsSync("/proc/mounts")) return undefined;
  const mount = readFileSync("/proc/mounts", "utf8")
    .split("\n")
    .map((line) => line.split(" "))
    .find(([, at]) => at === path);
  const { bavail, bsize } = statfsSync(path);
  // Tests start programs that they have installed there.
  return mount === undefined || mount[3].includes("noexec") || bavail * bsize < 3e9 ? undefined : path;
}

/**
 * The browser tests need Chromium and Firefox, the TLS tests openssl, the proxies' guide nginx, Caddy and HAProxy, the image buildah, storage
 * PostgreSQL and PgBouncer, metrics Prometheus, secrets in an HSM SoftHSM and OpenSC, and the tests of clients Apache's module and Authlib;
 * Debian has them as packages.
 */
function ensurePrograms() {
  const { CHROMIUM, FIREFOX } = process.env;
  const chromium = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].some(existsSync);
  const firefox = ["/usr/bin/firefox-esr", "/usr/bin/firefox"].some(existsSync);
  const missing = [];
  if (!chromium && CHROMIUM === undefined) missing.push("chromium");
  if (!firefox && FIREFOX === undefined) missing.push("firefox-esr");
  if (spawnSync("openssl", ["version"], { stdio: "ignore" }).status !== 0) missing.push("openssl");
  if (spawnSync("caddy", ["version"], { stdio: "ignore" }).status !== 0) missing.push("caddy");
  if (spawnSync("nginx", ["-v"], { stdio: "ignore" }).status !== 0) missing.push("nginx-light");
  for (const name of ["haproxy", "buildah"])
    if (spawnSync(name, [name === "haproxy" ? "-v" : "--version"], { stdio: "ignore" }).status !== 0)
      missing.push(name);
  if (!existsSync("/usr/lib/postgresql")) missing.push("postgresql");
  if (!existsSync("/usr/sbin/pgbouncer")) missing.push("pgbouncer");
  if (!existsSync("/usr/bin/promtool")) missing.push("prometheus");
  if (!existsSync("/usr/lib/softhsm/libsofthsm2.so")) missing.push("softhsm2");
  if (!existsSync("/usr/bin/pkcs11-tool")) missing.push("opensc");
  for (const [name, file] of CLIENTS) if (!existsSync(file)) missing.push(name);
  // Chromium does without, with several times the work for each page. It isn't worth waiting for when only some tests are run.
  const isHelpful = only.length === 0 && CHROMIUM === undefined && !existsSync("/usr/bin/chromium-headless-shell");
  const helpful = isHelpful ? ["chromium-headless-shell"] : [];
  const wanted = [...missing, ...helpful];
  if (wanted.length === 0) return;
  console.log(`Installing ${wanted.join(", ")} (apt-get) ...`);
  if (installDebian(wanted) || missing.length === 0) return;
  // Not every distribution has what only helps.
  if (helpful.length === 0 || !installDebian(missing))
    console.log(
      "They could not be installed. Install them, or set CHROMIUM and FIREFOX to the browsers' paths. Until then, tests fail.",
    );
}
