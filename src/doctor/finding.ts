/** What explain returns: causes, each with its evidence and its fix. */
import type { CauseCode } from "../reasons/causes.ts";
import type { Section } from "../specs.ts";

/** A cause that was found, and the evidence for it. */
export interface Finding {
  /** Its code: `scope/wrong-delimiter`. */
  readonly reason: CauseCode;
  /** From 0 to 1: 0.9 and more if the input proves it, below 0.5 if it is one of several. */
  readonly confidence: number;
  /** What was seen, in words. Never a secret. */
  readonly evidence: readonly Evidence[];
  /** What to do, in the provider's terms if the provider is known. */
  readonly fix: string;
  /** The section that is violated. */
  readonly spec?: Section | undefined;
  /** Name of the rule or signature that found it: `scope/delimiter`, `microsoft/AADSTS50011`. */
  readonly rule: string;
  /** How to tell it apart from the others, if one input fits several. */
  readonly tell?: string | undefined;
  /** The page of the provider's manual. */
  readonly page?: string | undefined;
}

/** The evidence for a cause. */
export interface Evidence {
  /** What it says: `scope joins two scopes by a comma`. */
  readonly says: string;
  /** The text in which it was seen, shortened and without secrets. */
  readonly source?: string | undefined;
  /** The offending part of `source`, in UTF-16 code units. */
  readonly at?: readonly [from: number, to: number] | undefined;
}
