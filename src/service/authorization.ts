/** The authorization endpoint: trust client and redirect URI, load the user, decide, grant (RFC 6749 4.1). */
import { onItsWay } from "../protocol/authorization/arrival.ts";
import type { AuthorizationCase } from "../protocol/authorization/case.ts";
import type { AuthorizationGranted } from "../protocol/authorization/decide.ts";
import {
  type AuthorizationOccasion,
  authorizationDecision,
  requestOf,
  trustedIn,
} from "../protocol/authorization/occasion.ts";
import type { AuthorizationRequest } from "../protocol/authorization/request.ts";
import type { TrustedRedirect } from "../protocol/authorization/trust.ts";
import type { Form } from "../protocol/form.ts";
import type { Received } from "../protocol/received.ts";
import { isRefusal, type Refusal } from "../reasons/index.ts";
import { type Granting, grant, type Response } from "./authorization-commit.ts";
import { type LoadSession, loadWho, type Seen } from "./authorization-facts.ts";
import { decide, type Loaders } from "./decide.ts";
import type { Deps } from "./deps.ts";
import type { SignedIn } from "./sessions.ts";
import { isUnavailable, type Unavailable } from "./unavailable.ts";

/** The endpoint's response: a page that must not redirect, a redirect, or a page that asks the user. */
export type AuthorizationOutcome =
  | { readonly is: "untrusted"; readonly refusal: RefusedAuthorization }
  | { readonly is: "refused"; readonly to: TrustedRedirect; readonly refusal: RefusedAuthorization }
  | {
      readonly is: "ask";
      readonly to: TrustedRedirect;
      readonly request: AuthorizationRequest;
      /** Whether an ID token says which user is expected. */
      readonly hinted: boolean;
      readonly ask: Asking;
      /** Who is asked; none if that is the question. */
      readonly signedIn: SignedIn | undefined;
      /** Scopes that this user has allowed the application before. */
      readonly consented: readonly string[];
    }
  | { readonly is: "unavailable"; readonly to: TrustedRedirect; readonly error: Unavailable }
  | {
      readonly is: "granted";
      readonly to: TrustedRedirect;
      readonly response: Response;
      readonly sessionId: number;
    };

type RefusedAuthorization = Refusal & { readonly on: AuthorizationOccasion };

type Asking = Extract<AuthorizationGranted, { decided: "sign-in" | "consent" }>;

/** The outcome of an authorization request. A grant isn't stored yet. */
type Considered =
  | Exclude<AuthorizationOutcome, { is: "granted" }>
  | {
      readonly is: "grant";
      readonly on: AuthorizationOccasion;
      readonly given: AuthorizationCase;
      readonly decision: Granting;
    };

async function consider(
  deps: Deps,
  came: Received,
  session: LoadSession,
  said: Pick<AuthorizationOccasion, "answer" | "justSignedIn">,
): Promise<Considered> {
  const { catalogue, settings } = deps.registry;
  const hint = { is: "absent" } as const;
  const received = onItsWay(came);
  let known: AuthorizationOccasion = {
    decision: "authorization",
    received,
    hint,
    ...said,
    catalogue,
    settings,
    now: deps.clock(),
  };
  let seen: Seen = {};
  const load: Loaders<AuthorizationOccasion> = {
    client: async (on) => {
      [known, seen] = await loadWho(deps, on, session);
      return known;
    },
    // Whether storage and hooks work matters only to an application that is trusted.
    person: (on) => {
      if (seen.fault !== undefined) throw seen.fault;
      return on;
    },
  };
  try {
    const decided = await decide(authorizationDecision, known, load);
    if (isRefusal(decided)) {
      const to = trustedIn(decided.on);
      return to === undefined ? { is: "untrusted", refusal: decided } : { is: "refused", to, refusal: decided };
    }
    const { given, outcome } = decided.granted;
    const { request, to } = given;
    if (outcome.decided === "granted") return { is: "grant", on: decided.on, given, decision: outcome };
    deps.usage.asked(decided.on, to.client.id, deps.registry);
    const hinted = given.hint.is === "valid";
    const { signedIn } = seen;
    const carried = decided.on.object === undefined ? request : { ...request, sent: await kept(deps, decided.on) };
    return {
      is: "ask",
      to,
      request: carried,
      hinted,
      ask: outcome,
      signedIn,
      consented: known.person?.consented ?? [],
    };
  } catch (error) {
    const to = error === seen.fault ? trustedIn(known) : undefined;
    if (to === undefined || !isUnavailable(error)) throw error;
    return { is: "unavailable", to, error };
  }
}

/** What our pages carry of a request that came within an object. */
async function kept(deps: Deps, on: AuthorizationOccasion): Promise<Form> {
  const { keepObject } = await import("./pushed-requests.ts");
  return keepObject(deps, on.client?.id ?? "", requestOf(on).form, on.now);
}

/** Decides an authorization request; `answer` is the user's choice on the consent page. */
export async function authorize(
  deps: Deps,
  came: Received,
  session: LoadSession,
  answer?: "allow" | "deny",
): Promise<AuthorizationOutcome> {
  const considered = await consider(deps, came, session, { answer });
  if (considered.is !== "grant") return considered;
  const { given, decision } = considered;
  const { to, now, pushed } = given;
  try {
    // Of two browsers at once, one gets the code. The other one's request is decided again, by what the first has done.
    if (pushed?.is === "found" && !(await deps.storage.pushedRequests.use(pushed.id, now)))
      return authorize(deps, came, session, answer);
    if (answer === "allow") await deps.storage.consents.add(decision.person.subject, to.client.id, decision.asks, now);
    const response = await grant(deps, given, decision);
    deps.usage.granted(considered.on, to.client.id, decision.scope.scopes, deps.registry);
    return { is: "granted", to, response, sessionId: decision.person.sessionId };
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return { is: "unavailable", to, error };
  }
}

/** Why a request can't go on although somebody has just signed in for it; `undefined` if it can. */
export async function refusedAfterSignIn(deps: Deps, came: Received, session: LoadSession) {
  const considered = await consider(deps, came, session, { justSignedIn: true });
  return considered.is === "ask" || considered.is === "grant" ? undefined : considered;
}
