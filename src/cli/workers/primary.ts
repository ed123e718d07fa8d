/**
 * The primary of `candor serve --workers`: starts the workers, hands them connections in turn, replaces those that end, and passes
 * signals on. It loads nothing of the server.
 */
import cluster, { type Worker } from "node:cluster";
import { constants } from "node:os";
import { openLog } from "../../adapters/log/open.ts";
import { movedByWorkers } from "../../adapters/metrics/moved-by-workers.ts";
import { workerEnvironment } from "../../configuration/worker.ts";
import type { Log } from "../../ports/log.ts";
import { outliveReader } from "../print.ts";
import { BURST, hangUps, LONGEST } from "../signals.ts";
import { pauseAfter } from "./pause.ts";
import { isReady } from "./worker.ts";

/** Milliseconds that workers have to end by themselves after they should have. */
const MORE = 3_000;

/** What is true of all workers once one of them serves. */
interface Serving {
  readonly log: Log;
  readonly delay: number;
}

/** Runs until all workers have ended, and then ends the process. */
export function superviseWorkers(of: number): void {
  let serving: Serving | undefined;
  let stopped: { readonly at: number } | undefined;
  let worst = 0;
  const answerMoves = movedByWorkers(async () => (await import("./metrics.ts")).workersMetrics(() => serves));
  const ready = new Set<number>();
  const alive = new Set<Worker>();
  /** Those that serve, by their number. */
  const serves = new Map<number, Worker>();

  function start(number: number, early = 0): void {
    const first = serving === undefined;
    const began = performance.now();
    const worker = cluster.fork(workerEnvironment({ number, of, first }));
    alive.add(worker);
    // One that starts beside others that serve has read the configuration file later than they have.
    answerMoves(worker, () => serving === undefined || serves.get(number) === worker);
    worker.on("message", (message: unknown) => {
      if (!isReady(message)) return;
      if (serving === undefined) {
        const { delay, log } = message;
        serving = { log: openLog(log), delay };
      }
      serves.set(number, worker);
      if (ready.has(number)) serving.log.info({ worker: number }, "a worker serves in the place of one that ended");
      else if (ready.add(number).size === of) serving.log.info({ workers: of }, "all workers serve");
      if (first && stopped === undefined) for (let other = 2; other <= of; other++) start(other);
    });
    worker.on("exit", (code, signal) => {
      alive.delete(worker);
      if (serves.get(number) === worker) serves.delete(number);
      const ended = code ?? 128 + (constants.signals[signal as NodeJS.Signals] ?? 0);
      if (serving === undefined || stopped !== undefined) {
        worst = Math.max(worst, ended);
        if (alive.size === 0) void end();
        return;
      }
      const lived = performance.now() - began;
      const { pause, early: count } = pauseAfter({ early, lived });
      const how = { worker: number, code, signal: signal ?? undefined, seconds: Math.round(lived / 1_000) };
      serving.log.error({ ...how, replacedInMs: pause }, "a worker ended unexpectedly");
      setTimeout(() => {
        if (stopped === undefined) start(number, count);
      }, pause);
    });
  }

  async function end(): Promise<void> {
    await serving?.log.flush();
    process.exit(worst);
  }

  function stop(signal: NodeJS.Signals): void {
    // A terminal sends Ctrl-C to the workers as well. For each of them, signals in a burst are one.
    if (stopped !== undefined && performance.now() - stopped.at <= BURST) return;
    for (const { process: child } of alive) child.kill(signal);
    const isFirst = stopped === undefined;
    stopped ??= { at: performance.now() };
    if (alive.size === 0) void end();
    const delay = signal === "SIGTERM" ? (serving?.delay ?? 0) : 0;
    const most = isFirst ? delay * 1_000 + LONGEST + MORE : MORE;
    setTimeout(() => {
      for (const { process: child } of alive) child.kill("SIGKILL");
    }, most);
  }

  outliveReader();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop(signal));
  const isHangUp = hangUps();
  process.on("SIGHUP", () => {
    if (isHangUp()) stop("SIGHUP");
    // Those that start read the configuration anyway.
    else for (const { process: child } of serves.values()) child.kill("SIGHUP");
  });
  start(1);
}
