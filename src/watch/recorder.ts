/** Takes exchanges in as they happen: says what each was, explains failures, redacts. Secrets stay in here. */
import { toReport } from "../doctor/report.ts";
import { diagnose } from "./diagnose.ts";
import { learnedEndpoints } from "./endpoints.ts";
import type { Entry } from "./entry.ts";
import type { Exchange } from "./exchange.ts";
import { flowsOf } from "./flows.ts";
import { kindOf, viewOf } from "./kind.ts";
import { type NoticeOptions, noticesOf } from "./notices.ts";
import { outcomeOf } from "./outcome.ts";
import { redacting } from "./redact.ts";

export interface RecorderOptions extends NoticeOptions {
  /** Random bytes that nobody else has: the key of the fingerprints. */
  readonly key: Uint8Array;
  /** Whether requests that have nothing to do with OAuth are entries too. */
  readonly all: boolean;
  readonly entered: (entry: Entry) => void;
}

export interface Recorder {
  readonly take: (exchange: Exchange) => void;
  /** What was taken in, by the number of the exchange. */
  readonly entries: () => readonly Entry[];
  /** Exchanges that weren't OAuth and aren't among the entries. */
  readonly passed: () => number;
}

/** Entries that are kept, and exchanges of one flow that the doctor sees beside a failure. */
const MOST = { entries: 1_000, before: 20 } as const;

export function recorderOf({ key, all, entered, ...about }: RecorderOptions): Recorder {
  const [endpoints, flows, redact] = [learnedEndpoints(), flowsOf(), redacting(key)];
  const notices = noticesOf(about);
  const entries = new Map<number, Entry>();
  /** With secrets, the last of each flow that succeeded. */
  const succeeded = new Map<number, Exchange[]>();
  const others = new Set<number>();

  function keep(entry: Entry): void {
    entries.set(entry.exchange.number, entry);
    for (const oldest of entries.keys()) {
      if (entries.size <= MOST.entries) break;
      entries.delete(oldest);
    }
    entered(entry);
  }

  function earlier(flow: number | undefined): readonly Exchange[] {
    return flow === undefined ? [] : (succeeded.get(flow) ?? []);
  }

  function succeed(flow: number, exchange: Exchange): void {
    const kept = [...earlier(flow), exchange].slice(-MOST.before);
    succeeded.delete(flow);
    succeeded.set(flow, kept);
    for (const oldest of succeeded.keys()) {
      if (succeeded.size <= MOST.entries / 10) break;
      succeeded.delete(oldest);
    }
  }

  return {
    take(exchange) {
      endpoints.learn(exchange);
      const view = viewOf(exchange);
      const kind = kindOf(exchange, view, endpoints.at(exchange.request.url));
      const outcome = outcomeOf(exchange, kind, view);
      const isPage = kind.name === "other" && outcome.is !== "failed";
      if (isPage && !all) {
        others.add(exchange.number);
        return;
      }
      const flow = kind.name === "metadata" || kind.name === "keys" ? undefined : flows.of(exchange, kind, view);
      const isFailure = outcome.is === "failed";
      const diagnosis = isFailure ? diagnose(exchange, earlier(flow?.number), endpoints.documents()) : undefined;
      if (flow !== undefined && outcome.is === "fine" && exchange.open !== true) succeed(flow.number, exchange);
      keep({
        ...{ exchange: redact(exchange, kind, isFailure), kind, outcome, flow },
        notices: notices(exchange, kind),
        ...(diagnosis !== undefined && { diagnosis, report: toReport(diagnosis) }),
      });
    },
    entries: () => [...entries.values()].sort((one, other) => one.exchange.number - other.exchange.number),
    passed: () => others.size,
  };
}
