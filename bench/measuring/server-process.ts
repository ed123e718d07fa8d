/** A server under measurement: a process of its own, on its own core, with an empty directory for its data, stopped by its pid. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { createInterface, type Interface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Browser } from "../load/browser.ts";
import { Connection } from "../load/connection.ts";
import { expect } from "../load/expect.ts";
import { bareTarget, type Target, targetOf } from "../load/target.ts";
import { type Cores, commandPrefix } from "../machine/pinning.ts";
import { childrenOf } from "../machine/usage.ts";
import { SERVERS, type ServerName } from "../servers/index.ts";
import type { Announcement } from "../servers/serve.ts";

export interface RunningServer {
  readonly pid: number;
  /** It, and what serves in its place. */
  readonly pids: readonly number[];
  readonly target: Target;
  /** Milliseconds from the start of the process to its first response. */
  readonly startup: number;
  /** Bytes of its heap that are in use after a collection. */
  heap(): Promise<number>;
  /** What it has said of itself last, for the report of a failure. */
  complaints(): string;
  stop(): Promise<void>;
}

export interface Place {
  readonly cores: Cores | undefined;
  /** Where servers' directories are made: on the disk, for in a tmpfs durability costs nothing. */
  readonly directory: string;
  /** A directory for data that stays. */
  readonly data?: string;
  /** Makes an empty database of PostgreSQL, on the load's core. Resolves to its URL, or to why there is none. */
  readonly database: () => Promise<string | { readonly because: string }>;
  /** Seconds of CPU that PostgreSQL has used so far. */
  readonly databaseSeconds?: () => number;
}

/** Those that nobody has stopped yet: none outlives the bench. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const server of running) server.kill("SIGKILL");
});

/** Starts a server; a string says why it cannot be measured. */
export async function startServer(
  name: ServerName,
  { cores, directory, data: kept, database }: Place,
): Promise<RunningServer | string> {
  const url = SERVERS[name].onPostgres ? await database() : undefined;
  if (typeof url === "object") return url.because;
  const data = kept ?? mkdtempSync(join(directory, `${name}-`));
  const program = fileURLToPath(new URL(`../servers/${SERVERS[name].program}`, import.meta.url));
  const [command = process.execPath, ...rest] = [
    ...commandPrefix(cores, !SERVERS[name].onAllCores),
    process.execPath,
    program,
    data,
  ];
  const begin = performance.now();
  const child = spawn(command, rest, {
    stdio: ["pipe", "pipe", "pipe"],
    env: { ...process.env, NODE_ENV: "production", NODE_NO_WARNINGS: "1", ...(url && { DATABASE_URL: url }) },
  });
  const complaints = tailOf(child);
  running.add(child);
  const stop = async () => {
    running.delete(child);
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
    if (kept === undefined) rmSync(data, { recursive: true, force: true });
  };
  try {
    const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
    const announced = await announcement(child, lines);
    if (!("port" in announced)) {
      await stop();
      return announced.because;
    }
    const metadata = await firstAnswer(announced.port);
    const startup = performance.now() - begin;
    const target = name === "floor" ? bareTarget(announced.port) : targetOf(announced.port, metadata);
    if (announced.invitation !== undefined) await makeAccount(announced.invitation, target);
    const heap = async () => {
      const line = lineThat(lines, '{"heap":');
      child.stdin?.write("heap\n");
      return (JSON.parse(await line) as { heap: number }).heap;
    };
    const pid = child.pid as number;
    const { serving } = announced;
    const pids = serving === undefined ? [pid] : [pid, serving, ...childrenOf(serving)];
    return { pid, pids, target, startup, heap, complaints, stop };
  } catch (error) {
    await stop();
    throw new Error(`${name} did not start: ${(error as Error).message}\n${complaints()}`);
  }
}

function tailOf(child: ChildProcess): () => string {
  let tail = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    tail = (tail + text).slice(-4000);
  });
  return () => tail;
}

async function announcement(
  child: ChildProcess,
  lines: Interface,
): Promise<Announcement | { readonly because: string }> {
  const signal = AbortSignal.timeout(60_000);
  const ended = once(child, "exit", { signal }).then(([code]) => {
    throw new Error(`it ended with code ${code}`);
  });
  ended.catch(() => {});
  // Whatever else a server prints is read and dropped, so that it never waits for a full pipe.
  const announced = lineThat(lines, '{"ready":').then((line) => JSON.parse(line));
  return Promise.race([announced, ended]);
}

/** The next line that begins like this. */
const lineThat = (lines: Interface, beginning: string): Promise<string> =>
  new Promise((resolve) => {
    const look = (line: string): void => {
      if (!line.startsWith(beginning)) return;
      lines.off("line", look);
      resolve(line);
    };
    lines.on("line", look);
  });

async function makeAccount(invitation: string, { origin }: Target): Promise<void> {
  await new Browser().visit(new URL(invitation), `${origin}/`);
}

async function firstAnswer(port: number): Promise<string> {
  const connection = await Connection.open(port);
  const path = "/.well-known/openid-configuration";
  const answer = await connection.send(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`);
  connection.close();
  expect(answer.status === 200, `status 200 at ${path}`, answer);
  return answer.body;
}
