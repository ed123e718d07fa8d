/** Registers an application that asks for it (RFC 7591 3). */
import { application } from "../../admin/application.ts";
import { leftOut } from "../../admin/registration/left-out.ts";
import type { Members } from "../../admin/representation.ts";
import type { Actor } from "../../ports/audit.ts";
import type { StoredApplication } from "../../ports/registered.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { type RegistrationOccasion, registrationDecision } from "../../protocol/registration/occasion.ts";
import { isRefusal } from "../../reasons/index.ts";
import { changeOf, refreshed } from "../admin/change.ts";
import { entryOf } from "../admin/change-entry.ts";
import { withSecret } from "../admin/secret.ts";
import { decide } from "../decide.ts";
import type { Deps } from "../deps.ts";
import { prefixOf } from "../network.ts";
import { informationOf } from "./answer.ts";
import { newRegistrationId } from "./ids.ts";
import { findInitialToken } from "./initial-tokens.ts";
import { fullOf, waitOf } from "./limits.ts";
import { readMetadata } from "./read.ts";
import { hashOf, isFaulty, metadataIn, type RegistrationRequest, sentToken } from "./request.ts";

export interface Registered {
  readonly clientId: string;
  readonly body: Members;
}

/** Another request may use the same initial access token, or change a scope, at the same time. */
const ATTEMPTS = 5;

export async function register(given: Deps, request: RegistrationRequest): Promise<Registered | Refused> {
  const { wire, path, act } = request;
  const { mode } = given.registry.settings.registration;
  const sent = sentToken(wire);
  let wait: number | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const deps = attempt === 0 ? given : await refreshed(given);
    const now = deps.clock();
    const token = sent === undefined ? undefined : await findInitialToken(deps, sent, now);
    if (attempt === 0 && sent === undefined && mode === "open") wait = await waitOf(deps, wire.address, now);
    const arrived: RegistrationOccasion = {
      ...{ decision: "registration", act, method: wire.method, path, mode, wait, faults: [], now },
      token: sent === undefined ? "absent" : token === undefined ? "unknown" : "right",
      full: await fullOf(deps),
    };
    const body = metadataIn(wire);
    const early = await decide(registrationDecision, isFaulty(body) ? { ...arrived, faults: body } : arrived, {});
    if (isRefusal(early) || isFaulty(body)) return early as Refused;
    const id = newRegistrationId(deps);
    const read = await readMetadata(deps, body, id, now);
    const decided = await decide(registrationDecision, { ...arrived, faults: read.faults }, {});
    if (isRefusal(decided)) return decided;
    const registrationToken = Buffer.from(deps.random(32)).toString("base64url");
    const network = prefixOf(wire.address);
    const unfinished = {
      client: { ...read.client, ...(token?.owner !== undefined && { owner: token.owner }) },
      ...(read.logoUri !== undefined && { logoUri: read.logoUri }),
      secrets: [],
      registration: {
        ...{ tokenHash: hashOf(registrationToken), by: token?.id, label: token?.label, network, at: now },
        ...{ members: read.members, leftOut: leftOut(body, read), statedBy: read.statedBy },
      },
    } as StoredApplication;
    const { application: after, secret } = withSecret(deps, unfinished, now);
    const change = await changeOf(deps, { of: application, id }, undefined, after);
    const actor: Actor = { is: "client", id, network };
    const why = whyOf(token?.label ?? (read.statedBy && `a software statement of ${read.statedBy}`));
    const entry = entryOf(
      { of: application, caller: { actor }, why },
      { act: "add", kind: "application", id, now },
      undefined,
      after,
      secret,
    );
    const changes = token?.use === undefined ? [change] : [change, token.use];
    const version = await deps.storage.registrations.change(changes, entry);
    // Somebody else used the token, or changed a scope.
    if (typeof version !== "number") continue;
    await deps.registries.refresh();
    return {
      clientId: id,
      body: informationOf(after, { issuer: deps.issuer, token: registrationToken, secret }),
    };
  }
  throw new StorageUnavailable("busy", "what is registered changes too often");
}

const whyOf = (by: string | undefined): string =>
  by === undefined ? "It registered itself." : `It registered itself with ${by}.`;
