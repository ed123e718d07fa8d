/**
 * How long pages of the console and lists of the admin API take on a large database, one request at a time, at the server's own
 * machine: time of the network is nearly none. `npm run bench -- --only console [--data DIRECTORY]`.
 */
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { quantile } from "../measuring/statistics.ts";
import { PORT, seed } from "../seed/main.ts";
import { ROBOT, ROOT } from "../seed/size.ts";
import { compareHotPaths } from "./hot-paths.ts";
import { listsOf } from "./lists.ts";
import { pagesOf, shapeOf } from "./pages.ts";
import { serveIn } from "./server.ts";
import { Visitor } from "./visitor.ts";

/** Requests for each page, after one that warms up. */
const TIMES = 20;
/** Milliseconds that a page may take. */
const BOUND = 100;

interface Row {
  readonly path: string;
  readonly p50: number;
  readonly p95: number;
  readonly kilobytes: number;
}

/** `seeded`: a directory that `bench/seed` has filled; without one, a small world is made in `directory`. */
export async function measureConsole(
  directory: string,
  seeded: string | undefined,
  say: (text: string) => void,
): Promise<string> {
  const full = seeded ?? join(directory, "seeded");
  if (!existsSync(join(full, "data"))) await seed(full, 0.01, say);
  const empty = join(directory, "empty");
  mkdirSync(empty, { recursive: true });
  cpSync(join(full, "candor.config.json"), join(empty, "candor.config.json"));
  const served = await serveIn(full, PORT);
  const visitor = new Visitor(served.base);
  const before = served.memory();
  try {
    await visitor.signIn("/console", ROOT.username, ROOT.password);
    const pages = await measured(visitor, await pagesOf(visitor), {}, say);
    const authorization = `Bearer ${await robotToken(visitor)}`;
    const headers = { accept: "application/json", authorization };
    const lists = await measured(visitor, await listsOf(visitor, authorization), headers, say);
    const after = served.memory();
    const beside = await serveIn(empty, PORT + 1);
    const hot = await compareHotPaths(beside.base, served.base).finally(beside.stop);
    return [
      tableOf("Pages of the console", pages),
      tableOf("Lists of the admin API", lists),
      `Memory of the server: ${before.toFixed(0)} MB before, ${after.toFixed(0)} MB after ${(pages.length + lists.length) * TIMES} requests`,
      "",
      "Hot paths, full database / empty database, medians",
      ...hot.map(({ what, empty: alone, full: much }) => `  ${what.padEnd(22)}${(much / alone).toFixed(2)} ×`),
    ].join("\n");
  } finally {
    visitor.close();
    await served.stop();
  }
}

async function measured(
  visitor: Visitor,
  paths: readonly string[],
  headers: Record<string, string>,
  say: (text: string) => void,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const path of paths) {
    const first = await visitor.send(path, { headers });
    if (first.status !== 200) {
      say(`${path} responded with ${first.status}`);
      continue;
    }
    const took: number[] = [];
    for (let n = 0; n < TIMES; n++) took.push((await visitor.send(path, { headers })).took);
    rows.push({ path, p50: quantile(took, 0.5), p95: quantile(took, 0.95), kilobytes: first.text.length / 1_024 });
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
  const sorted = [...rows].sort((a, b) => b.p95 - a.p95);
  const lines = sorted.map(
    ({ path, p50, p95, kilobytes }) =>
      `  ${shapeOf(path).slice(0, 70).padEnd(72)}${p50.toFixed(1).padStart(8)}${p95.toFixed(1).padStart(8)}${kilobytes.toFixed(0).padStart(7)}${p95 > BOUND ? "  slow" : ""}`,
  );
  return [`${title.padEnd(74)}p50 ms  p95 ms     kB`, ...lines, ""].join("\n");
}
