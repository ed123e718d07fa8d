/** Traces requests. Without anybody who wants traces, it isn't there. */
import type { Attributes, Span } from "./stations.ts";

/** The span of a whole request. */
export interface RequestSpan extends Span {
  /** In hexadecimal, for log lines. */
  readonly traceId: string;
  /** Ends it, with the response's status. */
  end(attributes?: Attributes, failed?: boolean): void;
}

export interface Tracer {
  /**
   * Begins the span of a request, within the one that `traceparent` names (W3C Trace Context); `undefined` if it isn't in the
   * sample.
   */
  begin(method: string, traceparent: string | undefined): RequestSpan | undefined;
}
