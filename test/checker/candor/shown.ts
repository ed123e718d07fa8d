/** Which faults of oidc-provider are worth showing at Candor too. */
import { MUTANTS } from "../mutants/index.ts";
import type { Mutant } from "../through.ts";

/** What faults of the usual Candor break. */
const SHOWN = new Set(Object.values(MUTANTS).flatMap(({ breaks }) => breaks));

/** Those that break anything else, or nothing. */
export const notShown = (mutants: Readonly<Record<string, Mutant>>): Readonly<Record<string, Mutant>> =>
  Object.fromEntries(
    Object.entries(mutants).filter(([, { breaks }]) => breaks.length === 0 || !breaks.every((id) => SHOWN.has(id))),
  );
