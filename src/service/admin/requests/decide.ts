/** Decides a request. An approval changes the application and the request in one step. */
import { application as representation } from "../../../admin/application.ts";
import { invalid } from "../../../admin/representation.ts";
import { decideRequest } from "../../../admin/request.ts";
import { outdated } from "../../../admin/request-basis.ts";
import { submitted } from "../../../admin/submitted.ts";
import type { AuditEntry } from "../../../ports/audit.ts";
import { requestChange, type ScopeRequest, type StoredApplication } from "../../../ports/registered.ts";
import type { Change } from "../../../ports/registrations.ts";
import { StorageUnavailable } from "../../../ports/storage.ts";
import { foldUsername } from "../../../ports/username.ts";
import type { AdminOccasion, FieldFault } from "../../../protocol/admin/occasion.ts";
import type { Deps } from "../../deps.ts";
import type { Caller } from "../caller.ts";
import { besideIn, changeOf, refreshed } from "../change.ts";
import { consequencesOf } from "../consequences.ts";
import { etagOf } from "../found.ts";
import { handled } from "../operate.ts";
import { shownAs } from "./add.ts";
import { decides, type FoundRequest, findRequest, isOwn, nameOf, shownRequest } from "./found.ts";

interface Said {
  readonly state: "approved" | "declined" | "withdrawn";
  readonly comment?: string | undefined;
}

/** What was decided before another change is decided again. */
const ATTEMPTS = 3;

export const deciding = handled(decideRequest, async ({ deps: given, caller, now, at, body, dryRun, judge }) => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const deps = attempt === 0 ? given : await refreshed(given);
    const found = await findRequest(deps, caller, at.id ?? "");
    const approved = found && body.state === "approved" ? await approvedOf(deps, caller, found, now) : undefined;
    const refused = await judge({
      ...factsOf(deps, caller, found, body, now),
      ...(approved !== undefined && "faults" in approved && { faults: approved.faults }),
    });
    if (refused !== undefined) return refused;
    if (found === undefined) throw new Error("A request that isn't there was decided.");
    const after = { ...found.request, state: body.state, decided: decisionOf(caller, body, now) };
    const change = approved !== undefined && "after" in approved ? approved : undefined;
    if (dryRun) return tried(deps, caller, { ...found, request: after }, change);
    const changes = [
      requestChange({ request: after }, found.version, await foundAs(deps, found)),
      ...(change?.changes ?? []),
    ];
    const version = await deps.storage.registrations.change(changes, entryOf(caller, found.request, body, change, now));
    if (typeof version !== "number") continue;
    await deps.registries.refresh();
    return shownAs({ ...deps, registry: deps.registries.current() }, caller, found.request.id);
  }
  throw new StorageUnavailable("busy", "what is registered changes too often");
});

const decisionOf = (caller: Caller, { comment = "" }: Said, now: number): ScopeRequest["decided"] => ({
  by: nameOf(caller),
  reason: comment,
  at: now,
});

/** What the decision about the decision uses. */
function factsOf(
  { registry }: Deps,
  caller: Caller,
  found: FoundRequest | undefined,
  { state, comment }: Said,
  now: number,
): Partial<AdminOccasion> {
  if (found === undefined) return { found: undefined };
  const facts = { found: "storage", etag: etagOf(found), id: found.request.id } as const;
  const withdraws = state === "withdrawn";
  if (!withdraws && !decides(caller))
    return { ...facts, beyondRole: { role: caller.role, needs: "deciding requests" } };
  const faults = [
    ...(withdraws && !isOwn(caller, found)
      ? [invalid("/state", "'withdrawn'", "approved or declined, because only who has asked can withdraw it")]
      : []),
    ...(state === "declined" && comment === undefined ? [invalid("/comment", "missing", "why it is declined")] : []),
  ];
  const late = state === "approved" ? outdated(found.request, found.application?.content, registry.catalogue, now) : [];
  const asking =
    found.request.state !== "open"
      ? ({ is: "decided", state: found.request.state } as const)
      : late.length > 0
        ? ({ is: "outdated", application: found.request.clientId, because: late } as const)
        : undefined;
  return { ...facts, faults, asking };
}

/** By whom it is found stays as it was made. */
async function foundAs({ storage }: Deps, { request }: FoundRequest): Promise<Change["found"]> {
  const account = await storage.people.find(request.by);
  const { team } = request.basis as { readonly team?: string };
  return { owner: account && foldUsername(account.username), team };
}

interface Approved {
  readonly before: StoredApplication;
  readonly after: StoredApplication;
  readonly changes: readonly Change[];
}

interface Faulty {
  readonly faults: readonly FieldFault[];
}

/** The application with the scopes; the faults if its rules forbid that. `undefined` if it can't be changed at all. */
async function approvedOf(
  deps: Deps,
  caller: Caller,
  { request, application }: FoundRequest,
  now: number,
): Promise<Approved | Faulty | undefined> {
  if (application === undefined || application.by === "file") return undefined;
  const { content: before } = application;
  const scope = [...new Set([...before.client.scopes, ...request.scopes])].join(" ");
  const reading = {
    ...{
      beside: besideIn(deps),
      inFile: deps.registries.settingsInFile,
      granted: caller.scopes,
      before,
      newId: "",
      now,
    },
    // An operator decides, about the scopes alone.
    ...{ exists: { owner: true, team: true }, walls: undefined },
  };
  const { content: after, faults } = submitted(representation, { scope }, reading);
  if (after === undefined) return { faults: faults.map((fault) => ({ ...fault, pointer: "/state" })) };
  const { id } = before.client;
  return { before, after, changes: [await changeOf(deps, { of: representation, id }, application, after)] };
}

function entryOf(
  { actor }: Caller,
  { id, clientId }: ScopeRequest,
  { state, comment }: Said,
  change: Approved | undefined,
  now: number,
): AuditEntry {
  const about = { at: now, actor };
  if (change === undefined) {
    const action = state === "withdrawn" ? "request/withdraw" : "request/decline";
    const after = { state, ...(comment !== undefined && { comment }) };
    return { ...about, action, target: { kind: "request", id }, before: { state: "open" }, after };
  }
  const [before, after] = [change.before, change.after].map(({ client }) => ({ scope: client.scopes.join(" ") }));
  const target = { kind: "application", id: clientId };
  return { ...about, action: "application/change", target, before, after, why: `request ${id}` };
}

/** What a dry run responds. */
async function tried(deps: Deps, caller: Caller, found: FoundRequest, change: Approved | undefined) {
  const result = await shownRequest(deps, found);
  if (change === undefined) return { body: { result, consequences: {} } };
  const { before, after } = change;
  const difference = { kind: "application", id: before.client.id, before, after } as const;
  return { body: { result, consequences: await consequencesOf(deps, difference, caller) } };
}
