/** A probe: requests that are sent together, and what they show. */
import type { Condition } from "./conditions.ts";
import type { Findings } from "./finding.ts";
import type { Lab } from "./lab.ts";

export interface Probe<Name extends string = string> {
  /** What it does, in a sentence. A dry run prints it. */
  readonly does: string;
  readonly needs: readonly Condition[];
  /** The names of what it finds out. */
  readonly finds: readonly Name[];
  /** Whether it may end what others use, so that it comes last. */
  readonly harsh?: boolean;
  /** Whether a connection that fails is what it looks for. Elsewhere it says nothing. */
  readonly connects?: boolean;
  run(lab: Lab): Promise<Findings<Name>>;
}

/** Declares one; the names of its findings are inferred. */
export const probe = <const Name extends string>(one: Probe<Name>): Probe<Name> => one;
