/** The authorization endpoint: trust client and redirect URI, load the person, decide, grant (RFC 6749 4.1). */

import { StorageUnavailable } from "../ports/storage.ts";
import { arrivalChecks, onItsWay, parametersOf } from "../protocol/authorization/arrival.ts";
import type { AuthorizationCase, Person } from "../protocol/authorization/checks.ts";
import { type AuthorizationDecision, decideAuthorization } from "../protocol/authorization/decide.ts";
import type { AuthorizationOccasion } from "../protocol/authorization/occasion.ts";
import { type AuthorizationRequest, readAuthorizationRequest } from "../protocol/authorization/request.ts";
import { type TrustedRedirect, trustRedirect } from "../protocol/authorization/trust.ts";
import { SECRET_BYTES } from "../protocol/credential.ts";
import { firstRefusal } from "../protocol/decision.ts";
import type { Refused } from "../protocol/occasion.ts";
import { formOf, type Received } from "../protocol/received.ts";
import { isRefusal } from "../reasons/index.ts";
import { mint } from "./credentials.ts";
import type { Deps } from "./deps.ts";
import { readHint } from "./id-tokens.ts";
import { refusedOn } from "./refused.ts";
import type { SignedIn } from "./sessions.ts";

/** What the endpoint responds with: a page that must not redirect, a redirect, or a page that asks the user. */
export type AuthorizationOutcome =
  | { readonly is: "untrusted"; readonly refusal: Refused }
  | { readonly is: "refused"; readonly to: TrustedRedirect; readonly refusal: Refused }
  | {
      readonly is: "ask";
      readonly to: TrustedRedirect;
      readonly request: AuthorizationRequest;
      /** Whether an ID token says which user is expected. */
      readonly hinted: boolean;
      readonly ask: Asking;
    }
  | { readonly is: "unavailable"; readonly to: TrustedRedirect; readonly storage: StorageUnavailable["reason"] }
  | { readonly is: "granted"; readonly to: TrustedRedirect; readonly code: string };

type Asking = Extract<AuthorizationDecision, { decided: "sign-in" | "consent" }>;

/** The occasion of a request of which nothing is known but how it arrived, or why it cannot be read. */
function arrive(
  { settings, catalogue, clock }: Deps,
  came: Received,
  answer?: "allow" | "deny",
): AuthorizationOccasion | Refused {
  const received = onItsWay(came);
  const hint = { is: "absent" } as const;
  const on: AuthorizationOccasion = {
    decision: "authorization",
    received,
    hint,
    answer,
    catalogue,
    settings,
    now: clock(),
  };
  const unread = firstRefusal(arrivalChecks, { received });
  return unread === undefined ? on : refusedOn(unread, on);
}

/** What comes of an authorization request; a grant is yet to be stored. */
type Considered =
  | Exclude<AuthorizationOutcome, { is: "granted" | "unavailable" }>
  | { readonly is: "grant"; readonly given: AuthorizationCase; readonly decision: Granting };

type Granting = Extract<AuthorizationDecision, { decided: "granted" }>;

async function consider(
  deps: Deps,
  came: Received,
  signedIn: SignedIn | undefined,
  { answer, justSignedIn }: Pick<AuthorizationOccasion, "answer" | "justSignedIn">,
): Promise<Considered> {
  const arrived = arrive(deps, came, answer);
  if (isRefusal(arrived)) return { is: "untrusted", refusal: arrived };
  const { received, settings, catalogue, now } = arrived;
  const request = readAuthorizationRequest(formOf(parametersOf(received)));
  const registered = request.clientId === undefined ? undefined : deps.clients.find(request.clientId);
  const client = registered?.client;
  const hint = readHint(deps, request.idTokenHint, request.clientId);
  const person = signedIn && client && (await load(deps, signedIn, client.id));
  const on: AuthorizationOccasion = { ...arrived, client, hint, person, ...(justSignedIn && { justSignedIn }) };

  const to = trustRedirect(request, client);
  if (isRefusal(to)) return { is: "untrusted", refusal: refusedOn(to, on) };
  const given: AuthorizationCase = { request, to, person, hint, catalogue, settings, answer, justSignedIn, now };
  const decision = decideAuthorization(given);
  if ("refused" in decision) return { is: "refused", to, refusal: refusedOn(decision, on) };
  if (decision.decided !== "granted") return { is: "ask", to, request, hinted: hint.is === "valid", ask: decision };
  return { is: "grant", given, decision };
}

/** Answers an authorization request; `answer` is what the person said on the consent page. */
export async function authorize(
  deps: Deps,
  came: Received,
  signedIn: SignedIn | undefined,
  answer?: "allow" | "deny",
): Promise<AuthorizationOutcome> {
  const considered = await consider(deps, came, signedIn, { answer });
  if (considered.is !== "grant") return considered;
  const { given, decision } = considered;
  const { to, now } = given;
  try {
    if (answer === "allow")
      await deps.storage.consents.add(decision.person.subject, to.client.id, decision.scope.scopes, now);
    return { is: "granted", to, code: await grant(deps, given, decision) };
  } catch (error) {
    if (error instanceof StorageUnavailable) return { is: "unavailable", to, storage: error.reason };
    throw error;
  }
}

/** Why a request cannot go on although somebody has just signed in for it; `undefined` where it can. */
export async function refusedAfterSignIn(deps: Deps, came: Received, signedIn: SignedIn | undefined) {
  const considered = await consider(deps, came, signedIn, { justSignedIn: true });
  return considered.is === "refused" || considered.is === "untrusted" ? considered : undefined;
}

async function load({ storage }: Deps, { session, account }: SignedIn, clientId: string): Promise<Person> {
  return {
    sessionId: session.id,
    subject: account.subject,
    authTime: session.authTime,
    consented: await storage.consents.find(account.subject, clientId),
  };
}

/** Stores the grant and makes its code: the one write of an authorization. */
async function grant(
  deps: Deps,
  { request, to, now }: AuthorizationCase,
  { person, scope, codeExpiresAt }: Granting,
): Promise<string> {
  const id = deps.ids(now);
  const { text, hash } = mint(deps.keys, "code", id, 0, deps.random(SECRET_BYTES));
  await deps.storage.grants.insert({
    id,
    clientId: to.client.id,
    subject: person.subject,
    sessionId: person.sessionId,
    scopes: scope.scopes,
    createdAt: now,
    authTime: person.authTime,
    nonce: request.nonce,
    codeHash: hash,
    codeExpiresAt,
    redirectUri: to.uri,
    redirectUriSent: to.sent,
    challenge: request.codeChallenge,
    redeemedAt: undefined,
    redeemedBy: undefined,
    refresh: undefined,
    revokedAt: undefined,
    revokedBecause: undefined,
  });
  return text;
}
