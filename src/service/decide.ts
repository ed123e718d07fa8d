/** Decides a request: runs the stages of its decision, loads what each needs as it comes, and stops at the first refusal. */
import { station } from "../ports/stations.ts";
import { type Decision, refusedIn } from "../protocol/decision.ts";
import type { Occasion } from "../protocol/occasion.ts";
import { isRefusal, type Refusal } from "../reasons/index.ts";
import { refusedOn } from "./refused.ts";

/** Loads what a stage needs and adds it to the occasion. A loader that need not wait returns no promise, so that nothing waits. */
export type Loaders<On> = Readonly<Record<string, (on: On) => On | Promise<On>>>;

/** What was granted, and what it was decided by. */
export interface Decided<On, Granted> {
  readonly granted: Granted;
  readonly on: On;
}

/** Decides a request of which `on` is known so far. */
export function decide<On extends Occasion, Granted>(
  decision: Decision<On, Granted>,
  on: On,
  load: Loaders<On>,
): Promise<Decided<On, Granted> | (Refusal & { readonly on: On })> {
  return station("decide", () => run(decision, on, load), { "candor.decision": on.decision });
}

async function run<On extends Occasion, Granted>(
  decision: Decision<On, Granted>,
  on: On,
  load: Loaders<On>,
): Promise<Decided<On, Granted> | (Refusal & { readonly on: On })> {
  let known = on;
  for (const stage of decision.stages(on)) {
    const more =
      stage.needs === undefined ? known : station(`load ${stage.needs}`, () => load[stage.needs ?? ""]?.(known));
    if (more === undefined) throw new Error(`Nothing loads ${stage.needs}.`);
    known = more instanceof Promise ? await more : more;
    const refusal = refusedIn(stage, known);
    if (refusal !== undefined) return refusedOn(refusal, known);
  }
  const granted = decision.grant(known);
  return isRefusal(granted) ? refusedOn(granted, known) : { granted, on: known };
}
