/** Reads, changes and removes the registration of an application, with the token of that registration (RFC 7592 2). */
import { timingSafeEqual } from "node:crypto";
import { application, needsSecret } from "../../admin/application.ts";
import { fault } from "../../admin/registration/faults.ts";
import { leftOut } from "../../admin/registration/left-out.ts";
import type { Members } from "../../admin/representation.ts";
import { contentOf, type StoredApplication } from "../../ports/registered.ts";
import type { Registration } from "../../ports/registrations.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import type { Client } from "../../protocol/client.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { type RegistrationOccasion, registrationDecision } from "../../protocol/registration/occasion.ts";
import { losesItsUsers, sectorOf } from "../../protocol/subject.ts";
import { isRefusal } from "../../reasons/index.ts";
import { changeOf, refreshed } from "../admin/change.ts";
import { entryOf } from "../admin/change-entry.ts";
import type { Found } from "../admin/found.ts";
import { withSecret } from "../admin/secret.ts";
import { decide } from "../decide.ts";
import type { Deps } from "../deps.ts";
import { prefixOf } from "../network.ts";
import { informationOf } from "./answer.ts";
import { readMetadata } from "./read.ts";
import { hashOf, isFaulty, metadataIn, type RegistrationRequest, sentToken } from "./request.ts";

export interface Managed {
  readonly clientId: string;
  /** None if it was removed. */
  readonly body: Members | undefined;
}

const ATTEMPTS = 3;

interface Own {
  readonly row: Registration;
  readonly stored: StoredApplication;
}

/** The registration with this id, if the token is its own. */
async function ownOf(deps: Deps, id: string, sent: string): Promise<Own | undefined> {
  const row = deps.registries.inFile("application", id)
    ? undefined
    : await deps.storage.registrations.find("application", id);
  const stored = row && contentOf({ ...row, kind: "application" as const });
  const kept = stored?.registration?.tokenHash ?? hashOf("");
  const isRight = timingSafeEqual(Buffer.from(hashOf(sent)), Buffer.from(kept)) && sent !== "";
  return isRight && row !== undefined && stored !== undefined ? { row, stored } : undefined;
}

/** Carries out what the application asks for. `id`: of the path. */
export async function manage(given: Deps, request: RegistrationRequest, id: string): Promise<Managed | Refused> {
  const { wire, path, act } = request;
  const sent = sentToken(wire);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const deps = attempt === 0 ? given : await refreshed(given);
    const now = deps.clock();
    const own = sent === undefined ? undefined : await ownOf(deps, id, sent);
    const { mode } = deps.registry.settings.registration;
    const on: RegistrationOccasion = {
      ...{ decision: "registration", act, method: wire.method, path, mode, faults: [], now },
      token: sent === undefined ? "absent" : own === undefined ? "unknown" : "right",
      clientId: own && id,
    };
    const allowed = await decide(registrationDecision, on, {});
    if (isRefusal(allowed) || own === undefined) return allowed as Refused;
    const token = sent ?? "";
    if (act === "read")
      return { clientId: id, body: informationOf(own.stored, { issuer: deps.issuer, token, secret: undefined }) };
    const changed =
      act === "remove" ? { after: undefined, secret: undefined } : await changedBy(deps, request, own, on);
    if (isRefusal(changed)) return changed;
    const { after, secret } = changed;
    const found: Found<"application"> = { id, by: "storage", content: own.stored, version: own.row.version };
    const change = await changeOf(deps, { of: application, id }, found, after);
    const actor = { is: "client", id, network: prefixOf(wire.address) } as const;
    const entry = entryOf(
      { of: application, caller: { actor }, why: "It changed its own registration." },
      { act: act === "remove" ? "remove" : "change", kind: "application", id, now },
      found,
      after,
      secret,
    );
    const version = await deps.storage.registrations.change([change], entry);
    if (typeof version !== "number") continue;
    await deps.registries.refresh();
    return { clientId: id, body: after && informationOf(after, { issuer: deps.issuer, token, secret }) };
  }
  throw new StorageUnavailable("busy", "what is registered changes too often");
}

interface ChangedTo {
  readonly after: StoredApplication;
  readonly secret: string | undefined;
}

/** All members are replaced (RFC 7592 2.2). What only an operator sets stays. */
async function changedBy(
  deps: Deps,
  { wire }: RegistrationRequest,
  { row: { id }, stored }: Own,
  on: RegistrationOccasion,
): Promise<ChangedTo | Refused> {
  const refusing = async (faults: RegistrationOccasion["faults"]): Promise<Refused | undefined> => {
    const decided = await decide(registrationDecision, { ...on, faults }, {});
    return isRefusal(decided) ? decided : undefined;
  };
  const body = metadataIn(wire);
  if (isFaulty(body)) return (await refusing(body)) as Refused;
  const read = await readMetadata(deps, body, id, on.now, stored.registration?.members);
  const sector = read.client === undefined ? [] : sectorFaults(body, stored.client, read.client);
  const refused = await refusing([...identityFaults(body, stored), ...read.faults, ...sector]);
  if (refused !== undefined || read.client === undefined) return refused as Refused;
  const { disabled, owner, team, firstParty } = stored.client;
  const { logoUri: _, ...before } = stored;
  const unfinished: StoredApplication = {
    ...before,
    client: { ...read.client, disabled, owner, team, firstParty },
    ...(read.logoUri !== undefined && { logoUri: read.logoUri }),
    ...(stored.registration !== undefined && {
      registration: {
        ...stored.registration,
        members: read.members,
        leftOut: leftOut(body, read),
        statedBy: read.statedBy,
      },
    }),
  };
  const { application: after, secret } = withSecret(deps, unfinished, on.now);
  return { after, secret };
}

/** Its users would have other subjects from now on, and it would take them for new ones. A sector identifier keeps the sector. */
function sectorFaults({ sector_identifier_uri: sent, redirect_uris: uris }: Members, before: Client, after: Client) {
  if (!losesItsUsers(before, after)) return [];
  const [member, value] = sent === undefined ? ["redirect_uris", uris] : ["sector_identifier_uri", sent];
  return [fault(member as string, value, `the sector ${sectorOf(before)}, or a sector_identifier_uri there`)];
}

/** Neither its id nor its secret is its to choose. */
function identityFaults({ client_id: id, client_secret: secret }: Members, stored: StoredApplication) {
  const isSame = (text: string): boolean =>
    stored.secrets.some(({ hash }) => timingSafeEqual(Buffer.from(hash), Buffer.from(hashOf(text))));
  const wrongSecret =
    secret !== undefined && !(typeof secret === "string" && needsSecret(stored.client) && isSame(secret));
  return [
    ...(id === stored.client.id ? [] : [fault("client_id", id, "the client_id of this registration")]),
    ...(wrongSecret
      ? [
          {
            of: "metadata" as const,
            member: "client_secret",
            sent: "not shown",
            expected: "the present client_secret, or nothing",
          },
        ]
      : []),
  ];
}
