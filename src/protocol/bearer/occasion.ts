/** Everything that the decision about a call with an access token uses. */

import type { Client } from "../client.ts";
import { type Decision, type Stage, stage } from "../decision.ts";
import type { ManagedFacts } from "../grant-management/managed.ts";
import type { Posted } from "../post.ts";
import type { Received } from "../received.ts";
import type { Catalogue } from "../scope/catalogue.ts";
import { proofStages } from "../sender-constraints/index.ts";
import type { Proof } from "../sender-constraints/sender-constraint.ts";
import { type AccessTokenFacts, bearerChecks, type Demand, type TokenClaims } from "./decide.ts";
import { bearerRequestChecks, schemeOf } from "./request.ts";

export interface BearerOccasion {
  readonly decision: "bearer";
  readonly received: Received;
  readonly token?: AccessTokenFacts | undefined;
  /** What came of verifying the proof of the client's key; only if a sender constraint is supported. */
  readonly proof?: Proof | undefined;
  readonly demand: Demand;
  readonly accountEnabled?: boolean | undefined;
  readonly managed?: ManagedFacts | undefined;
  /** The client behind the token and the existing scopes: they show whether it could have got another token. */
  readonly client?: Client | undefined;
  readonly catalogue: Catalogue;
  readonly now: number;
}

const STAGES: readonly Stage<BearerOccasion>[] = [
  stage<BearerOccasion, Posted>(bearerRequestChecks, (on) => on),
  ...proofStages<BearerOccasion>(),
  stage(bearerChecks, (on) => on.token && { ...on, token: on.token, scheme: schemeOf(on.received) }, "token"),
];

/** How a call with an access token is decided (RFC 6750 3.1). */
export const bearerDecision: Decision<BearerOccasion, TokenClaims> = {
  stages: () => STAGES,
  grant({ token }) {
    if (token?.is !== "found") throw new Error("The token is used before its checks have run.");
    return token.claims;
  },
  words: () => "the call",
};
