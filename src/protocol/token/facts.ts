/** Everything that the decision about one token request uses, from the first check to the last, so that it can be decided again. */
import type { SentDetails } from "../authorization-details/details.ts";
import type { ClientFacts } from "../client-authentication/facts.ts";
import type { Origin } from "../origin.ts";
import type { Received } from "../received.ts";
import type { Catalogue } from "../scope/catalogue.ts";
import type { Target } from "../scope/target.ts";
import type { Proof } from "../sender-constraints/sender-constraint.ts";
import type { Settings } from "../settings.ts";

/** The settings that decide about token requests. */
export type TokenSettings = Pick<
  Settings,
  "unknownScopes" | "codeLifetime" | "refreshGrace" | "refreshIdleLifetime" | "refreshLifetime" | "severalAudiences"
>;

export interface TokenOccasion {
  readonly decision: "token";
  readonly received: Received;
  /** Facts that the decision did not load are undefined. */
  readonly client?: ClientFacts | undefined;
  /** What came of verifying the proof of the client's key; only if a sender constraint is supported. */
  readonly proof?: Proof | undefined;
  /** What was loaded for what the request brings, by the name of the grant type that reads it: see `factsOf`. */
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
  /** What came of reading `authorization_details`, if the request has any and this server has types for them. */
  readonly details?: SentDetails | undefined;
  /** Where the request came from. */
  readonly by?: Origin | undefined;
  readonly catalogue: Catalogue;
  readonly settings: TokenSettings;
  readonly now: number;
}

/** What every token request says: by which grant type, and which API it names. */
export interface TokenRequest {
  readonly grantType: string;
  readonly target?: Target | undefined;
}

/** What a grant is decided by, beside what its own type loads. */
export interface CommonFacts {
  readonly client: ClientFacts;
  readonly proof?: Proof | undefined;
  readonly details?: SentDetails | undefined;
  readonly catalogue: Catalogue;
  readonly settings: TokenSettings;
  readonly now: number;
  /** Where the request came from. */
  readonly by?: Origin | undefined;
}
