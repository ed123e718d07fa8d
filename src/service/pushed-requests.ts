/** Pushed authorization requests: keeps what a client asks for, and finds it again by its request_uri (RFC 9126). */
import { once } from "../ports/soon.ts";
import { DETAILS, type SentDetails } from "../protocol/authorization-details/details.ts";
import { authenticated } from "../protocol/client-authentication/checks.ts";
import type { ClientFacts } from "../protocol/client-authentication/facts.ts";
import { presentedBy } from "../protocol/client-authentication/request.ts";
import { readCredential, SECRET_BYTES } from "../protocol/credential.ts";
import { type Form, readForm } from "../protocol/form.ts";
import { lasts } from "../protocol/lifetime.ts";
import type { Refused } from "../protocol/occasion.ts";
import { requestUriLifetime } from "../protocol/profiles/index.ts";
import { type PushedOccasion, pushedDecision, pushedIn } from "../protocol/pushed/occasion.ts";
import { endOf, type FoundPushed, PUSHED, type Pushed, WHILE_ASKED } from "../protocol/pushed/pushed.ts";
import { type EndpointRequest, formOf, receive } from "../protocol/received.ts";
import type { RequestObject } from "../protocol/request-object/object.ts";
import { queryText } from "../protocol/url-query.ts";
import { isRefusal } from "../reasons/index.ts";
import { clientFacts } from "./clients.ts";
import { hashes, isOurs, mint } from "./credentials.ts";
import { decide, type Loaders } from "./decide.ts";
import type { Deps } from "./deps.ts";
import { readHint } from "./id-tokens.ts";
import { useProof } from "./sender-constraints/index.ts";

/** The response to a pushed request (RFC 9126 2.2). */
export interface PushedAnswer {
  readonly client: string;
  readonly body: { readonly request_uri: string; readonly expires_in: number };
}

/** Seconds, if nothing is set. */
const LIFETIME = 60;

/** Keeps an authorization request, or refuses it. */
export async function push(deps: Deps, wire: EndpointRequest): Promise<PushedAnswer | Refused> {
  const now = deps.clock();
  const { catalogue, settings } = deps.registry;
  const received = receive(wire);
  const arrived: PushedOccasion = { decision: "pushed", received, catalogue, settings, now };
  const load: Loaders<PushedOccasion> = {
    client: (on) =>
      once(clientFacts(deps, presentedBy(received), wire.address, now), async (client) => {
        const hint = formOf(received.body).values.get("id_token_hint");
        if (hint !== undefined) await deps.keys.refresh();
        const text = formOf(received.body).values.get("request");
        const by = client.client;
        const object = text !== undefined && by !== undefined ? await objectIn(deps, text, by.id, now) : undefined;
        const asked = object?.form ?? formOf(received.body);
        const detailsText = settings.authorizationDetailsTypes && asked.values.get(DETAILS);
        const details = detailsText === undefined ? {} : { details: await detailsIn(deps, detailsText) };
        return { ...on, client, object, hint: readHint(deps, hint, client.client?.id), ...details };
      }),
    proof: (on) =>
      once(useProof(deps, wire, received, { now, client: on.client?.client }), (proof) =>
        proof === undefined ? on : { ...on, proof },
      ),
  };
  const outcome = await decide(pushedDecision, arrived, load);
  if (isRefusal(outcome)) return outcome;
  const { clientId, form } = pushedIn(outcome.on);
  const lifetime = requestUriLifetime(
    authenticated(outcome.on.client as ClientFacts),
    settings.pushedRequestLifetime ?? LIFETIME,
  );
  const { text } = await keep(deps, clientId, form.values, now, lifetime);
  return { client: clientId, body: { request_uri: PUSHED + text, expires_in: lifetime } };
}

async function detailsIn({ registry }: Deps, text: string): Promise<SentDetails> {
  const { readDetails } = await import("./authorization-details/read.ts");
  return readDetails(registry, text);
}

async function objectIn(deps: Deps, text: string, id: string, now: number): Promise<RequestObject | undefined> {
  const { readObject } = await import("./request-objects.ts");
  const registered = await deps.registry.client(id);
  return registered && readObject(deps, text, registered, now);
}

/**
 * Keeps a request that came within an object, so that our pages need not carry the object, which may expire meanwhile. Returns what they
 * carry. `now` in milliseconds, when the user came with it.
 */
export async function keepObject(deps: Deps, clientId: string, { values }: Form, now: number): Promise<Form> {
  const { text } = await keep(deps, clientId, values, now, WHILE_ASKED / 1000, now);
  const carried = [
    ["client_id", clientId],
    ["request_uri", PUSHED + text],
  ] as const;
  return { values: new Map(carried), repeated: [] };
}

/** Keeps the parameters of a request. `lifetime` in seconds. */
async function keep(
  deps: Deps,
  clientId: string,
  values: ReadonlyMap<string, string>,
  now: number,
  lifetime: number,
  openedAt?: number,
): Promise<{ readonly text: string }> {
  const id = deps.ids(now);
  const { text, hash } = mint(deps.keys, "pushed", id, 0, deps.random(SECRET_BYTES));
  await deps.storage.pushedRequests.insert({
    id,
    hash,
    clientId,
    parameters: queryText(new URLSearchParams([...values])),
    pushedAt: now,
    expiresAt: now + lifetime * 1000,
    openedAt,
    usedAt: undefined,
  });
  return { text };
}

/**
 * What a request_uri of this server leads to. The first time that a user comes with it in time is noted, so that nobody is hurried while
 * signing in.
 */
export async function findPushed(deps: Deps, requestUri: string, clientId: string, now: number): Promise<Pushed> {
  const credential = readCredential("pushed", requestUri.slice(PUSHED.length));
  if ("is" in credential) return { is: "unknown", known: false };
  const kept = await deps.storage.pushedRequests.find(credential.id);
  if (kept === undefined || !hashes(credential, kept.hash))
    return { is: "unknown", known: isOurs(deps.keys, credential) };
  if (kept.clientId !== clientId) return { is: "of-other", clientId: kept.clientId };
  const { hash: _, parameters, ...known } = kept;
  const found: FoundPushed = { is: "found", ...known, form: formOf(readForm(parameters)) };
  const isOpened = found.openedAt === undefined && lasts(found.pushedAt, endOf(found) - found.pushedAt, now);
  if (!isOpened) return found;
  await deps.storage.pushedRequests.open(found.id, now, now + WHILE_ASKED);
  return { ...found, openedAt: now };
}
