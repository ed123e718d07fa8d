/** Numbers in what is said: which field each comes from, and in which unit it is printed. */
import { type Code, reasonOf } from "../../reasons/index.ts";
import { type Evidence, isNumber } from "./evidences.ts";

/** A number of the text. */
export interface PrintedNumber {
  readonly from: number;
  readonly to: number;
  readonly field: string;
  /** The value, divided by what is printed. */
  readonly unit: number;
}

const DIGITS = /\d+/g;

/** The printed numbers that change with a field. */
export function numbersOf(
  code: Code,
  evidence: Evidence,
  text: string,
  said: (changed: Evidence) => string | undefined,
): readonly PrintedNumber[] {
  const fields = Object.entries(reasonOf(code).evidence).filter(
    ([name, { kind }]) => isNumber(kind) && name in evidence,
  );
  return fields.flatMap(([field]) => {
    const value = Number(evidence[field]);
    // Far enough to be seen in seconds as well.
    const other = said({ ...evidence, [field]: value + (value >= 10_000 ? 7_000 : 1) });
    const [printed, changed] = [text, other ?? ""].map((one) => [...one.matchAll(DIGITS)]) as [
      RegExpExecArray[],
      RegExpExecArray[],
    ];
    if (other?.replaceAll(DIGITS, "0") !== text.replaceAll(DIGITS, "0")) return [];
    return printed.flatMap((number, at): PrintedNumber[] => {
      if (number[0] === changed[at]?.[0]) return [];
      const unit = value >= 1_000 && Math.round(value / 1_000) === Number(number[0]) ? 1_000 : 1;
      return [{ from: number.index, to: number.index + number[0].length, field, unit }];
    });
  });
}
