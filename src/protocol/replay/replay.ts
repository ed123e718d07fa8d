/** Decides an occasion again, and keeps what each check said. */
import type { TraceStep } from "../../reasons/explain.ts";
import type { Refusal } from "../../reasons/index.ts";
import { grantedOn, type Occasion, stagesOf } from "../occasion.ts";

export interface Replay {
  readonly trace: readonly TraceStep[];
  readonly outcome:
    | { readonly is: "refused"; readonly refusal: Refusal }
    | { readonly is: "granted"; readonly what: string }
    /** The facts for the rest are not there. */
    | { readonly is: "open" };
}

/**
 * What the check that refused `was` says of `on`, the same occasion with asterisks for what was sent, though another check may refuse that
 * before. `undefined` where it does not reach the check, or no longer refuses for the same reason.
 */
export function refusedAgain(was: Occasion, on: Occasion, code: Refusal["refused"]): Refusal | undefined {
  let at = replay(was).trace.findIndex(({ result }) => result === "failed");
  if (at === -1) return undefined;
  for (const { checks, facts } of stagesOf(on)) {
    if (at >= checks.length) {
      at -= checks.length;
      continue;
    }
    try {
      const refusal = facts()?.(at);
      return refusal?.refused === code ? refusal : undefined;
    } catch {
      // A check relies on those before it, and one of them has failed.
      return undefined;
    }
  }
  return undefined;
}

/** Runs the checks in order, to the first that refuses. */
export function replay(on: Occasion): Replay {
  const trace: TraceStep[] = [];
  let refusal: Refusal | undefined;
  let open = false;
  for (const { checks, facts } of stagesOf(on)) {
    const run = refusal === undefined && !open ? facts() : undefined;
    if (refusal === undefined && run === undefined) open = true;
    checks.forEach(({ asks, cites }, check) => {
      const reached = refusal === undefined && run !== undefined;
      if (reached) refusal = run(check);
      trace.push({ asks, cites, result: !reached ? "not reached" : refusal === undefined ? "passed" : "failed" });
    });
  }
  if (refusal !== undefined) return { trace, outcome: { is: "refused", refusal } };
  return { trace, outcome: open ? { is: "open" } : { is: "granted", what: grantedOn(on) } };
}
