/** The authorization endpoint: trust client and redirect URI, load the person, decide, grant (RFC 6749 4.1). */

import { StorageUnavailable } from "../ports/storage.ts";
import { arrivalChecks, onItsWay, parametersOf } from "../protocol/authorization/arrival.ts";
import type { AuthorizationCase, Person } from "../protocol/authorization/checks.ts";
import { type AuthorizationDecision, decideAuthorization } from "../protocol/authorization/decide.ts";
import type { AuthorizationOccasion } from "../protocol/authorization/occasion.ts";
import { type AuthorizationRequest, readAuthorizationRequest } from "../protocol/authorization/request.ts";
import { type TrustedRedirect, trustRedirect } from "../protocol/authorization/trust.ts";
import type { Client } from "../protocol/client.ts";
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
      /** Who is asked; none where that is the question. */
      readonly signedIn: SignedIn | undefined;
    }
  | { readonly is: "unavailable"; readonly to: TrustedRedirect; readonly storage: StorageUnavailable["reason"] }
  | { readonly is: "granted"; readonly to: TrustedRedirect; readonly code: string };

/** Loads who is signed in. It may reject with `StorageUnavailable`, of which an application that is trusted without it is told. */
export type Session = () => Promise<SignedIn | undefined>;

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
  | Exclude<AuthorizationOutcome, { is: "granted" }>
  | { readonly is: "grant"; readonly given: AuthorizationCase; readonly decision: Granting };

type Granting = Extract<AuthorizationDecision, { decided: "granted" }>;

async function consider(
  deps: Deps,
  came: Received,
  session: Session,
  { answer, justSignedIn }: Pick<AuthorizationOccasion, "answer" | "justSignedIn">,
): Promise<Considered> {
  const arrived = arrive(deps, came, answer);
  if (isRefusal(arrived)) return { is: "untrusted", refusal: arrived };
  const { received, settings, catalogue, now } = arrived;
  const request = readAuthorizationRequest(formOf(parametersOf(received)));
  const registered = request.clientId === undefined ? undefined : deps.clients.find(request.clientId);
  const client = registered?.client;
  const hint = readHint(deps, request.idTokenHint, request.clientId);
  const seen = await see(deps, session, client);
  const { person, signedIn } = seen;
  const on: AuthorizationOccasion = { ...arrived, client, hint, person, ...(justSignedIn && { justSignedIn }) };

  const to = trustRedirect(request, client);
  if (isRefusal(to)) return { is: "untrusted", refusal: refusedOn(to, on) };
  if (seen.storage !== undefined) return { is: "unavailable", to, storage: seen.storage };
  const given: AuthorizationCase = { request, to, person, hint, catalogue, settings, answer, justSignedIn, now };
  const decision = decideAuthorization(given);
  if ("refused" in decision) return { is: "refused", to, refusal: refusedOn(decision, on) };
  if (decision.decided !== "granted")
    return { is: "ask", to, request, hinted: hint.is === "valid", ask: decision, signedIn };
  return { is: "grant", given, decision };
}

/** Answers an authorization request; `answer` is what the person said on the consent page. */
export async function authorize(
  deps: Deps,
  came: Received,
  session: Session,
  answer?: "allow" | "deny",
): Promise<AuthorizationOutcome> {
  const considered = await consider(deps, came, session, { answer });
  if (considered.is !== "grant") return considered;
  const { given, decision } = considered;
  const { to, now } = given;
  try {
    if (answer === "allow")
      await deps.storage.consents.add(decision.person.subject, to.client.id, decision.scope.scopes, now);
    return { is: "granted", to, code: await grant(deps, given, decision) };
  } catch (error) {
    return { is: "unavailable", to, storage: reasonIn(error) };
  }
}

/** Why a request cannot go on although somebody has just signed in for it; `undefined` where it can. */
export async function refusedAfterSignIn(deps: Deps, came: Received, session: Session) {
  const considered = await consider(deps, came, session, { justSignedIn: true });
  return considered.is === "ask" || considered.is === "grant" ? undefined : considered;
}

/** The user as far as storage tells. */
interface Seen {
  readonly signedIn?: SignedIn | undefined;
  readonly person?: Person | undefined;
  /** Why it does not. */
  readonly storage?: StorageUnavailable["reason"];
}

async function see({ storage }: Deps, session: Session, client: Client | undefined): Promise<Seen> {
  try {
    const signedIn = await session();
    if (signedIn === undefined || client === undefined) return { signedIn };
    const { subject } = signedIn.account;
    const { id: sessionId, authTime } = signedIn.session;
    const consented = await storage.consents.find(subject, client.id);
    return { signedIn, person: { sessionId, subject, authTime, consented } };
  } catch (error) {
    return { storage: reasonIn(error) };
  }
}

/** Why storage does not work. Throws what is another error. */
function reasonIn(error: unknown): StorageUnavailable["reason"] {
  if (error instanceof StorageUnavailable) return error.reason;
  throw error;
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
