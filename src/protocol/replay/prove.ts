/** Tries the fixes of a refusal: applies each and decides again, until the request is granted. */
import type { Outcome, ProvedFix } from "../../reasons/explain.ts";
import type { Fix } from "../../reasons/fix.ts";
import { type Refusal, reasonOf } from "../../reasons/index.ts";
import type { Occasion } from "../occasion.ts";
import { applyChanges } from "./patch.ts";
import { replay } from "./replay.ts";

/** How many problems in sequence one request may have. */
const DEEPEST = 8;
/** Replays for one refusal. The sender of a hopeless request must not decide how long the explanation takes. */
const MOST = 200;

/** What a reader may see of a refusal's evidence. */
export type Sight = (refusal: Refusal) => Readonly<Record<string, unknown>>;

/** The fixes of a refusal with their results. The shortest way to a grant comes first. */
export function prove(on: Occasion, refusal: Refusal, sight: Sight): readonly ProvedFix[] {
  return proveOnce(on, refusal, { sight, left: MOST }, []);
}

interface Trial {
  readonly sight: Sight;
  left: number;
}

/** Parameters that a fix changes. No later fix of the same chain may set them again. */
const changedBy = ({ changes }: Fix): readonly string[] =>
  changes.flatMap((change) =>
    change.change === "set" || change.change === "leave-out"
      ? [change.parameter]
      : change.change === "rename"
        ? [change.to]
        : [],
  );

function proveOnce(on: Occasion, refusal: Refusal, trial: Trial, before: readonly Fix[]): readonly ProvedFix[] {
  const { fixes = () => [] } = reasonOf(refusal.refused);
  const done = before.flatMap(changedBy);
  const proved = fixes(trial.sight(refusal) as never).flatMap((fix): ProvedFix[] => {
    if (changedBy(fix).some((parameter) => done.includes(parameter))) return [];
    const patched = fix.changes.length === 0 || trial.left-- <= 0 ? undefined : applyChanges(on, fix.changes);
    const outcome = patched && replay(patched).outcome;
    if (patched === undefined || outcome === undefined || outcome.is === "open") {
      return [{ fix, outcome: { is: "not tried" } }];
    }
    if (outcome.is === "granted") return [{ fix, outcome }];
    // A change that leads to the same refusal isn't a fix.
    return isSame(outcome.refusal, refusal)
      ? []
      : [{ fix, outcome: nextOf(patched, outcome.refusal, trial, [...before, fix]) }];
  });
  return withoutRepetition(proved.sort((a, b) => costOf(a) - costOf(b)));
}

/** If two fixes lead to the same place, the rest of the way is shown once. */
function withoutRepetition(proved: readonly ProvedFix[]): readonly ProvedFix[] {
  const seen = new Set<string>();
  return proved.map((one) => {
    const { outcome } = one;
    if (outcome.is !== "next") return one;
    const place = `${outcome.code} ${outcome.says}`;
    if (seen.has(place)) return { ...one, outcome: { ...outcome, fixes: [] } };
    seen.add(place);
    return one;
  });
}

/** What would be refused next, and the best way on from there. */
function nextOf(on: Occasion, refusal: Refusal, trial: Trial, before: readonly Fix[]): Outcome {
  const { title, says } = reasonOf(refusal.refused);
  const fixes = before.length < DEEPEST ? proveOnce(on, refusal, trial, before).slice(0, 1) : [];
  return { is: "next", code: refusal.refused, title, says: says(refusal.evidence as never), fixes };
}

const isSame = (a: Refusal, b: Refusal): boolean =>
  a.refused === b.refused && JSON.stringify(a.evidence) === JSON.stringify(b.evidence);

/** The number of fixes until the grant. Fixes that lead to none come later, and those that weaken security come last. */
function costOf({ fix, outcome }: ProvedFix): number {
  const own = fix.weakens === undefined ? 1 : 1_000;
  if (outcome.is === "granted") return own;
  const next = outcome.is === "next" ? outcome.fixes[0] : undefined;
  return own + (next === undefined ? 100 : costOf(next));
}
