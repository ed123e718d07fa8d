/** What is loaded to decide a token request. */
import type { ClientFacts } from "../client-authentication/checks.ts";
import type { Unreadable } from "../credential.ts";
import type { Grant } from "../grant.ts";
import type { Origin } from "../origin.ts";
import type { VerifierFacts } from "../pkce.ts";
import type { Catalogue } from "../scope/catalogue.ts";

/** A code or refresh token that was not found, and what can be said about it. */
export type NotFound = Unreadable | { readonly is: "gone"; readonly length: number };

export interface CodeFacts {
  readonly code: NotFound | { readonly is: "found"; readonly grant: Grant };
  /** Whether the session in which the code was granted is still active. */
  readonly sessionLives: boolean;
  readonly accountEnabled: boolean;
  readonly verifier: VerifierFacts;
  /** Where the request came from. */
  readonly by: Origin | undefined;
}

export interface RefreshFacts {
  readonly token:
    | NotFound
    | {
        readonly is: "found";
        readonly grant: Grant;
        /** The token is the live one, or was made here and replaced that many refreshes ago. */
        readonly generationsBehind: number;
      };
  readonly accountEnabled: boolean;
  readonly by: Origin | undefined;
}

export interface CommonFacts {
  readonly client: ClientFacts;
  readonly catalogue: Catalogue;
}
