/** `candor serve` as a process, watched from outside: what it holds of memory and descriptors, and how it ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pause, until } from "../until.ts";

const CLI = resolve(import.meta.dirname, "../../dist/cli/main.js");
/** Milliseconds for a start on a busy machine. */
const PATIENCE = 120_000;

export interface ServerOptions {
  readonly port?: number;
  /** Where its standard output goes; by default it is read, with `unread` it is a pipe that nobody reads. */
  readonly stdout?: number | "unread";
  /** How many descriptors it may have open. */
  readonly descriptors?: number;
  /** A program of this folder to run in place of the command line. */
  readonly program?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export interface Server {
  readonly pid: number;
  readonly port: number;
  /** Resolves once this was printed. */
  says(text: string): Promise<string>;
  readonly stderr: () => string;
  /** Sends a program of this folder a message, and waits for its response. */
  tell(message: number): Promise<void>;
  /** Sends a signal, where the process still runs, and waits for its end. */
  kill(signal: NodeJS.Signals): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** Starts a server in `directory` and waits until it is ready. Rejects where it ends first. */
export async function startServer({
  directory,
  port,
  stdout,
  descriptors,
  program: own,
  environment,
}: ServerOptions & { readonly directory: string; readonly port: number }): Promise<Server> {
  const command = [
    process.execPath,
    ...(own === undefined ? [CLI, "serve", "--port", String(port)] : [resolve(import.meta.dirname, own)]),
  ];
  const [program = "", ...args] =
    descriptors === undefined ? command : ["prlimit", `--nofile=${descriptors}`, ...command];
  const child = spawn(program, args, {
    cwd: directory,
    env: { ...process.env, NODE_NO_WARNINGS: "1", ...environment },
    stdio: ["ignore", typeof stdout === "number" ? stdout : "pipe", "pipe", "ipc"],
  });
  const text = { out: "", err: "" };
  if (stdout !== "unread") child.stdout?.on("data", (chunk) => (text.out += chunk));
  child.stderr?.on("data", (chunk) => (text.err += chunk));
  const ended = new Promise<Awaited<ReturnType<Server["kill"]>>>((done) =>
    child.once("exit", (code, signal) => done({ code, signal })),
  );
  await untilReady(child, port, () => text.err);
  return {
    pid: child.pid ?? 0,
    port,
    says: (wanted) => until(() => text.out.includes(wanted), `it said ${wanted}`).then(() => text.out),
    stderr: () => text.err,
    tell: (message) =>
      new Promise((done) => {
        child.once("message", () => done());
        child.send(message);
      }),
    kill(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return ended;
    },
  };
}

async function untilReady(child: ChildProcess, port: number, complaints: () => string): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    const ready = await fetch(`http://localhost:${port}/readyz`).then(
      (response) => response.ok,
      () => false,
    );
    if (ready) return;
    await pause(25);
  }
  child.kill("SIGKILL");
  throw new Error(`The server did not start: ${complaints()}`);
}

/** Resident memory in megabytes and the number of open descriptors, from /proc (proc(5)). */
export function reading(pid: number): { readonly megabytes: number; readonly descriptors: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const megabytes = Math.round(Number(/^VmRSS:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1_024);
  return { megabytes, descriptors: readdirSync(`/proc/${pid}/fd`).length };
}
