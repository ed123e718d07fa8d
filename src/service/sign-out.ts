/** Sign-out (OpenID Connect RP-Initiated Logout 1.0, 2 and 3). */

import { firstRefusal } from "../protocol/decision.ts";
import { readForm } from "../protocol/form.ts";
import type { Refused } from "../protocol/occasion.ts";
import { SIGN_OUT, type SignOutOccasion, signOutChecks } from "../protocol/person/occasion.ts";
import { formOf } from "../protocol/received.ts";
import { queryText, withParameters } from "../protocol/url-query.ts";
import { isRefusal } from "../reasons/index.ts";
import { quotable } from "../reasons/scrub.ts";
import type { Deps } from "./deps.ts";
import { readHint } from "./id-tokens.ts";
import { refusedOn } from "./refused.ts";
import type { SignedIn } from "./sessions.ts";
import { subjectFor } from "./subjects.ts";

/** What a sign-out request contains, as far as it can be trusted. */
export interface SignOut {
  readonly clientId?: string | undefined;
  readonly clientName: string | undefined;
  /** Where to return to, with state; only if it is registered for the client. */
  readonly returnTo: string | undefined;
  /** Whether the user must confirm, because the request doesn't prove that it comes from an application the user used. */
  readonly confirm: boolean;
  /** The parameters that this endpoint knows, urlencoded, to carry the request through the confirmation page. */
  readonly carried: string;
  /** Why the hint is ignored. The user can still sign out, and isn't sent to the application afterwards. */
  readonly ignored?: Refused | undefined;
}

/**
 * Reads a sign-out request from the query or the body. Refuses a return URL that can't be trusted, and never redirects to one.
 */
export async function readSignOut(
  deps: Deps,
  text: string,
  signedIn: SignedIn | undefined,
  place: "body" | "query" = "query",
): Promise<SignOut | Refused> {
  const request = readForm(text);
  const sent = isRefusal(request) ? new Map<string, string>() : request.values;
  const hint = readHint(deps, sent.get("id_token_hint"), sent.get("client_id"));
  const named = hint.clientId ?? sent.get("client_id");
  const registered = (await deps.registry.client(named ?? ""))?.client;
  // As at the authorization endpoint, nobody is sent to a disabled client.
  const client = registered?.disabled === true ? undefined : registered;
  const carried = queryText([...sent].filter(([name]) => SIGN_OUT.has(name)));
  const on: SignOutOccasion & { request: typeof request } = {
    decision: "sign-out",
    request,
    length: text.length,
    place,
    carried: carried.length,
    hint,
    named: named && quotable(named, 200),
    client: client && {
      id: client.id,
      postLogoutRedirectUris: client.postLogoutRedirectUris,
      applicationType: client.applicationType,
      anyLocalhostPort: client.anyLocalhostPort,
    },
    now: deps.clock(),
  };
  const refusal = firstRefusal(signOutChecks, on);
  if (refusal?.refused === "user/hint-invalid")
    return { clientName: undefined, returnTo: undefined, confirm: true, carried: "", ignored: refusedOn(refusal, on) };
  if (refusal !== undefined) return refusedOn(refusal, on);
  const { values } = formOf(request);
  const uri = values.get("post_logout_redirect_uri");
  const subject = signedIn && (client ? subjectFor(deps, client, signedIn.account.subject) : signedIn.account.subject);
  const proven = hint.is === "valid" && (subject === undefined || subject === hint.subject);
  const state = values.get("state");
  const returnTo = uri === undefined || state === undefined ? uri : withParameters(uri, { state });
  return { clientId: client?.id, clientName: client?.name, returnTo, confirm: !proven, carried };
}
