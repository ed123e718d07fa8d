/** What a grant type adds to the token request (RFC 6749 1.3): a folder beside this file, and a line in `index.ts`. */
import type { Code, Refusal } from "../../reasons/index.ts";
import type { Check } from "../decision.ts";
import type { Grant } from "../grant.ts";
import type { CommonFacts, TokenOccasion, TokenRequest } from "../token/facts.ts";
import type { TokenGranted } from "./granted.ts";

/** The parameters of a token request, as a grant type reads them. */
export interface Sent {
  readonly values: ReadonlyMap<string, string>;
  /** The name under which a parameter that is missing was probably sent. */
  readonly near: (parameter: string) => string | undefined;
  readonly common: TokenRequest;
}

/** What a grant is decided by: what the request says, what was loaded for it, and what all grants need. */
export type GrantCase<Request, Facts> = Facts & CommonFacts & { readonly request: Request };

export interface GrantType<Name extends string = string, Request extends TokenRequest = TokenRequest, Facts = unknown> {
  readonly name: Name;
  /** The parameter that brings what is exchanged; none where the client alone is enough. */
  readonly requires?: string;
  readonly read: (sent: Sent) => Request;
  /** What was loaded for it; `undefined` before. */
  readonly facts: (on: TokenOccasion) => Facts | undefined;
  /** Whether what the request brings is good. */
  readonly checks: readonly Check<GrantCase<Request, Facts>>[];
  /** What is granted where all checks pass. The scope can still be refused. */
  readonly grant: (given: GrantCase<Request, Facts>) => TokenGranted | Refusal;
  /** The grant behind what was brought, the reason that says it was used before, and why everything that came from it then ends. */
  readonly theft?: {
    readonly refused: Code;
    readonly because: string;
    readonly grant: (on: TokenOccasion) => Grant | undefined;
  };
}
