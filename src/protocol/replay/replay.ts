/** Decides an occasion again, and records what each check said. */
import type { TraceStep } from "../../reasons/explain.ts";
import { isRefusal, type Refusal } from "../../reasons/index.ts";
import { decisionOf, type Occasion } from "../occasion.ts";

export interface Replay {
  readonly trace: readonly TraceStep[];
  readonly outcome:
    | { readonly is: "refused"; readonly refusal: Refusal }
    | { readonly is: "granted"; readonly what: string }
    /** The facts for the rest aren't there. */
    | { readonly is: "open" };
}

/**
 * What the check behind the refusal `was` says about `on`, the same occasion with asterisks for what was sent, even if another
 * check would refuse that first. `undefined` if it doesn't reach the check, or no longer refuses for the same reason.
 */
export function refusedAgain(was: Occasion, on: Occasion, code: Refusal["refused"]): Refusal | undefined {
  const at = replay(was).trace.findIndex(({ result }) => result === "failed");
  try {
    const refusal = at === -1 ? undefined : refusalAt(on, at);
    return refusal?.refused === code ? refusal : undefined;
  } catch {
    // A check relies on earlier ones, and one of those has failed.
    return undefined;
  }
}

/** What one check of an occasion's decision says, by its position in the trace. */
function refusalAt(on: Occasion, place: number): Refusal | undefined {
  const { stages, grant } = decisionOf(on);
  let at = place;
  for (const { checks, facts } of stages(on)) {
    if (at < checks.length) return facts(on)?.(at);
    at -= checks.length;
  }
  const granted = grant(on);
  return isRefusal(granted) ? granted : undefined;
}

/** Runs the checks in order, until one refuses. */
export function replay(on: Occasion): Replay {
  const { stages, grant, concludes, words } = decisionOf(on);
  const trace: TraceStep[] = [];
  let refusal: Refusal | undefined;
  let open = false;
  for (const { checks, facts } of stages(on)) {
    const run = refusal === undefined && !open ? facts(on) : undefined;
    if (refusal === undefined && run === undefined) open = true;
    checks.forEach(({ asks, cites }, check) => {
      const reached = refusal === undefined && run !== undefined;
      if (reached) refusal = run(check);
      trace.push({ asks, cites, result: !reached ? "not reached" : refusal === undefined ? "passed" : "failed" });
    });
  }
  const granted = refusal === undefined && !open ? grant(on) : undefined;
  if (concludes !== undefined) {
    const result = granted === undefined ? "not reached" : isRefusal(granted) ? "failed" : "passed";
    trace.push({ ...concludes, result });
  }
  if (isRefusal(granted)) refusal = granted;
  if (refusal !== undefined) return { trace, outcome: { is: "refused", refusal } };
  return { trace, outcome: open ? { is: "open" } : { is: "granted", what: words(granted) } };
}
