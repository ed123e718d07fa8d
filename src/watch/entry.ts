/** One exchange as it may be shown: what it was, what it came to, and why it failed. It has no secrets. */
import type { Diagnosis } from "../doctor/explain.ts";
import type { Report } from "../doctor/report.ts";
import type { Exchange } from "./exchange.ts";
import type { Flow } from "./flows.ts";
import type { Kind } from "./kind.ts";
import type { Outcome } from "./outcome.ts";

export interface Entry {
  /** Redacted. */
  readonly exchange: Exchange;
  readonly kind: Kind;
  readonly outcome: Outcome;
  readonly flow: Flow | undefined;
  /** Of a failure. */
  readonly diagnosis?: Diagnosis | undefined;
  readonly report?: Report | undefined;
  /** What the reader must know of this exchange, because of the proxy. */
  readonly notices: readonly string[];
}
