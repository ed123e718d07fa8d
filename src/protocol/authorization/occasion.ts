/** Everything that the decision about an authorization request uses. */
import { isRefusal } from "../../reasons/index.ts";
import type { Client } from "../client.ts";
import { type Decision, refusedIn, type Stage, stage } from "../decision.ts";
import { once } from "../once.ts";
import type { Posted } from "../post.ts";
import { formOf, type Received } from "../received.ts";
import type { Catalogue } from "../scope/catalogue.ts";
import { arrivalChecks, parametersOf } from "./arrival.ts";
import {
  type AuthorizationCase,
  type AuthorizationSettings,
  authorizationChecks,
  type Hint,
  type Person,
} from "./checks.ts";
import { type AuthorizationGranted, grantAuthorization } from "./decide.ts";
import { readAuthorizationRequest } from "./request.ts";
import { type TrustedRedirect, trustChecks, trustRedirect } from "./trust.ts";

export interface AuthorizationOccasion {
  readonly decision: "authorization";
  readonly received: Received;
  readonly client?: Client | undefined;
  readonly person?: Person | undefined;
  readonly hint: Hint;
  readonly answer?: AuthorizationCase["answer"];
  readonly justSignedIn?: AuthorizationCase["justSignedIn"];
  readonly catalogue: Catalogue;
  readonly settings: AuthorizationSettings;
  readonly now: number;
}

const requestIn = once((received: Received) => readAuthorizationRequest(formOf(parametersOf(received))));

/** The request, wherever its parameters are. */
export const requestOf = ({ received }: AuthorizationOccasion) => requestIn(received);

/** The facts that decide a request once its redirect URI is trusted; `undefined` before. */
const caseOf = once((on: AuthorizationOccasion): AuthorizationCase | undefined => {
  const request = requestOf(on);
  const to = trustRedirect(request, on.client);
  if ("refused" in to) return undefined;
  const { person, hint, answer, justSignedIn, catalogue, settings, now } = on;
  return { request, to, person, hint, answer, justSignedIn, catalogue, settings, now };
});

const arrived = stage<AuthorizationOccasion, Posted>(arrivalChecks, (on) => on);

const STAGES: readonly Stage<AuthorizationOccasion>[] = [
  arrived,
  stage(trustChecks, (on) => ({ request: requestOf(on), client: on.client }), "client"),
  stage(authorizationChecks, caseOf, "person"),
];

/** The outcome of a request that passes all checks, and the facts that decided it. */
export interface AuthorizationPassed {
  readonly given: AuthorizationCase;
  readonly outcome: AuthorizationGranted;
}

/** How an authorization request is decided (RFC 6749 4.1.1). */
export const authorizationDecision: Decision<AuthorizationOccasion, AuthorizationPassed> = {
  stages: () => STAGES,
  grant(on) {
    const given = caseOf(on);
    if (given === undefined) throw new Error("The request is granted before its redirect URI is trusted.");
    const outcome = grantAuthorization(given);
    return isRefusal(outcome) ? outcome : { given, outcome };
  },
  words({ outcome }) {
    if (outcome.decided === "sign-in") return "the user is asked to sign in";
    const scopes = outcome.scope.scopes.join(" ");
    return outcome.decided === "consent" ? `the user is asked to allow ${scopes}` : `a code for ${scopes}`;
  },
};

/** Where the response to a request may be sent; `undefined` if the request can't be read, or asks for a response elsewhere. */
export function trustedIn(on: AuthorizationOccasion): TrustedRedirect | undefined {
  return refusedIn(arrived, on) === undefined ? caseOf(on)?.to : undefined;
}
