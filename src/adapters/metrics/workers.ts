/** Metrics of several processes on one machine: whoever has the port asks the others for their snapshots. */
import type { Snapshot } from "./family.ts";

/** The other end of a channel between processes: `process` in a worker; a worker or a child process in whoever started it. */
export interface Channel {
  send?: ((message: object) => unknown) | undefined;
  on(event: "message", listener: (message: unknown) => void): unknown;
  off(event: "message", listener: (message: unknown) => void): unknown;
}

interface Asked {
  readonly candor: "metrics?";
  readonly id: number;
}
interface Told {
  readonly candor: "metrics";
  readonly id: number;
  readonly snapshot: Snapshot;
}

const is = <T extends Asked | Told>(message: unknown, candor: T["candor"]): message is T =>
  typeof message === "object" && message !== null && (message as Partial<T>).candor === candor;

/** In a worker: tells its snapshot to whoever asks. Returns what ends it. */
export function answerMetrics(channel: Channel, snapshot: () => Promise<Snapshot>): () => void {
  const listener = (message: unknown): void => {
    if (!is<Asked>(message, "metrics?")) return;
    void snapshot().then(
      (own) => channel.send?.({ candor: "metrics", id: message.id, snapshot: own } satisfies Told),
      () => undefined,
    );
  };
  channel.on("message", listener);
  return () => void channel.off("message", listener);
}

/** Milliseconds that a worker may take to respond. One that takes longer is left out. */
const PATIENCE = 4_000;
let last = 0;

/** The snapshots of the workers that respond, by their names. */
export async function askForMetrics(
  workers: Iterable<readonly [name: string, channel: Channel]>,
): Promise<(readonly [name: string, snapshot: Snapshot])[]> {
  const asked = [...workers].map(async ([name, channel]) => [name, await ask(channel)] as const);
  return (await Promise.all(asked)).flatMap(([name, snapshot]) =>
    snapshot === undefined ? [] : [[name, snapshot] as const],
  );
}

function ask(channel: Channel): Promise<Snapshot | undefined> {
  const id = ++last;
  return new Promise((resolve) => {
    const done = (snapshot?: Snapshot): void => {
      clearTimeout(timer);
      channel.off("message", listener);
      resolve(snapshot);
    };
    const listener = (message: unknown): void => {
      if (is<Told>(message, "metrics") && message.id === id) done(message.snapshot);
    };
    const timer = setTimeout(done, PATIENCE);
    channel.on("message", listener);
    try {
      channel.send?.({ candor: "metrics?", id } satisfies Asked);
    } catch {
      // It has just ended.
      done();
    }
  });
}
