/** The sender constraints: one line for each file. Metadata, documentation, checks and what the journal keeps follow from this list. */
import { dpop } from "./dpop.ts";
import { mtls } from "./mtls.ts";
import type { SenderConstraint } from "./sender-constraint.ts";

export const CONSTRAINTS: readonly SenderConstraint[] = [dpop, mtls];
