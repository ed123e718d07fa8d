/** Adds, changes and removes what is registered: decided by one table of checks, committed with its entry in the audit log. */
import { readBody } from "../../admin/body.ts";
import type { Members, Representation } from "../../admin/representation.ts";
import { type Submitted, submitted } from "../../admin/submitted.ts";
import type { Contents } from "../../ports/registered.ts";
import type { Change, Named } from "../../ports/registrations.ts";
import { StorageUnavailable } from "../../ports/storage.ts";
import { type AdminKind, type AdminOccasion, adminDecision } from "../../protocol/admin/occasion.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { ADMIN_PATH, ADMIN_SCOPE_NAMES, GRANT_SCOPES, GROUP_SCOPES } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { decide } from "../decide.ts";
import type { Deps } from "../deps.ts";
import { type Caller, isWithinReach } from "./caller.ts";
import { entryOf } from "./change-entry.ts";
import { type Consequences, consequencesOf } from "./consequences.ts";
import { etagOf, type Found, findRegistered } from "./found.ts";
import { existsIn, oneMoreOf, wallsOf } from "./owners.ts";
import { type Release, releaseOf } from "./release.ts";
import { beyondRole } from "./role.ts";
import { newClientId, withSecret } from "./secret.ts";
import { usersOf } from "./used-by.ts";
import { wrongTypeOf } from "./wrong-type.ts";

/** A request whose token is valid for it. */
export interface AdminRequest<Kind extends AdminKind> {
  readonly of: Representation<Kind>;
  readonly act: AdminOccasion["act"];
  /** The id in the path; none if something is added. */
  readonly id?: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly contentType: string | undefined;
  readonly body: string;
  readonly ifMatch: string | undefined;
  readonly wrongParameter: AdminOccasion["wrongParameter"];
  readonly caller: Caller;
  /** Whether it is removed although it is used. What uses it is changed in the same step. */
  readonly force?: boolean | undefined;
  /** The request or approval behind it, for the audit log. */
  readonly why?: string | undefined;
}

/** What is in force after a change, or would be. */
export interface Changed<Kind extends AdminKind> {
  readonly id: string;
  /** `undefined` if it was removed. */
  readonly content: Contents[Kind] | undefined;
  readonly version: number | undefined;
  /** Only of the response that makes it. */
  readonly secret?: string | undefined;
  /** Only of a dry run, which changes nothing. */
  readonly consequences?: Consequences;
}

/** Twice: what was decided before another change is decided again, and is then refused. */
const ATTEMPTS = 3;

export async function changeRegistered<Kind extends AdminKind>(
  given: Deps,
  request: AdminRequest<Kind>,
  dryRun: boolean,
): Promise<Changed<Kind> | Refused> {
  const newId = newClientId(given);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const deps = attempt === 0 ? given : await refreshed(given);
    const now = deps.clock();
    const { on, found, content, uses, release } = await judge(deps, request, newId, now);
    const decided = await decide(adminDecision, on, {});
    if (isRefusal(decided)) return decided;
    const { after, secret } = finished(deps, content, now);
    const { id } = on;
    if (dryRun) {
      const difference = { kind: request.of.kind, id, before: found?.content, after };
      return {
        id,
        content: after,
        version: undefined,
        consequences: {
          ...(await consequencesOf(deps, difference, request.caller)),
          ...(uses.length > 0 && { used_by: uses }),
        },
      };
    }
    const change = { ...(await changeOf(deps, { of: request.of, id }, found, after)), atMost: on.oneMore?.most };
    const entry = {
      ...entryOf(request, on, found, after, secret),
      ...(uses.length > 0 && { after: { taken_from: uses } }),
    };
    const version = await deps.storage.registrations.change([change, ...release.changes], entry);
    if (typeof version !== "number") continue;
    await deps.registries.refresh();
    return { id, content: after, version, secret };
  }
  throw new StorageUnavailable("busy", "what is registered changes too often");
}

/** With what another request has changed meanwhile. */
export async function refreshed(deps: Deps): Promise<Deps> {
  await deps.registries.refresh();
  return { ...deps, registry: deps.registries.current() };
}

/** The change, and what must hold when it is carried out: nothing is removed that is used, and nothing refers to what is removed at the same time. */
export async function changeOf<Kind extends AdminKind>(
  { storage, registries }: Deps,
  { of, id }: { readonly of: Representation<Kind>; readonly id: string },
  found: Found<Kind> | undefined,
  after: Contents[Kind] | undefined,
): Promise<Change> {
  const from = found?.version ?? 0;
  // Requests refer to applications, and may be left without one.
  if (after === undefined)
    return {
      kind: of.kind,
      id,
      from,
      content: undefined,
      unlessUsed: STAYS_WHILE_USED.includes(of.kind),
    };
  const change = of.changeTo(after, from);
  const before = found === undefined ? [] : (of.changeTo(found.content, from).uses ?? []);
  const fresh = (change.uses ?? []).filter((one) => !before.some((old) => old.kind === one.kind && old.id === one.id));
  const required = await Promise.all(
    fresh.map(
      async ({ kind, id }) =>
        // It was there when this was decided. If it has gone meanwhile, this is decided again.
        isOnlyStored(registries, kind, id) || (await storage.registrations.find(kind, id)) !== undefined,
    ),
  );
  return { ...change, requires: fresh.filter((_, at) => required[at]) };
}

