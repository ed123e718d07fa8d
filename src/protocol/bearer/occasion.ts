/** Everything that one call with an access token is decided by. */

import type { Client } from "../client.ts";
import { type Stage, stage } from "../decision.ts";
import type { Received } from "../received.ts";
import type { Catalogue } from "../scope/catalogue.ts";
import type { Settings } from "../settings.ts";
import { type AccessTokenFacts, bearerChecks, type Demand } from "./decide.ts";
import { bearerRequestChecks } from "./request.ts";

export interface BearerOccasion {
  readonly decision: "bearer";
  readonly received: Received;
  readonly token?: AccessTokenFacts | undefined;
  readonly demand: Demand;
  readonly accountEnabled?: boolean | undefined;
  /** The client behind the token, and the scopes that there are: to tell whether it could have had another token. */
  readonly client?: Client | undefined;
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly now: number;
}

export function bearerStages(on: BearerOccasion): readonly Stage[] {
  const { received, token } = on;
  return [stage(bearerRequestChecks, () => ({ received })), stage(bearerChecks, () => token && { ...on, token })];
}
