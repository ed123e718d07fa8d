/** Everything that the decision about an authorization request uses. */
import { isRefusal } from "../../reasons/index.ts";
import type { Client } from "../client.ts";
import type { DocumentFault } from "../client-document.ts";
import { type Decision, refusedIn, type Stage, stage } from "../decision.ts";
import { EMPTY_FORM } from "../form.ts";
import { once } from "../once.ts";
import type { Posted } from "../post.ts";
import { formOfPushed, PUSHED, type Pushed } from "../pushed/pushed.ts";
import { formOf, type Received } from "../received.ts";
import { objectChecks } from "../request-object/checks.ts";
import { type RequestObject, withObject } from "../request-object/object.ts";
import type { Returned } from "../response-types.ts";
import type { Catalogue } from "../scope/catalogue.ts";
import { authorizationChecks, objectAuthorizationChecks, pushedAuthorizationChecks } from "./all-checks.ts";
import { arrivalChecks, parametersOf } from "./arrival.ts";
import type { AuthorizationCase, AuthorizationSettings, Hint, Person } from "./case.ts";
import { type AuthorizationGranted, grantAuthorization } from "./decide.ts";
import { type AuthorizationRequest, readAuthorizationRequest } from "./request.ts";
import { pushedTrustChecks, type TrustedRedirect, trustChecks, trustRedirect } from "./trust.ts";

export interface AuthorizationOccasion {
  readonly decision: "authorization";
  readonly received: Received;
  readonly client?: Client | undefined;
  /** What its request_uri leads to, if it is one of this server. */
  readonly pushed?: Pushed | undefined;
  /** What is in `request`, if it has one. */
  readonly object?: RequestObject | undefined;
  /** There is no such client, but one registered itself here and got this id. */
  readonly gone?: boolean | undefined;
  /** Why there is no client, if the client_id is the URL of a document. */
  readonly unusable?: DocumentFault | undefined;
  readonly person?: Person | undefined;
  readonly hint: Hint;
  readonly details?: AuthorizationCase["details"];
  readonly managed?: AuthorizationCase["managed"];
  readonly answer?: AuthorizationCase["answer"];
  readonly justSignedIn?: AuthorizationCase["justSignedIn"];
  readonly catalogue: Catalogue;
  readonly settings: AuthorizationSettings;
  readonly now: number;
}

const requestIn = once((received: Received) => readAuthorizationRequest(formOf(parametersOf(received))));

/** The parameters as they were sent to this endpoint. */
export const sentOf = ({ received }: AuthorizationOccasion) => requestIn(received).form;

const pushedIn = once(({ received, pushed, person }: AuthorizationOccasion) => {
  const sent = requestIn(received).form;
  return pushed?.is !== "found"
    ? undefined
    : readAuthorizationRequest(formOfPushed(pushed, sent, person?.authTime), sent);
});

const objectIn = once(({ received, object }: AuthorizationOccasion) => {
  const sent = requestIn(received).form;
  return object && readAuthorizationRequest(withObject(sent, object), sent);
});

/** The request, wherever its parameters are. */
export function requestOf(on: AuthorizationOccasion): AuthorizationRequest {
  const elsewhere = on.pushed !== undefined ? pushedIn(on) : on.object !== undefined ? objectIn(on) : undefined;
  return elsewhere ?? requestIn(on.received);
}

/** The facts that decide a request once its redirect URI is trusted; `undefined` before. */
const caseOf = once((on: AuthorizationOccasion): AuthorizationCase | undefined => {
  const request = requestOf(on);
  const to = trustRedirect(request, on.client, on.pushed);
  if ("refused" in to) return undefined;
  const { pushed, person, hint, details, managed, answer, justSignedIn, catalogue, settings, now } = on;
  return { request, to, pushed, person, hint, details, managed, answer, justSignedIn, catalogue, settings, now };
});

const arrived = stage<AuthorizationOccasion, Posted>(arrivalChecks, (on) => on);

/** The input of the checks before anything is trusted. */
const seenIn = (on: AuthorizationOccasion) => ({
  request: requestOf(on),
  client: on.client,
  pushed: on.pushed,
  gone: on.gone,
  unusable: on.unusable,
});

