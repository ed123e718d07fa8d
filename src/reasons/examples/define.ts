/**
 * The parts of a worked example: a request that is refused for exactly this reason, and the way to get what the sender wanted.
 * All examples use the demo world, and all of them are executed: test/catalogue/examples.test.ts.
 */
import type { Code } from "../index.ts";
import type { Circumstance } from "./circumstances.ts";

/**
 * What fixes it. `request`: another request succeeds. `person`: the user chooses or enters something else. After a change of the
 * `configuration`, an act of the `operator` or `waiting`, the same request succeeds. `starting again`: `corrected` is the request
 * to restart with, and its result makes the first request succeed.
 */
export type CorrectedBy = "request" | "person" | "configuration" | "operator" | "waiting" | "starting again";

export interface Example {
  /** One or two sentences: who did what. */
  readonly situation: string;
  /**
   * An HTTP message: start line with the path, headers, an empty line, the body. A name in braces is a placeholder for a value that is
   * always different, is too long to read, or is written as base64.
   */
  readonly refused: string;
  readonly correctedBy: CorrectedBy;
  /** The request that succeeds or shows the intended page. The same as `refused` if the request wasn't at fault. */
  readonly corrected: string;
  /** What was changed, or what is done instead. */
  readonly change: string;
  /** The circumstances of the refused request, in addition to the initial demo world. */
  readonly given?: readonly Circumstance[];
  /** What has happened before the corrected request. */
  readonly afterwards?: readonly Circumstance[];
}

/** The examples of some reasons. */
export type Examples = Partial<Record<Code, Example>>;

/** An example whose request wasn't at fault. */
export function sameRequest<const E extends Omit<Example, "corrected">>(
  example: E,
): E & { readonly corrected: string } {
  return { ...example, corrected: example.refused };
}
