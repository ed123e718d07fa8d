/**
 * What a worked example of a reason is made of: a request that is refused for exactly this reason, and what gets the sender what was
 * wanted. All of them happen in the demo world, and all of them are executed: test/catalogue/examples.test.ts.
 */
import type { Code } from "../index.ts";
import type { Circumstance } from "./circumstances.ts";

/**
 * What puts it right. By `request`, another request does; by `person`, somebody chooses or types another thing. After a change of the
 * `configuration`, an act of the `operator` or `waiting`, the same request is granted. With `starting again`, `corrected` is the request
 * to begin with, and what comes of it makes the first one good.
 */
export type CorrectedBy = "request" | "person" | "configuration" | "operator" | "waiting" | "starting again";

export interface Example {
  /** One or two sentences: who did what. */
  readonly situation: string;
  /**
   * An HTTP message: start line with the path, headers, an empty line, the body. A name in braces stands for what is never twice the
   * same, is too long to be read, or is written as base64.
   */
  readonly refused: string;
  readonly correctedBy: CorrectedBy;
  /** The request that is granted, or shows the page that was wanted; the same as `refused` where the request was not at fault. */
  readonly corrected: string;
  /** What was changed, or what is done instead. */
  readonly change: string;
  /** What is the case when the refused request comes, beyond the demo world as it starts. */
  readonly given?: readonly Circumstance[];
  /** What has happened when the corrected request comes. */
  readonly afterwards?: readonly Circumstance[];
}

/** The examples of some reasons. */
export type Examples = Partial<Record<Code, Example>>;

/** An example whose request was not at fault. */
export function sameRequest<const E extends Omit<Example, "corrected">>(
  example: E,
): E & { readonly corrected: string } {
  return { ...example, corrected: example.refused };
}