const STAGES: readonly Stage<AuthorizationOccasion>[] = [
  arrived,
  stage(trustChecks, seenIn, "client"),
  stage(authorizationChecks, caseOf, "person"),
];

const STAGES_OF_PUSHED: readonly Stage<AuthorizationOccasion>[] = [
  arrived,
  stage(pushedTrustChecks, seenIn, "client"),
  stage(pushedAuthorizationChecks, caseOf, "person"),
];

/** In place of one at a request_uri of a client that has registered none. The checks of the parameters refuse it. */
const NO_OBJECT: RequestObject = {
  jwt: { is: "verified", header: {}, claims: {} },
  unsigned: false,
  form: EMPTY_FORM,
  issuer: "",
};

const STAGES_OF_OBJECT: readonly Stage<AuthorizationOccasion>[] = [
  arrived,
  stage(trustChecks, seenIn, "client"),
  stage(
    objectChecks,
    (on) => {
      const { object, client, now } = on;
      return client && { object: object ?? NO_OBJECT, client, sent: sentOf(on), now };
    },
    "person",
  ),
  stage(objectAuthorizationChecks, caseOf, "person"),
];

/** The request_uri of an object at a URL; `undefined` if there is none. */
export function referenceIn(received: Received): string | undefined {
  const form = parametersOf(received);
  const uri = "refused" in form || form.values.has("request") ? undefined : form.values.get("request_uri");
  return uri === undefined || uri.startsWith(PUSHED) ? undefined : uri;
}

/** The text of `request`; `undefined` if it has none. */
export function objectTextIn(received: Received): string | undefined {
  const form = parametersOf(received);
  return "refused" in form ? undefined : form.values.get("request");
}

/** The request_uri of a pushed request; `undefined` if the request has none. */
export function pushedUriIn(received: Received): string | undefined {
  const form = parametersOf(received);
  const uri = "refused" in form ? undefined : form.values.get("request_uri");
  return uri?.startsWith(PUSHED) === true ? uri : undefined;
}

/** Whether there is one that was read, or is yet to be. Records from before have only asterisks. */
function hasObject({ object, received }: AuthorizationOccasion): boolean {
  const text = objectTextIn(received) ?? referenceIn(received);
  return object !== undefined || (text !== undefined && !/^\*+$/.test(text));
}

const isPushed = ({ pushed, received }: AuthorizationOccasion): boolean =>
  pushed !== undefined || pushedUriIn(received) !== undefined;

/** The outcome of a request that passes all checks, and the facts that decided it. */
export interface AuthorizationPassed {
  readonly given: AuthorizationCase;
  readonly outcome: AuthorizationGranted;
}

/** What a response contains, in words. */
function namesOf({ code, token, idToken }: Returned): string {
  const names = [
    ...(code ? ["a code"] : []),
    ...(token ? ["an access token"] : []),
    ...(idToken ? ["an ID token"] : []),
  ];
  return names.length === 0 ? "nothing, as asked," : names.join(" and ");
}

/** How an authorization request is decided (RFC 6749 4.1.1). */
export const authorizationDecision: Decision<AuthorizationOccasion, AuthorizationPassed> = {
  stages(on) {
    if (isPushed(on)) return STAGES_OF_PUSHED;
    return hasObject(on) ? STAGES_OF_OBJECT : STAGES;
  },
  grant(on) {
    const given = caseOf(on);
    if (given === undefined) throw new Error("The request is granted before its redirect URI is trusted.");
    const outcome = grantAuthorization(given);
    return isRefusal(outcome) ? outcome : { given, outcome };
  },
  words({ given, outcome }) {
    if (outcome.decided === "sign-in")
      return given.request.prompt.includes("create")
        ? "the user is asked to create an account"
        : "the user is asked to sign in";
    const scopes = outcome.scope.scopes.join(" ");
    if (outcome.decided === "consent") return `the user is asked to allow ${scopes}`;
    return `${namesOf(outcome.returns)} for ${scopes}`;
  },
};

/** Where the response to a request may be sent; `undefined` if the request can't be read, or asks for a response elsewhere. */
export function trustedIn(on: AuthorizationOccasion): TrustedRedirect | undefined {
  return refusedIn(arrived, on) === undefined ? caseOf(on)?.to : undefined;
}
