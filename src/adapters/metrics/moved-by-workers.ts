/**
 * The port for metrics of several processes: whoever has it moves it when a worker asks, before that worker's configuration is in force. So a port
 * that is in use leaves everything as it was, as in a single process. All workers ask for the same, one after the other.
 */
import { isDeepStrictEqual } from "node:util";
import type { MetricsAddress, MetricsPort, Moved } from "./server.ts";
import type { Channel } from "./workers.ts";

/** What a worker asks for: to open another port beside the former one, and then to close one of both. */
type Step = "open" | "settle" | "back";
/** `to`: `null` is none, as JSON has it. */
interface Asked {
  readonly candor: "metrics port?";
  readonly id: number;
  readonly step: Step;
  readonly to: MetricsAddress | null;
}
interface Told {
  readonly candor: "metrics port";
  readonly id: number;
  readonly url?: string | undefined;
  /** Why it can't be opened, with what Node and Candor add to such an error. */
  readonly fault?: Readonly<Record<string, unknown>> | undefined;
}

const is = <T extends Asked | Told>(message: unknown, candor: T["candor"]): message is T =>
  typeof message === "object" && message !== null && (message as Partial<T>).candor === candor;

let last = 0;

/** In a worker: has the port moved. Rejects if it can't be opened. */
export function portOfPrimary(channel: Channel): Pick<MetricsPort, "move"> {
  const ask = (step: Step, to: MetricsAddress | null): Promise<string | undefined> => {
    const id = ++last;
    return new Promise((resolve, reject) => {
      const listener = (message: unknown): void => {
        if (!is<Told>(message, "metrics port") || message.id !== id) return;
        channel.off("message", listener);
        const { fault, url } = message;
        if (fault === undefined) resolve(url);
        else reject(Object.assign(new Error(String(fault.message)), fault));
      };
      channel.on("message", listener);
      channel.send?.({ candor: "metrics port?", id, step, to } satisfies Asked);
    });
  };
  return {
    async move(address) {
      const to = address ?? null;
      const url = await ask("open", to);
      return {
        url,
        settle: async () => void (await ask("settle", to)),
        back: async () => void (await ask("back", to)),
      };
    },
  };
}

/**
 * In whoever has the port: what it does for one worker. `mayMove`: whether that one may move it now. `load` makes the port, when the first one
 * asks for it.
 */
export function movedByWorkers(load: () => Promise<MetricsPort>): (channel: Channel, mayMove: () => boolean) => void {
  let port: MetricsPort | undefined;
  /** Opened, and not yet settled by any worker. */
  let opened: { readonly to: MetricsAddress | null; readonly moved: Moved } | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const steps: Readonly<Record<Step, (to: MetricsAddress | null) => Promise<string | undefined>>> = {
    async open(to) {
      if (opened !== undefined && isDeepStrictEqual(opened.to, to)) return undefined;
      const former = opened;
      opened = undefined;
      await former?.moved.back();
      port ??= await load();
      opened = { to, moved: await port.move(to ?? undefined) };
      return opened.moved.url;
    },
    settle: (to) => end("settle", to),
    back: (to) => end("back", to),
  };

  async function end(how: "settle" | "back", to: MetricsAddress | null): Promise<undefined> {
    if (opened === undefined || !isDeepStrictEqual(opened.to, to)) return;
    const { moved } = opened;
    opened = undefined;
    await moved[how]();
  }

  return (channel, mayMove) => {
    channel.on("message", (message) => {
      if (!is<Asked>(message, "metrics port?")) return;
      const { id, step, to } = message;
      const tell = (more: Pick<Told, "url" | "fault">) => {
        try {
          channel.send?.({ candor: "metrics port", id, ...more } satisfies Told);
        } catch {
          // The worker has just ended.
        }
      };
      turn = turn.then(async () => {
        try {
          tell({ url: mayMove() ? await steps[step](to) : undefined });
        } catch (error) {
          const fault = error as Error;
          tell({ fault: { ...fault, message: fault.message } });
        }
      });
    });
  };
}
