/** Who watches the server. A reload changes the members, so whoever holds the object asks it for each request. */
import type { AccessLog } from "./access-log.ts";
import type { PoolState, Telemetry } from "./telemetry.ts";
import type { Tracer } from "./tracer.ts";

export interface Watchers {
  /** Counts what happens. Without it, nothing is counted. */
  readonly telemetry: Telemetry | undefined;
  /** Traces requests. Without it, none is. */
  readonly tracer: Tracer | undefined;
  /** Has a line for each request. Without it, only the log has, at debug. */
  readonly accessLog: AccessLog | undefined;
  /** What is read when somebody asks for metrics. Whoever has it puts it here. */
  readonly states: States;
}

export interface States {
  /** Of the connections to a database. */
  pool?: () => PoolState;
  /** The number of open connections of clients. */
  connections?: () => number;
}
