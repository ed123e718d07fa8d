/** What is loaded for an authorization code. */
import type { NotFound } from "../../credential.ts";
import type { CodeGrant } from "../../grant.ts";
import type { VerifierFacts } from "../../pkce.ts";

export interface CodeFacts {
  readonly code: NotFound | { readonly is: "found"; readonly grant: CodeGrant };
  /** Whether the session in which the code was granted is still active. */
  readonly sessionLives: boolean;
  readonly accountEnabled: boolean;
  readonly verifier: VerifierFacts;
}
