/** Evidence as it may be: the samples of a reason, with and without what is optional, and with other numbers. */
import type { EvidenceField } from "../../reasons/define.ts";
import { type Code, reasonOf } from "../../reasons/index.ts";
import { sampleOf } from "../../reasons/samples/index.ts";
import { variants } from "../../reasons/samples/variants.ts";

export type Evidence = Readonly<Record<string, unknown>>;

/** What stands for an optional value that the sample lacks. */
const STANDIN = {
  text: "something-else",
  list: ["something-else"],
  count: 3,
  seconds: 3,
  instant: 0,
  flag: true,
} as const;

/** Fields that are combined. The rest is varied one at a time. */
const COMBINED = 3;

const SINGULAR = 1;
/** Durations are said in milliseconds below ten seconds. */
const NUMBERS = [SINGULAR, 2, 340, 43_210] as const;

/** The sample and its variants, with and without what is optional. */
export function evidencesOf(code: Code): readonly Evidence[] {
  const fields = Object.entries(reasonOf(code).evidence);
  const bases = [sampleOf(code).evidence, ...(variants[code] ?? [])];
  return bases.flatMap((base) =>
    fields
      .filter(isSwitch)
      .reduce<readonly Evidence[]>(
        (all, field, at) =>
          at < COMBINED ? [...all, ...all.map((one) => toggled(one, field))] : [...all, toggled(base, field)],
        [base],
      ),
  );
}

/** The same with each number in turn in another magnitude. */
export function otherNumbers(code: Code, base: Evidence): readonly Evidence[] {
  const numeric = Object.entries(reasonOf(code).evidence).filter(([name, { kind }]) => isNumber(kind) && name in base);
  return numeric.flatMap(([name]) => NUMBERS.map((value) => ({ ...base, [name]: value })));
}

type Named = readonly [name: string, field: EvidenceField];

const isSwitch = ([, { kind, optional }]: Named): boolean => optional || kind === "flag";
export const isNumber = (kind: EvidenceField["kind"]): boolean =>
  kind === "count" || kind === "seconds" || kind === "instant";

function toggled(evidence: Evidence, [name, { kind }]: Named): Evidence {
  if (kind === "flag" && typeof evidence[name] === "boolean") return { ...evidence, [name]: !evidence[name] };
  if (evidence[name] === undefined) return { ...evidence, [name]: STANDIN[kind] };
  const { [name]: _, ...rest } = evidence;
  return rest;
}
