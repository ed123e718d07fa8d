/**
 * A sender constraint binds tokens to a key, so that a copy of a token is useless (RFC 9700 2.2.1): a file beside this one, and a line in
 * `list.ts`. The half that verifies a proof is in the service. Decisions see only its outcome.
 */
import type { Refusal } from "../../reasons/index.ts";
import type { Section } from "../../specs.ts";
import type { Confirmation } from "../access-token.ts";
import type { Client } from "../client.ts";
import type { Received } from "../received.ts";

/** What came of verifying what a request proves its key with. */
export type Proof =
  | { readonly is: "absent" }
  | { readonly is: "valid"; readonly cnf: Confirmation }
  /** `by`: the name of the constraint. `because`: a word that only this constraint knows. */
  | {
      readonly is: "invalid";
      readonly by: string;
      readonly because: string;
      readonly details?: ProofDetails | undefined;
    };

/** What was found about a wrong proof. Never the proof itself. */
export interface ProofDetails {
  /** What was sent looks like. */
  readonly looks?: string | undefined;
  /** In characters. */
  readonly length?: number | undefined;
  /** The part of the proof that is wrong, what it contains, and what it must be. */
  readonly member?: string | undefined;
  readonly sent?: string | undefined;
  readonly expected?: string | undefined;
  /** When it was made, in milliseconds, and by how many seconds that is too early or too late. */
  readonly madeAt?: number | undefined;
  readonly seconds?: number | undefined;
  readonly early?: boolean | undefined;
}

export interface SenderConstraint<Name extends string = string> {
  readonly name: Name;
  readonly cites: Section;
  /** What a client sends to prove its key, in words for the documentation. */
  readonly sends: string;
  /** Headers, in lower case, that carry the proof. The journal keeps their length and a thumbprint. */
  readonly headers?: readonly string[];
  /** Members of the metadata document. */
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The member of `cnf` that binds the tokens of some clients alone, and of which. */
  readonly bindsOnly?: { readonly member: keyof Confirmation; readonly of: (client: Client) => boolean };
  /** Whether a request has a proof of this kind. */
  readonly isUsed: (received: Received) => boolean;
  /** Why an invalid proof is refused. */
  readonly refuses: (because: string, details: ProofDetails) => Refusal;
}
