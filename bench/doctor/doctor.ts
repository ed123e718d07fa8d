/** What `candor explain` costs, beside a Node that does nothing: CPU, memory, and what the page /explain loads. */
import { spawnSync } from "node:child_process";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { median } from "../measuring/statistics.ts";

const PROGRAM = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const PRELOAD = fileURLToPath(new URL("usage.cjs", import.meta.url));
const SCRIPTS = ["explain-script.js.br", "explain-data.js.br"].map(
  (name) => new URL(`../../dist/pages/${name}`, import.meta.url),
);
const MESSAGE =
  '{"error":"invalid_grant","error_description":"AADSTS54005: OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token."}';
const BYTES_OF_LOG = 4_000_000;

/** Milliseconds of CPU, and megabytes of resident memory at most. */
interface Used {
  readonly cpu: number;
  readonly memory: number;
}

function run(args: readonly string[]): Used {
  const { output, status } = spawnSync(process.execPath, ["--require", PRELOAD, ...args], {
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`candor explain ended with ${status}: ${output[2]}`);
  return JSON.parse(output[3] ?? "");
}

/** Ordinary lines, and a failure in every 400th. */
function writeLog(file: string): void {
  const lines: string[] = [];
  for (let [at, length] = [0, 0]; length < BYTES_OF_LOG; at++) {
    const time = new Date(1_790_000_000_000 + at * 37).toISOString();
    const line =
      at % 400 === 0 ? `${time} ERROR [auth] ${MESSAGE}` : `${time} INFO [http] GET /items/${at} 200 ${at % 97} ms`;
    lines.push(line);
    length += line.length + 1;
  }
  writeFileSync(file, `${lines.join("\n")}\n`);
}

/** The table. The three take turns, so that a slow minute of the machine is one of all. */
export function measureDoctor(directory: string, rounds: number): string {
  const log = join(directory, "log.txt");
  writeLog(log);
  const commands = [
    { name: "node alone", args: ["-e", "0"] },
    { name: "a message", args: [PROGRAM, "explain", MESSAGE] },
    { name: "a log of 4 MB", args: [PROGRAM, "explain", "--from", log] },
  ];
  const used = commands.map((): Used[] => []);
  for (let round = -1; round < rounds * 5; round++)
    for (const [at, { args }] of commands.entries()) {
      const one = run(args);
      // The first round is a warm-up.
      if (round >= 0) used[at]?.push(one);
    }
  const medians = used.map((all) => ({
    cpu: median(all.map(({ cpu }) => cpu)),
    memory: median(all.map(({ memory }) => memory)),
  }));
  const [alone] = medians as [Used, ...Used[]];
  const rows = medians.map(({ cpu, memory }, at) =>
    [
      (commands[at]?.name ?? "").padEnd(14),
      `${cpu.toFixed(0)} ms`.padStart(8),
      (cpu / alone.cpu).toFixed(1).padStart(6),
      `${memory.toFixed(0)} MB`.padStart(8),
      (memory / alone.memory).toFixed(1).padStart(6),
    ].join("  "),
  );
  const bytes = SCRIPTS.reduce((sum, file) => sum + statSync(file).size, 0);
  return [
    "candor explain        CPU   ratio    memory   ratio",
    ...rows,
    `The page /explain loads ${(bytes / 1000).toFixed(0)} kB of script and data, compressed.`,
  ].join("\n");
}
