/** One exchange as it may be shown: what it was, what it came to, and why it failed. It has no secrets. */
import type { Diagnosis } from "../doctor/explain.ts";
import type { Report } from "../doctor/report.ts";
import type { Exchange } from "./exchange.ts";
import type { Flow } from "./flows.ts";
import type { Kind } from "./kind.ts";
import type { Outcome } from "./outcome.ts";

/** One exchange as it may be shown. It has no secrets. */
export interface Entry {
  /** Redacted. */
  readonly exchange: Exchange;
  /** What it was. */
  readonly kind: Kind;
  /** What it came to. */
  readonly outcome: Outcome;
  /** Exchanges that share a state, a code, a verifier or a token are one flow; `undefined` if it belongs to none. */
  readonly flow: Flow | undefined;
  /** Of a failure: what the doctor found. */
  readonly diagnosis?: Diagnosis | undefined;
  /** The same, for programs. */
  readonly report?: Report | undefined;
  /** What the reader must know of this exchange, because of the proxy. */
  readonly notices: readonly string[];
}
