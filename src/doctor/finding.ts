/** What explain returns: causes, each with why it is believed and what to do. */
import type { CauseCode } from "../reasons/causes.ts";
import type { Section } from "../specs.ts";

/** A cause that was found, and what speaks for it. */
export interface Finding {
  /** Its code: `scope/wrong-delimiter`. */
  readonly reason: CauseCode;
  /** From 0 to 1: 0.9 and more where the input proves it, below 0.5 where it is one of several. */
  readonly confidence: number;
  /** What was seen, in words; never a secret. */
  readonly evidence: readonly Evidence[];
  /** What to do, in the provider's terms where one is known. */
  readonly fix: string;
  /** The section that the fault is against. */
  readonly spec?: Section | undefined;
  /** Name of the rule or signature that found it: `scope/delimiter`, `microsoft/AADSTS50011`. */
  readonly rule: string;
  /** What tells it apart from the others, where one input fits several. */
  readonly tell?: string | undefined;
  /** The page of the provider's manual. */
  readonly page?: string | undefined;
}

/** Why a cause is believed. */
export interface Evidence {
  /** What it says: `scope joins two scopes by a comma`. */
  readonly says: string;
  /** The text in which it was seen, bounded and without secrets. */
  readonly source?: string | undefined;
  /** The offending part of `source`, in UTF-16 code units. */
  readonly at?: readonly [from: number, to: number] | undefined;
}
