/** OpenTelemetry: traces and metrics, sent to a collector by OTLP. Loaded only where it is on. */
import type { Log } from "../../ports/log.ts";
import type { Random } from "../../ports/random.ts";
import type { Attributes } from "../../ports/stations.ts";
import type { Tracer } from "../../ports/tracer.ts";
import { DECLARED } from "../metrics/families.ts";
import type { Snapshot } from "../metrics/family.ts";
import { metricsBody, tracesBody } from "./json.ts";
import { type Destination, sent } from "./sender.ts";
import type { OtlpSettings } from "./settings.ts";
import { collecting } from "./tracer.ts";

export interface Otlp {
  /** `undefined` if no traces are sent. */
  readonly tracer: Tracer | undefined;
  /** Begins to send metrics, if they are wanted. */
  readonly sendMetrics: (snapshot: () => Promise<Snapshot>) => void;
  /** Sends to other destinations from now on, also what waits, and traces another share. What is sent at all stays as it was. */
  readonly reconfigure: (settings: Pick<OtlpSettings, "traces" | "metrics" | "sampler">) => void;
  /** Sends what waits, once. */
  readonly close: () => Promise<void>;
}

/** Spans of one message. */
const BATCH = 512;
/** Milliseconds between two log lines about a collector that can't be reached. */
const TELL = 60_000;
/** Milliseconds for the last message of each kind. */
const LAST_WAIT = 2_000;

/** Milliseconds since 1970, by a clock that isn't set back. */
const now = (): number => performance.timeOrigin + performance.now();

/** `server`: attributes of every request's span. */
export function openOtlp(settings: OtlpSettings, server: Attributes, random: Random, log: Pick<Log, "warn">): Otlp {
  const { resource, ignored } = settings;
  let { traces, metrics, sampler } = settings;
  if (ignored.length > 0) log.warn({ ignored }, "OpenTelemetry: these variables ask for what there isn't");
  const began = now();
  let isEnding = false;
  let told = Number.NEGATIVE_INFINITY;
  const timers: NodeJS.Timeout[] = [];

  const tell = (fields: object): void => {
    if (performance.now() - told < TELL) return;
    told = performance.now();
    log.warn({ ...fields }, "OpenTelemetry: the collector didn't take everything");
  };
  /** At the end, nobody waits for long. */
  const ending = (to: Destination): Destination =>
    isEnding ? { ...to, timeout: Math.min(to.timeout, LAST_WAIT) } : to;
  const every = (milliseconds: number, run: () => Promise<void>): void => {
    timers.push(setInterval(() => void run(), milliseconds).unref());
  };

  const spans = collecting(
    (...asked) => sampler(...asked),
    server,
    random,
    now,
    () => void sendSpans(),
  );
  let sending: Promise<void> | undefined;
  async function send(): Promise<void> {
    while (traces !== undefined && spans.waiting() > 0) {
      const batch = spans.take(BATCH);
      const hasArrived = await sent(ending(traces), tracesBody(resource, batch), () => isEnding);
      const lost = spans.dropped() + (hasArrived ? 0 : batch.length);
      if (lost > 0) tell({ spans: lost });
    }
  }
  function sendSpans(): Promise<void> {
    sending ??= send().finally(() => {
      sending = undefined;
    });
    return sending;
  }
  if (traces !== undefined) every(settings.spansEvery, sendSpans);

  let sendSnapshot = async (): Promise<void> => {};
  return {
    tracer: traces && spans,
    sendMetrics(snapshot) {
      if (metrics === undefined) return;
      sendSnapshot = async () => {
        if (metrics === undefined) return;
        const body = metricsBody(resource, DECLARED, await snapshot(), began, now());
        if (!(await sent(ending(metrics), body, () => isEnding))) tell({ metrics: true });
      };
      every(settings.metricsEvery, sendSnapshot);
    },
    reconfigure(next) {
      traces &&= next.traces;
      metrics &&= next.metrics;
      sampler = next.sampler;
    },
    async close() {
      isEnding = true;
      for (const timer of timers) clearInterval(timer);
      await Promise.all([sendSpans(), sendSnapshot()]);
    },
  };
}
