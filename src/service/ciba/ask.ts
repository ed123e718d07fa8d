/** Backchannel authentication requests: an app has a user asked, who is elsewhere (CIBA Core 1.0, 7). */
import { once } from "../../ports/soon.ts";
import { DETAILS, valuesOf } from "../../protocol/authorization-details/details.ts";
import { type AskedUser, messageIn } from "../../protocol/ciba/checks.ts";
import {
  askedIn,
  asSigner,
  BACKCHANNEL,
  type BackchannelOccasion,
  backchannelDecision,
} from "../../protocol/ciba/occasion.ts";
import type { Client } from "../../protocol/client.ts";
import { presentedBy } from "../../protocol/client-authentication/request.ts";
import { type Limit, waitFor } from "../../protocol/draining-count.ts";
import { PATHS } from "../../protocol/metadata.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { type EndpointRequest, formOf, receive } from "../../protocol/received.ts";
import type { ScopeGranted } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { clientFacts } from "../clients.ts";
import { decide, type Loaders } from "../decide.ts";
import type { Deps } from "../deps.ts";
import { callHook } from "../hooks/call.ts";
import { findByName, findUser } from "../hooks/users.ts";
import { readHint } from "../id-tokens.ts";
import { subjectOfHint } from "./hints.ts";
import { authReqIdOf } from "./ids.ts";
import { useRequest } from "./replayed.ts";

/** Seconds, unless the setting says otherwise. */
const LIFETIME = 300;
/** Seconds between two polls (CIBA Core 1.0, 7.3). */
const INTERVAL = 5;

/** How often a client may name users that don't exist, and ask the same user. */
const LIMITS = {
  unknown: { most: 20, drain: 30_000, pauses: false },
  same: { most: 30, drain: 10_000, pauses: false },
} satisfies Record<string, Limit>;

/** The response to an authentication request (CIBA Core 1.0, 7.3). */
export interface AskAnswer {
  readonly client: string;
  readonly body: { readonly auth_req_id: string; readonly expires_in: number; readonly interval: number };
}

/** Has a user asked, or refuses to. */
export async function askUser(deps: Deps, wire: EndpointRequest): Promise<AskAnswer | Refused> {
  const now = deps.clock();
  const { catalogue, settings } = deps.registry;
  const received = receive(wire);
  const load: Loaders<BackchannelOccasion> = {
    client: (on) =>
      once(clientFacts(deps, presentedBy(received), wire.address, now), async (facts) => {
        const text = formOf(received.body).values.get("request");
        const by = facts.client;
        const object = text === undefined || by === undefined ? undefined : await objectIn(deps, text, by.id, now);
        const known = { ...on, client: facts, object };
        const hint = askedIn(known).values.get("id_token_hint");
        if (hint !== undefined) await deps.keys.refresh();
        const details = await detailsIn(deps, known);
        return { ...known, ...details, hint: readHint(deps, hint, by?.id), message: messageIn(askedIn(known)) };
      }),
    user: async (on) => ({ ...on, user: await askedUser(deps, on) }),
  };
  const arrived: BackchannelOccasion = { decision: "backchannel", received, catalogue, settings, now };
  const outcome = await decide(backchannelDecision, arrived, load);
  if (isRefusal(outcome)) return outcome;
  const { client, user } = outcome.on;
  if (client?.client === undefined || user?.is !== "found") throw new Error("The request is used before its checks.");
  return keep(deps, { client: client.client, subject: user.subject, granted: outcome.granted, on: outcome.on });
}

/** What is known of the authorization details that are asked for. */
async function detailsIn({ registry }: Deps, on: BackchannelOccasion): Promise<Pick<BackchannelOccasion, "details">> {
  const text = registry.settings.authorizationDetailsTypes && askedIn(on).values.get(DETAILS);
  if (text === undefined) return {};
  const { readDetails } = await import("../authorization-details/read.ts");
  return { details: readDetails(registry, text) };
}

async function objectIn(deps: Deps, text: string, id: string, now: number) {
  const { readObject } = await import("../request-objects.ts");
  const registered = await deps.registry.client(id);
  return registered && readObject(deps, text, { ...registered, client: asSigner(registered.client) }, now, BACKCHANNEL);
}

