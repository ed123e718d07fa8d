/**
 * Applies a proved fix of a refusal by a click, and undoes it: only one that changes what is registered of the application, that is safe,
 * and that the caller could make by hand. What it changes is a change like any other: decided, versioned, in the audit log.
 */
import { application } from "../../admin/application.ts";
import type { Members } from "../../admin/representation.ts";
import type { KeptAuditEntry } from "../../ports/audit.ts";
import type { StoredApplication } from "../../ports/registered.ts";
import type { Refused } from "../../protocol/occasion.ts";
import { ADMIN_SCOPE_NAMES, type Catalogue, covers } from "../../protocol/scope/catalogue.ts";
import type { Explanation, ProvedFix } from "../../reasons/explain.ts";
import type { Change, Fix } from "../../reasons/fix.ts";
import { isRefusal } from "../../reasons/index.ts";
import type { Deps } from "../deps.ts";
import { explain } from "../explanations.ts";
import type { Caller } from "./caller.ts";
import { type Changed, changeRegistered } from "./change.ts";
import { etagOf, findRegistered } from "./found.ts";
import { refusalFor, type SeenRefusal } from "./refusals.ts";

/** A fix that can be applied. */
export interface Offer {
  /** Its place among the fixes of the explanation. */
  readonly fix: number;
  readonly proved: ProvedFix;
  readonly clientId: string;
  /** The members that it changes, as they are and as they would be. */
  readonly before: Members;
  readonly after: Members;
  /** Of the version that it would change. */
  readonly etag: string;
}

/** A fix that was applied for a refusal. */
export interface Applied {
  readonly entry: KeptAuditEntry;
  /** The current version, if nothing has changed the application since. Only then can the fix be undone. */
  readonly etag: string | undefined;
}

/** What an application fix may add by a click, and the member of the admin API. Everything else weakens something or isn't the application's. */
const MEMBERS = { scopes: "scope", grantTypes: "grant_types" } as const;

const WHY = { fix: "fix of refusal", undo: "undoes the fix of refusal" } as const;

/** How many entries about an application are looked through. */
const RECENT = 50;

/** The fixes that this caller may apply. */
export async function offersFor(
  deps: Deps,
  caller: Caller,
  { entry, audience }: SeenRefusal,
): Promise<readonly Offer[]> {
  const { clientId } = entry;
  if (clientId === undefined || !covers(caller.scopes, application.scope)) return [];
  const found = await findRegistered(deps, "application", clientId);
  const etag = found && etagOf(found);
  if (found === undefined || found.by === "file" || etag === undefined) return [];
  const { fixes } = explain(deps, entry, audience);
  return fixes.flatMap((proved, fix): readonly Offer[] => {
    if (!isProved(proved) || !isSafe(proved.fix)) return [];
    const after = membersAfter(found.content, proved.fix.changes);
    const before = application.membersOf(found.content);
    if (after === undefined || !mayMake(caller, deps.registry.catalogue, before, after)) return [];
    const differing = Object.keys(after).filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
    if (differing.length === 0) return [];
    const only = (members: Members) => Object.fromEntries(differing.map((name) => [name, members[name]]));
    return [{ fix, proved, clientId, before: only(before), after: only(after), etag }];
  });
}

/** The change does what it promises. Another problem may follow, which the replay shows. */
const isProved = ({ outcome }: ProvedFix): boolean => outcome.is !== "not tried";

const isSafe = ({ weakens, changes }: Fix): boolean => weakens === undefined && changes.length > 0;

/** The members that a fix changes; `undefined` if it changes anything else. */
function membersAfter({ client }: StoredApplication, changes: readonly Change[]): Members | undefined {
  const after: Record<string, unknown> = {};
  for (const change of changes) {
    if (change.change !== "add-to-client" || !(change.member in MEMBERS)) return undefined;
    const member = change.member as keyof typeof MEMBERS;
    const values = [...new Set([...client[member], ...change.values])];
    after[MEMBERS[member]] = member === "scopes" ? values.join(" ") : values;
  }
  return after;
}

