/**
 * A process that has loaded the command line, and runs one command after the other. Each finds what a process of its own would have:
 * arguments, a directory, an environment, standard input. It has ended once nothing is left that would keep such a process running.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { Readable } from "node:stream";
import type { Answer, Asked } from "./warm.ts";

/** What `process.exit` throws instead of ending. */
class Exit extends Error {}

const { run } = (await import(new URL("../../dist/cli/program.js", import.meta.url).href)) as { run(): Promise<void> };

const EVENTS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR1", "SIGUSR2", "exit", "beforeExit"] as const;
const DISPATCHER = Symbol.for("undici.globalDispatcher.1");
const shared = globalThis as { [DISPATCHER]?: { destroy(): Promise<void>; constructor: new () => unknown } };

let out: Buffer[] = [];
let err: Buffer[] = [];
catchWrites(process.stdout, () => out);
catchWrites(process.stderr, () => err);
let typed = Buffer.alloc(0);
const { readFileSync, writeSync } = fs;
fs.readFileSync = ((file: number, ...rest: []) =>
  file === 0 ? typed : readFileSync(file, ...rest)) as typeof readFileSync;
fs.writeSync = ((fd: number, data: Uint8Array, ...rest: []) => {
  const into = fd === 1 ? out : fd === 2 ? err : undefined;
  if (into === undefined) return writeSync(fd, data, ...rest);
  into.push(Buffer.from(data));
  return data.length;
}) as typeof writeSync;
syncBuiltinESMExports();

let exited: () => void = () => undefined;
process.exit = ((code?: number) => {
  if (code !== undefined) process.exitCode = code;
  exited();
  throw new Exit();
}) as typeof process.exit;
process.on("uncaughtException", (error) => {
  if (error instanceof Exit) return;
  // What a process writes that ends so.
  const answer: Answer = { code: 1, out: textOf(out), err: `${textOf(err)}${error.stack ?? error}\n`, isLast: true };
  process.send?.(answer, () => process.disconnect());
});

process.on("message", async (asked: Asked) => {
  const answer = await commandDone(asked);
  process.send?.(answer, () => answer.isLast && process.disconnect());
});
process.once("disconnect", () => process.kill(process.pid, "SIGKILL"));

async function commandDone({ args, cwd, env, input }: Asked): Promise<Answer> {
  [out, err] = [[], []];
  process.chdir(cwd);
  for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
  Object.assign(process.env, env);
  process.argv.splice(2, Number.POSITIVE_INFINITY, ...args);
  typed = Buffer.from(input);
  const stdin = Readable.from(input === "" ? [] : [typed], { objectMode: false });
  Object.defineProperty(process, "stdin", { value: stdin, configurable: true });
  process.exitCode = undefined;
  const listening = EVENTS.map((event) => [event, process.rawListeners(event)] as const);
  const before = kept();

  const ends = new Promise<void>((resolve) => {
    exited = resolve;
  });
  await Promise.race([
    ends,
    run()
      .catch(thrown)
      .then(() => untilIdle(before)),
  ]);
  const code = Number(process.exitCode ?? 0);
  for (const [event, those] of listening)
    for (const listener of process.rawListeners(event) as (() => void)[]) {
      if (those.includes(listener)) continue;
      if (event === "exit") (listener as (code: number) => void)(code);
      process.removeListener(event, listener);
    }
  // What goes on after process.exit would go on during the next command.
  const isLast = !isIdle(before);
  await closeConnections();
  return { code, out: textOf(out), err: textOf(err), ...(isLast && { isLast }) };
}

function thrown(error: unknown): void {
  if (!(error instanceof Exit)) throw error;
}

/** How many of each kind keep this process running. */
function kept(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of process.getActiveResourcesInfo()) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}

/** Whether nothing is left that keeps a process running. */
const isIdle = (before: ReadonlyMap<string, number>): boolean =>
  [...kept()].every(([kind, count]) => count <= (before.get(kind) ?? 0));

async function untilIdle(before: ReadonlyMap<string, number>): Promise<void> {
  for (;;) {
    await new Promise<void>((turn) => setImmediate(turn));
    if (isIdle(before)) return;
    await new Promise<void>((wait) => setTimeout(wait, 1));
  }
}

/** A server need not wait for the connections of a process that has ended. */
async function closeConnections(): Promise<void> {
  const dispatcher = shared[DISPATCHER];
  if (dispatcher === undefined) return;
  shared[DISPATCHER] = new dispatcher.constructor() as typeof dispatcher;
  await dispatcher.destroy();
}

function catchWrites(stream: NodeJS.WriteStream, into: () => Buffer[]): void {
  stream.write = ((chunk: string | Uint8Array, encoding?: unknown, callback?: unknown) => {
    into().push(Buffer.from(chunk as Uint8Array));
    const then = typeof encoding === "function" ? encoding : callback;
    if (typeof then === "function") process.nextTick(then as () => void);
    return true;
  }) as typeof stream.write;
}

const textOf = (parts: readonly Buffer[]): string => Buffer.concat(parts).toString();
