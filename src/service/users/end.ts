/** Ends what users hold, with the entry in the audit log and the event for the user. */
import type { Activity, Place } from "../../ports/activity.ts";
import type { AuditEntry } from "../../ports/audit.ts";
import type { Ended } from "../../ports/holdings.ts";
import type { Caller } from "../admin/caller.ts";
import type { Deps } from "../deps.ts";

type Where = Pick<Deps, "storage" | "clock" | "events">;
type By = Pick<Caller, "actor"> & { readonly place?: Place | undefined };

/** How many of each have ended. */
export interface EndedCount {
  readonly sessions: number;
  readonly grants: number;
  readonly scopes: number;
}

const countOf = ({ sessions, grants, consents }: Ended): EndedCount => ({ sessions, grants, scopes: consents });

/** For whoever uses a token later. */
const because = ({ actor }: By, subject: string): string =>
  actor.is === "user" && actor.id === subject ? "the user ended it" : "an operator ended it";

function ending(
  { clock }: Where,
  by: By,
  subject: string,
  action: string,
  target: AuditEntry["target"],
  what: Activity["what"],
  about?: string,
) {
  const at = clock();
  const isOwn = by.actor.is === "user" && by.actor.id === subject;
  const entry: AuditEntry = {
    ...{ at, actor: by.actor, action, target },
    before: { user: subject, ...(about !== undefined && { client_id: about }) },
  };
  const activity: Activity = {
    ...{ subject, at, what },
    ...(about !== undefined && { about }),
    ...(isOwn ? { place: by.place } : { by: "operator" as const }),
  };
  return { at, because: because(by, subject), entry, activity };
}

/** Ends a grant. `undefined`: there is none. */
export async function endGrantBy(deps: Where, by: By, id: number): Promise<boolean | undefined> {
  const grant = await deps.storage.grants.find(id);
  if (grant === undefined) return undefined;
  const { subject, clientId } = grant;
  const how = ending(deps, by, subject, "grant/end", { kind: "grant", id: String(id) }, "grant-ended", clientId);
  const ended = await deps.storage.holdings.endGrant(id, how);
  // Nor may a code that waits go on with what has ended.
  if (ended && grant.managed !== undefined)
    await deps.storage.grants.revokeManaged(grant.managed.root, how.at, how.because);
  if (ended) tell(deps, "grant", subject, clientId);
  return ended;
}

/** Ends a session with its grants. `undefined`: there is none. */
export async function endSessionBy(deps: Where, by: By, id: number): Promise<EndedCount | undefined> {
  const session = await deps.storage.sessions.find(id);
  if (session === undefined) return undefined;
  const { subject } = session;
  const how = ending(deps, by, subject, "session/end", { kind: "session", id: String(id) }, "session-ended");
  return countOf(await deps.storage.holdings.endSession(id, how));
}

/** Ends all sessions of a user but one. */
export async function endOthers(deps: Where, by: By, subject: string, but: number): Promise<EndedCount> {
  const how = ending(deps, by, subject, "session/end-others", { kind: "user", id: subject }, "session-ended");
  return countOf(await deps.storage.holdings.endOtherSessions(subject, but, how));
}

/** Ends all sessions and grants of a user. */
export async function endEverything(deps: Where, by: By, subject: string): Promise<EndedCount> {
  const how = ending(deps, by, subject, "user/end-all", { kind: "user", id: subject }, "all-ended");
  const ended = await deps.storage.holdings.endAll(subject, how);
  if (ended.grants > 0) tell(deps, "grant", subject);
  return countOf(ended);
}

/** Withdraws what a user has allowed an application. */
export async function withdrawFor(deps: Where, by: By, subject: string, clientId: string): Promise<EndedCount> {
  const target = { kind: "consent", id: `${subject} ${clientId}` };
  const how = ending(deps, by, subject, "consent/withdraw", target, "withdrawn", clientId);
  const ended = await deps.storage.holdings.withdraw(subject, clientId, how);
  if (ended.grants + ended.consents > 0) tell(deps, "consent", subject, clientId);
  return countOf(ended);
}

function tell({ events, clock }: Where, what: "grant" | "consent", subject: string, client?: string): void {
  if (events?.heard) events.emit({ type: "changed", at: clock(), what, change: "revoked", subject, client });
}