/** Whether it can be known to a registry in no other way than by the storage. */
const isOnlyStored = ({ inFile }: Deps["registries"], kind: Named["kind"], id: string): boolean =>
  STAYS_WHILE_USED.includes(kind) && !inFile(kind, id) && !(kind === "scope" && UNREGISTERED.has(id));

/** What isn't removed while something refers to it. */
const STAYS_WHILE_USED: readonly Named["kind"][] = ["scope", "api", "team"];

/** Scopes that are there without being registered anywhere. */
const UNREGISTERED: ReadonlySet<string> = new Set([...GROUP_SCOPES, ...GRANT_SCOPES].map(({ name }) => name));

/** Reads what is registered. */
export async function readRegistered<Kind extends AdminKind>(
  deps: Deps,
  request: AdminRequest<Kind>,
): Promise<Found<Kind> | Refused> {
  const { on, found } = await judge(deps, request, "", deps.clock());
  const decided = await decide(adminDecision, on, {});
  return isRefusal(decided) ? decided : (found as Found<Kind>);
}

interface Judged<Kind extends AdminKind> {
  readonly on: AdminOccasion;
  readonly found: Found<Kind> | undefined;
  /** What it would be. */
  readonly content: Contents[Kind] | undefined;
  /** What uses it, in words, if it would be removed. */
  readonly uses: readonly string[];
  readonly release: Release;
}

/** Loads everything that the decision needs. */
export async function judge<Kind extends AdminKind>(
  deps: Deps,
  request: AdminRequest<Kind>,
  newId: string,
  now: number,
): Promise<Judged<Kind>> {
  const { of, act, method, path, caller, ifMatch, wrongParameter } = request;
  const body = act === "add" || act === "change" ? readBody(request.body) : undefined;
  const unreadable = typeof body === "string" ? body : undefined;
  const id = request.id ?? idIn(of, body) ?? newId;
  const registered = await findRegistered(deps, of.kind, id);
  // Something new may not get the id of what is another's either.
  const found = registered && (act === "add" || isWithinReach(caller, registered.content)) ? registered : undefined;
  const before = act === "change" ? found?.content : undefined;
  const isReadable = typeof body === "object" && (act === "add" || before !== undefined);
  const read: Submitted<Kind> = isReadable
    ? submitted(of, body, {
        ...{
          beside: besideIn(deps),
          inFile: deps.registries.settingsInFile,
          granted: caller.scopes,
          before,
          newId,
          now,
        },
        exists: await existsIn(deps, body),
        walls: wallsOf(deps, caller),
      })
    : { content: undefined, faults: [] };
  const isRemoved = act === "remove" && found?.by === "storage";
  const uses = isRemoved ? await usersOf(deps, of.kind, id, now) : [];
  const release = isRemoved && request.force === true ? await releaseOf(deps, of.kind, id) : undefined;
  const on: AdminOccasion = {
    decision: "admin",
    ...{ method, path, act, ifMatch, wrongParameter, now },
    by: caller.clientId,
    ...beyondRole(caller, act === "read" ? `${of.scope}:read` : (of.changes ?? of.scope)),
    kind: of.kind,
    id,
    wrongType: body === undefined ? undefined : wrongTypeOf(act === "change", request.contentType),
    unreadable,
    found: found?.by,
    etag: found && etagOf(found),
    faults: read.faults,
    oneMore: of.kind === "application" ? await oneMoreOf(deps, caller, act, before, read.content) : undefined,
    usedBy: release?.held ?? uses,
  };
  return { on, found, content: read.content, uses, release: release ?? { changes: [], held: [] } };
}

/** The id in the body of something that is added. */
function idIn<Kind extends AdminKind>({ idMember, schema }: Representation<Kind>, body: Members | string | undefined) {
  const named = typeof body === "object" && Object.hasOwn(schema.shape, idMember) ? body[idMember] : undefined;
  return typeof named === "string" ? named : undefined;
}

/** What may be referred to. Nothing belongs to the admin API but what is built in. */
export function besideIn({ registry: { catalogue, settings } }: Deps) {
  return {
    scopes: [...catalogue.scopes.keys()].filter((name) => !ADMIN_SCOPE_NAMES.includes(name)),
    apis: [...catalogue.apis.keys()].filter((resource) => resource !== settings.issuer + ADMIN_PATH),
    keys: settings.additionalKeys,
  };
}

/** With a new secret where one is needed. */
export function finished<Kind extends AdminKind>(deps: Deps, content: Contents[Kind] | undefined, now: number) {
  if (content === undefined || !("client" in content)) return { after: content, secret: undefined };
  const { application, secret } = withSecret(deps, content, now);
  return { after: application as Contents[Kind], secret };
}
