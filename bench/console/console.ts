/**
 * How long pages of the console and lists of the admin API take on a large database, one request at a time, at the server's own
 * machine: time of the network is nearly none. `npm run bench -- --only console [--data DIRECTORY]`.
 */
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { quantile } from "../measuring/statistics.ts";
import { PORT, seed } from "../seed/main.ts";
import { MANY, ONE, ROBOT, ROOT, sizeOf } from "../seed/size.ts";
import { compareHotPaths } from "./hot-paths.ts";
import { LISTS } from "./lists.ts";
import { manyTokens } from "./memory.ts";
import { PAGES } from "./paths.ts";
import { type Samples, samplesOf } from "./samples.ts";
import { type Served, serveIn } from "./server.ts";
import { type Try, triesOf } from "./tries.ts";
import { Visitor } from "./visitor.ts";

/** Requests for each page, after one that warms up. */
const TIMES = 20;
/** Scale of a world that is made in a second. */
const SMALL = 0.01;
/** Requests for tokens, in the order of the applications. */
const TOKENS = 100_000;
/** Milliseconds that a page may take. */
const BOUND = 100;

/** A path that is read, or a change that is tried. */
type Asked = string | Try;

interface Row {
  readonly path: string;
  readonly p50: number;
  readonly p99: number;
  /** Of the server's processor time for one. */
  readonly cpu: number;
  readonly kilobytes: number;
}

/** Everybody's pages, and those of errors. */
const PUBLIC = ({ ref }: Samples): readonly string[] => [
  ...["/", "/scopes", "/scopes.json", "/errors", "/errors/scope/misspelled", `/refusals/${ref}`, "/explain"],
  ...["/.well-known/openid-configuration", "/.well-known/jwks.json", "/readyz"],
];

const under = (root: string, lists: typeof PAGES, samples: Samples): readonly string[] =>
  Object.values(lists).flatMap((pathsOf) => pathsOf(samples).map((path) => (path === "/" ? root : root + path)));

/** `seeded`: a directory that `bench/seed` has filled; without one, a small world is made in `directory`. */
export async function measureConsole(
  directory: string,
  seeded: string | undefined,
  say: (text: string) => void,
): Promise<string> {
  const full = seeded ?? join(directory, "seeded");
  const size = sizeOf(seeded === undefined ? SMALL : 1);
  if (!existsSync(join(full, "data"))) await seed(full, seeded === undefined ? SMALL : 1, say);
  const empty = join(directory, "empty");
  mkdirSync(empty, { recursive: true });
  cpSync(join(full, "candor.config.json"), join(empty, "candor.config.json"));
  const began = performance.now();
  const served = await serveIn(full, PORT);
  const startUp = performance.now() - began;
  const before = served.memory();
  const robot = new Visitor(served.base);
  const measure = async (title: string, visitor: Visitor, asked: readonly Asked[], headers = {}): Promise<void> => {
    say(tableOf(title, await measured(served, visitor, asked, headers, say)));
  };
  try {
    const authorization = `Bearer ${await robotToken(robot)}`;
    const headers = { accept: "application/json", authorization };
    const read = async (path: string) => JSON.parse((await robot.send(`/admin/v1${path}`, { headers })).text);
    const samples = await samplesOf(read, size);
    await measure("Lists of the admin API", robot, under("/admin/v1", LISTS, samples), headers);
    await measure("Changes that are tried", robot, await triesOf(robot, headers, samples));
    for (const who of [ROOT, MANY, ONE]) {
      const visitor = new Visitor(served.base);
      await visitor.signIn("/console", who.username, ROOT.password);
      if (who === ROOT) await measure("Public pages", visitor, PUBLIC(samples));
      await measure(`Pages of the console for ${who.username}`, visitor, under("/console", PAGES, samples));
      visitor.close();
    }
    const after = served.memory();
    const granted = await manyTokens(served.base, size.applications, TOKENS);
    const then = served.memory();
    const beside = await serveIn(empty, PORT + 1);
    const hot = await compareHotPaths(beside.base, served.base).finally(beside.stop);
    return [
      `Start: ${startUp.toFixed(0)} ms`,
      `Memory of the server: ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after all pages, ${then.toFixed(0)} MB after ${granted} tokens of ${size.applications} applications`,
      "",
      "Hot paths, full database / empty database, medians",
      ...hot.map(({ what, empty: alone, full: much }) => `  ${what.padEnd(22)}${(much / alone).toFixed(2)} ×`),
    ].join("\n");
  } finally {
    robot.close();
    await served.stop();
  }
}

async function measured(
  served: Served,
  visitor: Visitor,
  all: readonly Asked[],
  headers: Record<string, string>,
  say: (text: string) => void,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const asked of all) {
    const { path, ...init } = typeof asked === "string" ? { path: asked, headers } : asked;
    const first = await visitor.send(path, init);
    // What isn't there for somebody is as quick to say.
    if (first.status !== 200 && first.status !== 404) say(`${path} responded with ${first.status}`);
    const [took, busy]: [number[], number] = [[], served.processor()];
    for (let n = 0; n < TIMES; n++) took.push((await visitor.send(path, init)).took);
    const cpu = (served.processor() - busy) / TIMES;
    const kilobytes = first.text.length / 1_024;
    const what = typeof asked === "string" ? path : `${asked.method} ${path} ${asked.body?.slice(0, 40) ?? ""}`;
    rows.push({ path: what, p50: quantile(took, 0.5), p99: quantile(took, 0.99), cpu, kilobytes });
  }
  return rows;
}

async function robotToken(visitor: Visitor): Promise<string> {
  const authorization = `Basic ${Buffer.from(`${ROBOT.id}:${ROBOT.secret}`).toString("base64")}`;
  const scope = ["applications", "scopes", "users", "refusals", "keys", "audit"]
    .map((one) => `candor:${one}`)
    .join(" ");
  const body = new URLSearchParams({ grant_type: "client_credentials", scope }).toString();
  const headers = { authorization, "content-type": "application/x-www-form-urlencoded" };
  const { text } = await visitor.send("/token", { method: "POST", headers, body });
  return String((JSON.parse(text) as { readonly access_token?: string }).access_token);
}

/** The slowest first. */
function tableOf(title: string, rows: readonly Row[]): string {
  const sorted = [...rows].sort((a, b) => b.p50 - a.p50);
  const lines = sorted.map(({ path, p50, p99, cpu, kilobytes }) => {
    const numbers = [p50.toFixed(1), p99.toFixed(1), cpu.toFixed(1), kilobytes.toFixed(0)];
    const columns = numbers.map((text) => text.padStart(8)).join("");
    return `  ${path.slice(0, 78).padEnd(80)}${columns}${p50 > BOUND ? "  slow" : ""}`;
  });
  return [`${title.padEnd(82)}  p50 ms  p99 ms  cpu ms      kB`, ...lines, ""].join("\n");
}
