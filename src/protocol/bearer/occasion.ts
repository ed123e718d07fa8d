/** Everything that one call with an access token is decided by. */
import { type Stage, stage } from "../decision.ts";
import type { Received } from "../received.ts";
import { type AccessTokenFacts, bearerChecks, type Demand } from "./decide.ts";
import { bearerRequestChecks } from "./request.ts";

export interface BearerOccasion {
  readonly decision: "bearer";
  readonly received: Received;
  readonly token?: AccessTokenFacts | undefined;
  readonly demand: Demand;
  readonly accountEnabled?: boolean | undefined;
  readonly now: number;
}

export function bearerStages(on: BearerOccasion): readonly Stage[] {
  const { received, token } = on;
  return [stage(bearerRequestChecks, () => ({ received })), stage(bearerChecks, () => token && { ...on, token })];
}
