/** `npm run peers [-- --only name,...] [-- --reports folder]`: checks real servers that are too much for `npm test`. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { toMarkdown } from "../../src/checker/report/markdown.ts";
import { countsOf, type Report } from "../../src/checker/report/report.ts";
import { checkServer } from "../../src/checker/run.ts";
import { brokenIn } from "../checker/checked.ts";
import type { Peer } from "./define.ts";
import { REAL_PEERS } from "./index.ts";
import { isThere } from "./program.ts";
import { record } from "./recorded.ts";

/** Where the servers are installed, once for each version. */
const INSTALLED = join(tmpdir(), "candor-peers");
/** Requests. */
const [RATE, MOST] = [10_000, 6_000];
/** Milliseconds: a busy machine is no finding. */
const TIMEOUT = 60_000;

async function installed(name: string, peer: Peer): Promise<string> {
  const folder = join(INSTALLED, `${name}-${peer.version}`);
  const complete = join(folder, ".complete");
  if (existsSync(complete)) return folder;
  console.log(`${name}: installing ${peer.version} ...`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await peer.install(folder);
  writeFileSync(complete, "");
  return folder;
}

async function checked(name: string, peer: Peer): Promise<Report> {
  const folder = await installed(name, peer);
  const data = mkdtempSync(join(tmpdir(), "candor-peer-"));
  try {
    const { issuer, options, close } = await peer.start(folder, data);
    return await checkServer(issuer, { ...options, rate: RATE, most: MOST, timeout: TIMEOUT }).finally(close);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

/** What differs from what is known of it, a line each. */
function differences({ checked }: Pick<Report, "checked">, { broken }: Peer): readonly string[] {
  const found = brokenIn(checked);
  const why = (id: string) => checked.find((one) => one.id === id)?.because;
  return [
    ...found.filter((id) => broken[id] === undefined).map((id) => `  broken, and not known: ${id}: ${why(id)}`),
    ...Object.keys(broken)
      .filter((id) => !found.includes(id))
      .map((id) => `  known as broken, and isn't: ${id}: ${why(id)}`),
  ];
}

/** Whether it is as it is known. */
async function passes(name: string, peer: Peer, reports: string | undefined): Promise<boolean> {
  const report = await checked(name, peer);
  if (reports !== undefined) writeFileSync(join(reports, `${name}.md`), toMarkdown(report));
  const steady = { checked: report.checked.filter(({ id }) => peer.sometimes?.[id] === undefined) };
  const counts = countsOf(steady);
  const differs = differences(steady, peer);
  const sum = Object.entries(counts).map(([verdict, count]) => `${count} ${verdict}`);
  console.log([`${name} ${peer.version}: ${sum.join(", ")}`, ...differs].join("\n"));
  if (differs.length === 0) record(name, counts);
  return differs.length === 0;
}

const { values } = parseArgs({ options: { only: { type: "string" }, reports: { type: "string" } } });
const names = values.only?.split(",") ?? Object.keys(REAL_PEERS);
const wrong = names.find((name) => REAL_PEERS[name] === undefined);
if (wrong !== undefined) {
  console.error(`There is no server ${wrong}. There are ${Object.keys(REAL_PEERS).join(", ")}.`);
  process.exit(2);
}
if (values.reports !== undefined) mkdirSync(values.reports, { recursive: true });
let failed = 0;
for (const name of names) {
  const peer = REAL_PEERS[name] as Peer;
  const lacking = peer.needs.filter((program) => !isThere(program));
  if (lacking.length > 0) {
    console.log(`${name}: skipped, because ${lacking.join(" and ")} isn't installed.`);
    continue;
  }
  const passed = await passes(name, peer, values.reports).catch((error: Error) => {
    console.error(`${name}: ${error.message}`);
    return false;
  });
  if (!passed) failed += 1;
}
process.exit(failed === 0 ? 0 : 1);
