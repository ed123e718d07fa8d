/** Everything that one authorization request is decided by. */
import type { Client } from "../client.ts";
import { type Stage, stage } from "../decision.ts";
import { formOf, type Received } from "../received.ts";
import type { Catalogue } from "../scope/catalogue.ts";
import type { Settings } from "../settings.ts";
import { arrivalChecks, parametersOf } from "./arrival.ts";
import { type AuthorizationCase, authorizationChecks, type Hint, type Person } from "./checks.ts";
import { decideAuthorization } from "./decide.ts";
import { readAuthorizationRequest } from "./request.ts";
import { trustChecks, trustRedirect } from "./trust.ts";

export interface AuthorizationOccasion {
  readonly decision: "authorization";
  readonly received: Received;
  readonly client?: Client | undefined;
  readonly person?: Person | undefined;
  readonly hint: Hint;
  readonly answer?: AuthorizationCase["answer"];
  readonly justSignedIn?: AuthorizationCase["justSignedIn"];
  readonly catalogue: Catalogue;
  readonly settings: Settings;
  readonly now: number;
}

const requestOf = ({ received }: AuthorizationOccasion) => readAuthorizationRequest(formOf(parametersOf(received)));

function caseOf(on: AuthorizationOccasion): AuthorizationCase | undefined {
  const request = requestOf(on);
  const to = trustRedirect(request, on.client);
  if ("refused" in to) return undefined;
  const { person, hint, answer, justSignedIn, catalogue, settings, now } = on;
  return { request, to, person, hint, answer, justSignedIn, catalogue, settings, now };
}

export function authorizationStages(on: AuthorizationOccasion): readonly Stage[] {
  const { received, client } = on;
  return [
    stage(arrivalChecks, () => ({ received })),
    stage(trustChecks, () => ({ request: requestOf(on), client })),
    stage(authorizationChecks, () => caseOf(on)),
  ];
}

/** What comes of a request that passes all checks, in words. */
export function authorizationGranted(on: AuthorizationOccasion): string {
  const given = caseOf(on);
  const decision = given && decideAuthorization(given);
  if (decision === undefined || "refused" in decision) return "";
  if (decision.decided === "sign-in") return "the sign-in page";
  const scopes = decision.scope.scopes.join(" ");
  return decision.decided === "consent" ? `the consent page for ${scopes}` : `a code for ${scopes}`;
}
