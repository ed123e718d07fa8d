/** What tools have started and goes on after their call: bounded in number and in time, and ended with the server. */
import { randomBytes } from "node:crypto";
import type { Fault } from "./fault.ts";

/** How many run at a time. */
const MOST = 4;
/** Milliseconds until one is ended that nobody asks about. */
const PATIENCE = 30 * 60_000;

/** Something that runs. */
export interface Closable {
  close(): Promise<void>;
}

export type Kind = "watch" | "mock";

export interface Started {
  /** Opens another one, and returns its id; or says that there are too many. */
  open<Thing extends Closable>(
    kind: Kind,
    open: () => Promise<Thing>,
  ): Promise<{ readonly id: string; readonly thing: Thing } | Fault>;
  /** The one of this id; or says that there is none. Its time begins again. */
  find<Thing extends Closable>(kind: Kind, id: string | undefined): Thing | Fault;
  /** Ends one. */
  stop(id: string): Promise<void>;
  /** Ends all, and those that are being opened. */
  end(): Promise<void>;
}

interface Run {
  readonly kind: Kind;
  readonly thing: Closable;
  readonly timer: NodeJS.Timeout;
}

export function startedThings(): Started {
  const runs = new Map<string, Run>();
  let opening = 0;
  let ended = false;

  async function stop(id: string): Promise<void> {
    const run = runs.get(id);
    if (run === undefined) return;
    runs.delete(id);
    clearTimeout(run.timer);
    await run.thing.close();
  }

  return {
    stop,
    async open(kind, open) {
      if (ended || runs.size + opening >= MOST)
        return {
          fault: `${MOST} watches and mocks run already. Stop one with the action stop: ${[...runs.keys()].join(", ")}.`,
        };
      opening += 1;
      try {
        const thing = await open();
        const id = `${kind}-${randomBytes(6).toString("hex")}`;
        const timer = setTimeout(() => void stop(id).catch(() => undefined), PATIENCE).unref();
        runs.set(id, { kind, thing, timer });
        if (ended) await stop(id);
        return { id, thing };
      } finally {
        opening -= 1;
      }
    },
    find<Thing extends Closable>(kind: Kind, id: string | undefined): Thing | Fault {
      const run = runs.get(id ?? "");
      if (run?.kind !== kind)
        return {
          fault: `No ${kind} with this id runs. It may have ended: after ${PATIENCE / 60_000} minutes in which nobody asked about it, or with the server. Start one with the action start.`,
        };
      run.timer.refresh();
      return run.thing as Thing;
    },
    async end() {
      ended = true;
      await Promise.all([...runs.keys()].map(stop));
    },
  };
}
