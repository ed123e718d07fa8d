/** What an authorization request is decided by: its client, and who is signed in, as far as storage and hooks can say. */

import { onFirstUse } from "../ports/soon.ts";
import type { Hint } from "../protocol/authorization/case.ts";
import {
  type AuthorizationOccasion,
  objectTextIn,
  pushedUriIn,
  referenceIn,
  requestOf,
  sentOf,
} from "../protocol/authorization/occasion.ts";
import { DETAILS } from "../protocol/authorization-details/details.ts";
import type { Client } from "../protocol/client.ts";
import { ID } from "../protocol/grant-management/names.ts";
import { ADMIN_SCOPE_NAMES } from "../protocol/scope/catalogue.ts";
import type { Deps } from "./deps.ts";
import { readHint } from "./id-tokens.ts";
import { isRegistrationId } from "./registration/ids.ts";
import type { SignedIn } from "./sessions.ts";
import { hintAbout } from "./subjects.ts";
import { isUnavailable, type Unavailable } from "./unavailable.ts";

/** Loaded with the first request that is pushed., and the first request object. */
const pushedRequests = onFirstUse(() => import("./pushed-requests.ts"));
const requestObjects = onFirstUse(() => import("./request-objects.ts"));

/** Loads who is signed in, for a client's request. If it rejects with an `Unavailable`, an application whose redirect URI is trusted is informed. */
export type LoadSession = (clientId?: string) => Promise<SignedIn | undefined>;

/** The user, as far as it is known. */
export interface Seen {
  readonly signedIn?: SignedIn | undefined;
  /** Why it isn't. */
  readonly fault?: Unavailable | undefined;
}

/** Adds the client of a request, the user whom it expects, and the one who is signed in. */
export async function loadWho(
  deps: Deps,
  on: AuthorizationOccasion,
  session: LoadSession,
): Promise<readonly [AuthorizationOccasion, Seen]> {
  const sent = sentOf(on);
  const clientId = sent.values.get("client_id");
  const requestUri = pushedUriIn(on.received);
  const registered = clientId === undefined ? undefined : await deps.registry.client(clientId);
  const client = registered?.client;
  let asked = on;
  if (requestUri !== undefined) {
    const { findPushed } = await pushedRequests();
    asked = { ...on, pushed: await findPushed(deps, requestUri, clientId ?? "", on.now) };
  }
  const [text, reference] = [objectTextIn(on.received), referenceIn(on.received)];
  if (requestUri === undefined && registered !== undefined && text !== undefined) {
    const { readObject } = await requestObjects();
    asked = { ...on, object: await readObject(deps, text, registered, on.now) };
  }
  // Without any that is registered, nothing of the kind is supported.
  if (registered !== undefined && reference !== undefined && registered.client.requestUris !== undefined) {
    const { fetchObject } = await requestObjects();
    asked = { ...on, object: await fetchObject(deps, reference, registered, on.now) };
  }
  const { idTokenHint, claims, form } = requestOf(asked);
  const detailsText = deps.registry.settings.authorizationDetailsTypes && form.values.get(DETAILS);
  if (detailsText !== undefined) {
    const { readDetails } = await import("./authorization-details/read.ts");
    asked = { ...asked, details: readDetails(deps.registry, detailsText) };
  }
  if (idTokenHint !== undefined) await deps.keys.refresh();
  const named = idTokenHint === undefined && "subject" in claims ? claims.subject : undefined;
  const hint: Hint =
    named === undefined ? readHint(deps, idTokenHint, clientId) : { is: "valid", subject: named, from: "claims" };
  const gone = client === undefined && clientId !== undefined && isRegistrationId(deps, clientId);
  const unusable = client === undefined ? deps.registry.unusable?.(clientId ?? "") : undefined;
  const known = {
    ...asked,
    client,
    ...(gone && { gone }),
    ...(unusable && { unusable }),
    hint,
  };
  const grantId = deps.registry.settings.grantManagement && form.values.get(ID);
  try {
    const signedIn = await session(client?.id);
    if (signedIn === undefined || client === undefined) return [known, { signedIn }];
    const { subject, role } = signedIn.account;
    const { id: sessionId, authTime } = signedIn.session;
    const consented = signedIn.consented ?? (await deps.storage.consents.find(subject, client.id));
    const who = {
      ...{ sessionId, subject, authTime, consented },
      ...(mayGovern(client) && { role }),
      ...(asked.details !== undefined && { allowedDetails: await hasAllowed(deps, asked, subject, client.id) }),
    };
    const about = { hint: hintAbout(deps, client, known.hint, subject), person: who };
    if (grantId === undefined) return [{ ...known, ...about }, { signedIn }];
    const { findManaged, managedFacts } = await import("./grant-management/find.ts");
    const managed = managedFacts(await findManaged(deps, grantId, { clientId: client.id, subject }, on.now));
    return [{ ...known, ...about, managed }, { signedIn }];
  } catch (error) {
    if (isUnavailable(error)) return [known, { fault: error }];
    throw error;
  }
}

/** Whether the user has allowed the same details before, and need not be asked again. */
async function hasAllowed(
  deps: Deps,
  { details, now }: AuthorizationOccasion,
  subject: string,
  clientId: string,
): Promise<boolean> {
  const { allowedBefore } = await import("./authorization-details/before.ts");
  return allowedBefore(deps, details, { subject, clientId, now });
}

/** Whether it may be granted scopes of the admin API. */
export const mayGovern = ({ scopes }: Client): boolean => scopes.some((name) => ADMIN_SCOPE_NAMES.includes(name));
