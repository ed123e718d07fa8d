/** A check of a deployment: what it looks for in the facts, and what to do. */
import type { Facts } from "./facts.ts";

export interface DeploymentCheck {
  /** Its name, `family/slug`. A released name is never reused. */
  readonly id: string;
  /** When it speaks, for the reference. */
  readonly when: string;
  readonly expected: string;
  /** What to do. */
  readonly fix: string;
  /** What was found; nothing where all is well. `undefined` where the facts that it needs are missing. */
  readonly find: (facts: Facts) => readonly (string | Found)[] | undefined;
}

/** What was found, with what to do about this very one. */
export type Found = Pick<DeploymentFinding, "found"> & Partial<DeploymentFinding>;

/** What is wrong, on one occasion. */
export interface DeploymentFinding {
  readonly id: string;
  readonly found: string;
  readonly expected: string;
  readonly fix: string;
}

/** One finding where something holds. */
export const where = (holds: boolean, found: () => string): readonly string[] => (holds ? [found()] : []);
