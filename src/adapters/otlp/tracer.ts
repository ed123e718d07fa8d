/** Spans of requests and their stations, collected and sent in batches. Nothing waits for them. */
import type { Random } from "../../ports/random.ts";
import type { Attributes, Span } from "../../ports/stations.ts";
import type { RequestSpan, Tracer } from "../../ports/tracer.ts";
import type { Ended } from "./json.ts";
import { parentOf, type Sampler } from "./traceparent.ts";

/** Spans that wait to be sent. More are dropped, and counted. */
const MOST = 2_048;
/** Spans of one request. A refusal that is explained in full takes about thirty. */
const MOST_OF_ONE = 64;

export interface Collected extends Tracer {
  /** Takes what waits, at most so many. */
  readonly take: (most: number) => readonly Ended[];
  readonly waiting: () => number;
  /** How many were dropped since this was asked last. */
  readonly dropped: () => number;
}

/** `now`: milliseconds since 1970, with fractions, of a clock that isn't set back. `onFull` is called when so many wait that they should be sent. */
export function collecting(
  sampler: Sampler,
  server: Attributes,
  random: Random,
  now: () => number,
  onFull: () => void,
): Collected {
  let queue: Ended[] = [];
  let lost = 0;
  const id = (bytes: number): string => Buffer.from(random(bytes)).toString("hex");

  function spanOf(trace: Of, parentSpanId: string | undefined, name: string, first: Attributes): Span {
    const from = now();
    const spanId = id(8);
    return {
      child: (name, attributes = {}) => (trace.ended ? NONE : spanOf(trace, spanId, name, attributes)),
      end(attributes = {}, failed = false) {
        if (trace.ended) return;
        trace.spans.push({
          ...{ traceId: trace.id, spanId, parentSpanId, name, isServer: false, from, to: now(), failed },
          attributes: { ...first, ...attributes },
        });
        if (trace.spans.length > MOST_OF_ONE) trace.spans.pop();
      },
    };
  }

  function keep(spans: readonly Ended[]): void {
    if (queue.length + spans.length > MOST) lost += spans.length;
    else queue.push(...spans);
    if (queue.length >= MOST / 4) onFull();
  }

  return {
    begin(method, traceparent) {
      const parent = parentOf(traceparent);
      const traceId = parent?.traceId ?? id(16);
      if (!sampler(traceId, parent)) return undefined;
      const trace: Of = { id: traceId, spans: [], ended: false };
      const from = now();
      const spanId = id(8);
      const request: RequestSpan = {
        traceId,
        child: (name, attributes = {}) => (trace.ended ? NONE : spanOf(trace, spanId, name, attributes)),
        end(attributes = {}, failed = false) {
          if (trace.ended) return;
          trace.ended = true;
          const route = attributes["http.route"];
          const whole: Ended = {
            ...{ traceId, spanId, parentSpanId: parent?.spanId, isServer: true, from, to: now(), failed },
            attributes: { ...server, ...attributes },
            name: route === undefined ? method : `${method} ${route}`,
          };
          keep([whole, ...trace.spans]);
        },
      };
      return request;
    },
    take(most) {
      const taken = queue.slice(0, most);
      queue = queue.slice(most);
      return taken;
    },
    waiting: () => queue.length,
    dropped() {
      const dropped = lost;
      lost = 0;
      return dropped;
    },
  };
}

interface Of {
  readonly id: string;
  readonly spans: Ended[];
  /** What happens after the response belongs to no request. */
  ended: boolean;
}

const NONE: Span = { child: () => NONE, end: () => {} };
