/** The authorization endpoint: trust client and redirect URI, load the user, decide, grant (RFC 6749 4.1). */
import type { StorageUnavailable } from "../ports/storage.ts";
import { parametersOf } from "../protocol/authorization/arrival.ts";
import type { AuthorizationCase } from "../protocol/authorization/checks.ts";
import { type AuthorizationDecision, decideAuthorization } from "../protocol/authorization/decide.ts";
import type { AuthorizationOccasion } from "../protocol/authorization/occasion.ts";
import { type AuthorizationRequest, readAuthorizationRequest } from "../protocol/authorization/request.ts";
import { type TrustedRedirect, trustRedirect } from "../protocol/authorization/trust.ts";
import type { Refused } from "../protocol/occasion.ts";
import { formOf, type Received } from "../protocol/received.ts";
import { isRefusal } from "../reasons/index.ts";
import { type Granting, grant } from "./authorization-commit.ts";
import { arrive, reasonIn, type Session, see } from "./authorization-facts.ts";
import type { Deps } from "./deps.ts";
import { readHint } from "./id-tokens.ts";
import { refusedOn } from "./refused.ts";
import type { SignedIn } from "./sessions.ts";

/** The endpoint's response: a page that must not redirect, a redirect, or a page that asks the user. */
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
      /** Who is asked; none if that is the question. */
      readonly signedIn: SignedIn | undefined;
    }
  | { readonly is: "unavailable"; readonly to: TrustedRedirect; readonly storage: StorageUnavailable["reason"] }
  | { readonly is: "granted"; readonly to: TrustedRedirect; readonly code: string };

type Asking = Extract<AuthorizationDecision, { decided: "sign-in" | "consent" }>;

/** The outcome of an authorization request. A grant isn't stored yet. */
type Considered =
  | Exclude<AuthorizationOutcome, { is: "granted" }>
  | { readonly is: "grant"; readonly given: AuthorizationCase; readonly decision: Granting };

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
  if (request.idTokenHint !== undefined) await deps.keys.refresh();
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

/** Decides an authorization request; `answer` is the user's choice on the consent page. */
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

/** Why a request can't go on although somebody has just signed in for it; `undefined` if it can. */
export async function refusedAfterSignIn(deps: Deps, came: Received, session: Session) {
  const considered = await consider(deps, came, session, { justSignedIn: true });
  return considered.is === "ask" || considered.is === "grant" ? undefined : considered;
}
