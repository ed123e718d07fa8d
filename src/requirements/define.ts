/** What a requirement of a specification is, as data for `candor check`. */
import type { Section } from "../specs.ts";

/** RFC 2119. A deprecated feature that should be off is a SHOULD. */
export type Level = "MUST" | "SHOULD" | "MAY";

/** One requirement of a specification. */
export interface Requirement {
  /** Where it is written; the first is what it is named after. */
  readonly cites: readonly [Section, ...Section[]];
  /** How strong it is. */
  readonly level: Level;
  /** What is required, in a sentence. */
  readonly says: string;
  /** What may happen if it isn't held, in a sentence. */
  readonly threat: string;
  /** The finding that decides it: the name of a probe, and of one of its findings. The probe says under which conditions it applies. */
  readonly by: `${string}/${string}`;
}

/** Requirements by their id, such as `token/no-store`. */
export type Requirements = Readonly<Record<string, Requirement>>;