/** Whom the hint names. A client that names many users who don't exist, or asks one too often, must wait. */
async function askedUser(deps: Deps, on: BackchannelOccasion): Promise<AskedUser> {
  const { now, hint } = on;
  if (!(await useRequest(deps, on))) return { is: "replayed" };
  const clientId = on.client?.client?.id ?? "";
  const name = askedIn(on).values.get("login_hint");
  const unknown = { key: `users unknown to ${clientId}`, limit: LIMITS.unknown };
  const found =
    name !== undefined
      ? await findByName(deps, name.trim())
      : hint?.is === "valid"
        ? await findUser(deps, await subjectOfHint(deps, on.client?.client, hint.subject))
        : undefined;
  const isThere = found !== undefined && !found.disabled;
  const count = isThere ? { key: `user ${found.subject} asked by ${clientId}`, limit: LIMITS.same } : unknown;
  const [failed] = await deps.storage.counters.find([[count.key]], now);
  const wait = waitFor(failed, count.limit, now);
  if (wait > 0) return { is: "throttled", retryAfter: Math.ceil(wait / 1000) };
  await deps.storage.counters.add([{ count: [count.key], drain: count.limit.drain }], now);
  return isThere
    ? { is: "found", subject: found.subject }
    : { is: "unknown", by: name !== undefined ? "login_hint" : "id_token_hint" };
}

interface Kept {
  readonly client: Client;
  readonly subject: string;
  readonly granted: ScopeGranted;
  readonly on: BackchannelOccasion;
}

async function keep(
  deps: Deps,
  { client, subject, granted: { scopes, apis: audience }, on }: Kept,
): Promise<AskAnswer> {
  const { now } = on;
  const { values } = askedIn(on);
  const id = deps.ids(now);
  const { text, hash } = authReqIdOf(deps, id);
  const longest = deps.registry.settings.backchannelLifetime ?? LIFETIME;
  const lifetime = Math.min(longest, Number(values.get("requested_expiry") ?? longest));
  const expiresAt = now + lifetime * 1000;
  const bindingMessage = values.get("binding_message");
  const maxAge = values.get("max_age");
  const details = valuesOf(on.details);
  await deps.storage.backchannelRequests.insert({
    ...{ id, clientId: client.id, hash, subject, scopes, bindingMessage, requestedAt: now, expiresAt },
    ...(details !== undefined && { details, ...(audience?.length !== 0 && { audience }) }),
    ...(maxAge !== undefined && { maxAge: Number(maxAge) }),
    ...{ interval: INTERVAL, polledAt: undefined, decided: undefined, usedAt: undefined },
    notificationToken:
      client.backchannelTokenDeliveryMode === "ping" ? values.get("client_notification_token") : undefined,
  });
  // Nobody waits for it: how long it takes would tell something of the user.
  void letKnow(deps, { client, subject, bindingMessage, expiresAt }, id);
  return { client: client.id, body: { auth_req_id: text, expires_in: lifetime, interval: INTERVAL } };
}

/** Sends the user the link, by the operator's hook. It is in the log too. */
async function letKnow(
  deps: Deps,
  asked: Pick<Kept, "client" | "subject"> & { readonly bindingMessage: string | undefined; readonly expiresAt: number },
  id: number,
): Promise<void> {
  const { client, subject, bindingMessage, expiresAt } = asked;
  const url = `${deps.issuer}${PATHS.approve}?asked=${id.toString(36)}`;
  deps.log.info({ client: client.id, subject, url }, "a user is asked");
  const hook = deps.hooks?.askUser;
  if (hook === undefined) return;
  try {
    const account = await findUser(deps, subject);
    if (account === undefined) return;
    const { username, claims } = account;
    const user = { subject, username, claims: structuredClone(claims) };
    const about = { user, client: { id: client.id, name: client.name }, bindingMessage, url, expiresAt };
    const timeout = deps.hooks?.timeout ?? 0;
    await callHook({ hook: "askUser", timeout }, (context) => hook(about, context));
  } catch (error) {
    deps.log.error({ client: client.id, fault: (error as Error).message }, "a user could not be notified");
  }
}
