/** What was sent again and what came back, as it may be shown: redacted, with the cause of a failure and the difference. */
import type { Diagnosis } from "../../doctor/explain.ts";
import { diagnose } from "../diagnose.ts";
import type { Exchange } from "../exchange.ts";
import { type Kind, kindOf, viewOf } from "../kind.ts";
import { type Outcome, outcomeOf } from "../outcome.ts";
import { redacting } from "../redact.ts";
import { type Change, changesBetween } from "./compare.ts";

export interface Judged {
  /** Without secrets. */
  readonly exchange: Exchange;
  readonly kind: Kind;
  readonly outcome: Outcome;
  readonly changes: readonly Change[];
  readonly diagnosis: Diagnosis | undefined;
}

/** `key`: random bytes for the fingerprints. `recorded` is the exchange of the file. */
export function judge(exchange: Exchange, recorded: Exchange, key: Uint8Array): Judged {
  const view = viewOf(exchange);
  const kind = kindOf(exchange, view, undefined);
  const outcome = outcomeOf(exchange, kind, view);
  const redact = redacting(key);
  const now = redact(exchange, kind, true);
  const before = redact(recorded, kind, true).response;
  return {
    ...{ exchange: now, kind, outcome },
    changes: before === undefined || now.response === undefined ? [] : changesBetween(before, now.response),
    diagnosis: outcome.is === "failed" ? diagnose(exchange, [], []) : undefined,
  };
}

/** An exchange as it may be shown before it is sent. */
export const shown = (exchange: Exchange, key: Uint8Array): Exchange =>
  redacting(key)(exchange, kindOfRecorded(exchange), true);

/** What an exchange of the file is. */
export const kindOfRecorded = (exchange: Exchange): Kind => kindOf(exchange, viewOf(exchange), undefined);
