/** Device authorization requests: a device asks for codes, and waits for a user on another one (RFC 8628 3.1, 3.2). */
import type { DeviceRequest } from "../../ports/device-requests.ts";
import { once } from "../../ports/soon.ts";
import { DETAILS, valuesOf } from "../../protocol/authorization-details/details.ts";
import { presentedBy } from "../../protocol/client-authentication/request.ts";
import { SECRET_BYTES } from "../../protocol/credential.ts";
import { type DeviceAuthorizationOccasion, deviceAuthorizationDecision } from "../../protocol/device/occasion.ts";
import { PATHS } from "../../protocol/metadata.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { type EndpointRequest, formOf, receive } from "../../protocol/received.ts";
import { isRefusal } from "../../reasons/index.ts";
import { clientFacts } from "../clients.ts";
import { mint } from "../credentials.ts";
import { decide, type Loaders } from "../decide.ts";
import type { Deps } from "../deps.ts";
import { newUserCode } from "./user-codes.ts";

/** Seconds, unless the setting says otherwise. */
const LIFETIME = 600;
/** Seconds between two polls (RFC 8628 3.2). */
const INTERVAL = 5;
/** How often a user code that is in use is replaced by another one. */
const TRIES = 8;

/** The response to a device authorization request (RFC 8628 3.2). */
export interface DeviceAnswer {
  readonly client: string;
  readonly body: {
    readonly device_code: string;
    readonly user_code: string;
    readonly verification_uri: string;
    readonly verification_uri_complete: string;
    readonly expires_in: number;
    readonly interval: number;
  };
}

/** Keeps a device's request and makes its codes, or refuses it. */
export async function authorizeDevice(deps: Deps, wire: EndpointRequest): Promise<DeviceAnswer | Refused> {
  const now = deps.clock();
  const { catalogue, settings } = deps.registry;
  const received = receive(wire);
  const load: Loaders<DeviceAuthorizationOccasion> = {
    client: (on) =>
      once(clientFacts(deps, presentedBy(received), wire.address, now), async (client) => {
        const text = settings.authorizationDetailsTypes && formOf(received.body).values.get(DETAILS);
        if (text === undefined) return { ...on, client };
        const { readDetails } = await import("../authorization-details/read.ts");
        return { ...on, client, details: readDetails(deps.registry, text) };
      }),
  };
  const arrived: DeviceAuthorizationOccasion = {
    decision: "device-authorization",
    ...{ received, catalogue, settings, now },
  };
  const outcome = await decide(deviceAuthorizationDecision, arrived, load);
  if (isRefusal(outcome)) return outcome;
  const clientId = outcome.on.client?.client?.id ?? "";
  const lifetime = settings.deviceCodeLifetime ?? LIFETIME;
  const { scopes, apis: audience } = outcome.granted;
  const details = valuesOf(outcome.on.details);
  const asks = { scopes, ...(details !== undefined && { details, ...(audience?.length !== 0 && { audience }) }) };
  const { deviceCode, userCode } = await keep(deps, clientId, asks, now, lifetime);
  const page = deps.issuer + PATHS.device;
  return {
    client: clientId,
    body: {
      device_code: deviceCode,
      user_code: userCode,
      verification_uri: page,
      verification_uri_complete: `${page}?user_code=${userCode}`,
      expires_in: lifetime,
      interval: INTERVAL,
    },
  };
}

/** Keeps a request under codes that nothing else has. `lifetime` in seconds. */
async function keep(
  deps: Deps,
  clientId: string,
  asks: Pick<DeviceRequest, "scopes" | "details" | "audience">,
  now: number,
  lifetime: number,
) {
  const id = deps.ids(now);
  const { text: deviceCode, hash } = mint(deps.keys, "device", id, 0, deps.random(SECRET_BYTES));
  for (let tried = 0; tried < TRIES; tried++) {
    const { shown: userCode, hash: userCodeHash } = newUserCode(deps);
    const isNew = await deps.storage.deviceRequests.insert({
      ...{ id, clientId, hash, userCodeHash, ...asks, requestedAt: now, expiresAt: now + lifetime * 1000 },
      ...{ interval: INTERVAL, polledAt: undefined, decided: undefined, usedAt: undefined },
    });
    if (isNew) return { deviceCode, userCode };
  }
  throw new Error("No user code is free.");
}