/** Owners add scopes that aren't sensitive. Nobody adds a scope of the admin API by a click. */
function mayMake({ own }: Caller, catalogue: Catalogue, before: Members, after: Members): boolean {
  if (own !== undefined && "grant_types" in after) return false;
  const had = String(before.scope ?? "").split(" ");
  const added = String(after.scope ?? "")
    .split(" ")
    .filter((name) => name !== "" && !had.includes(name));
  return added.every((name) => {
    const scope = catalogue.scopes.get(name);
    if (scope === undefined || ADMIN_SCOPE_NAMES.includes(name)) return false;
    return own === undefined || !scope.sensitive;
  });
}

/** The fix that was applied for a refusal and not undone. */
export async function appliedFix(deps: Deps, { entry }: SeenRefusal): Promise<Applied | undefined> {
  const { ref, clientId } = entry;
  if (clientId === undefined) return undefined;
  const found = await findRegistered(deps, "application", clientId);
  const changes = await deps.storage.audit.list({ kind: "application", id: clientId, limit: RECENT });
  const last = changes.find(({ why }) => why === `${WHY.fix} ${ref}` || why === `${WHY.undo} ${ref}`);
  if (last === undefined || last.why === `${WHY.undo} ${ref}`) return undefined;
  const isLatest = changes[0]?.number === last.number && found?.by === "storage";
  return { entry: last, etag: isLatest && found !== undefined ? etagOf(found) : undefined };
}

/** What a button was pressed on. */
export interface Pressed {
  readonly ref: string;
  readonly method: string;
  readonly path: string;
  /** Of the version that was shown; `undefined`: whichever is in force. */
  readonly ifMatch: string | undefined;
}

export type Fixed = Changed<"application"> & { readonly offer: Offer };
export type Undone = Changed<"application"> & { readonly applied: Applied };

/** Applies a fix. `undefined` if there is no such fix, or the caller may not apply it. */
export async function applyFix(
  deps: Deps,
  caller: Caller,
  pressed: Pressed & { readonly fix: number },
  dryRun: boolean,
): Promise<Fixed | Refused | undefined> {
  const seen = await refusalFor(deps, caller, pressed.ref);
  const offers = seen === undefined ? [] : await offersFor(deps, caller, seen);
  const offer = offers.find(({ fix }) => fix === pressed.fix);
  if (offer === undefined) return undefined;
  const ifMatch = pressed.ifMatch ?? offer.etag;
  const done = await change(deps, caller, { ...pressed, ifMatch }, offer.clientId, offer.after, WHY.fix, dryRun);
  return isRefusal(done) ? done : { ...done, offer };
}

/** Restores what a fix has changed. `undefined` if no fix was applied. Refused if the application has changed since. */
export async function undoFix(
  deps: Deps,
  caller: Caller,
  pressed: Pressed,
  dryRun: boolean,
): Promise<Undone | Refused | undefined> {
  const seen = await refusalFor(deps, caller, pressed.ref);
  const applied = seen && covers(caller.scopes, application.scope) ? await appliedFix(deps, seen) : undefined;
  if (applied === undefined) return undefined;
  const { target, before = {}, after = {} } = applied.entry;
  const restored = Object.fromEntries(Object.keys({ ...before, ...after }).map((name) => [name, before[name] ?? null]));
  // What was changed since isn't overwritten, whatever version the caller has seen.
  const ifMatch = applied.etag === undefined ? OUTDATED : (pressed.ifMatch ?? applied.etag);
  const done = await change(deps, caller, { ...pressed, ifMatch }, target.id, restored, WHY.undo, dryRun);
  return isRefusal(done) ? done : { ...done, applied };
}

/** The ETag of no version. */
const OUTDATED = '"0"';

const change = (
  deps: Deps,
  caller: Caller,
  { ref, method, path, ifMatch }: Pressed,
  id: string,
  members: Members,
  why: string,
  dryRun: boolean,
): Promise<Changed<"application"> | Refused> =>
  changeRegistered(
    deps,
    {
      ...{ of: application, act: "change", id, method, path, ifMatch, caller },
      contentType: "application/json",
      body: JSON.stringify(members),
      wrongParameter: undefined,
      why: `${why} ${ref}`,
    },
    dryRun,
  );

/** Whether a fix of an explanation is one of the offered. */
export const offerOf = (offers: readonly Offer[], { fixes }: Explanation, proved: ProvedFix): Offer | undefined =>
  offers.find(({ fix }) => fixes[fix] === proved);
