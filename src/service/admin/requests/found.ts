/** Finds requests, and says who may see and decide them. */
import { outdated } from "../../../admin/request-basis.ts";
import { contentOf, type ScopeRequest } from "../../../ports/registered.ts";
import type { ListedBy, Registration } from "../../../ports/registrations.ts";
import { foldUsername } from "../../../ports/username.ts";
import type { Deps } from "../../deps.ts";
import { findUser } from "../../hooks/users.ts";
import { type Caller, isWithinReach } from "../caller.ts";
import { type Found, findRegistered } from "../found.ts";

export interface FoundRequest {
  readonly request: ScopeRequest;
  readonly version: number;
  /** `undefined` if it was removed. */
  readonly application: Found<"application"> | undefined;
}

/** Who asks or decides, as a request names it. */
export const nameOf = ({ own, actor }: Caller): string => own?.subject ?? actor.id;

/** Whether a caller decides about requests. Nobody decides for the own application but operators. */
export const decides = ({ own, role }: Caller): boolean =>
  own === undefined && (role === "operator" || role === "service");

/** Whether a caller may withdraw a request, which is another's unless it is about an application of the caller. */
export const isOwn = (caller: Caller, { request, application }: FoundRequest): boolean =>
  request.by === nameOf(caller) ||
  (caller.own !== undefined && application !== undefined && isWithinReach(caller, application.content));

/** Whether a caller may see a request: about an own application, or made by the caller. */
const maySee = (caller: Caller, found: FoundRequest): boolean => caller.own === undefined || isOwn(caller, found);

async function loaded(deps: Deps, row: Registration): Promise<FoundRequest> {
  const { request } = contentOf({ ...row, kind: "request" });
  const application = await findRegistered(deps, "application", request.clientId);
  return { request, version: row.version, application };
}

/** A request within the caller's reach. */
export async function findRequest(deps: Deps, caller: Caller, id: string): Promise<FoundRequest | undefined> {
  const row = await deps.storage.registrations.find("request", id);
  const found = row && (await loaded(deps, row));
  return found !== undefined && maySee(caller, found) ? found : undefined;
}

export interface RequestsBy {
  readonly state?: ScopeRequest["state"] | undefined;
  readonly application?: string | undefined;
  /** The id after which the list continues. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** How many are read at once. */
const PAGE = 100;

/** Those within the caller's reach, the oldest first. */
export async function listRequests(
  deps: Deps,
  caller: Caller,
  { state, application, after: start, limit }: RequestsBy,
): Promise<readonly FoundRequest[]> {
  const { own } = caller;
  const ownedBy: ListedBy["ownedBy"] = own && { owner: foldUsername(own.username), teams: [...own.teams] };
  const uses: ListedBy["uses"] =
    application !== undefined
      ? { kind: "application", id: application }
      : state !== undefined
        ? { kind: "request", id: state }
        : undefined;
  const found: FoundRequest[] = [];
  for (let after = start; ; ) {
    const rows = await deps.storage.registrations.list({ kind: "request", after, ownedBy, uses, limit: PAGE });
    for (const row of rows) {
      const one = await loaded(deps, row);
      if ((state === undefined || one.request.state === state) && maySee(caller, one)) found.push(one);
      if (found.length === limit) return found;
    }
    if (rows.length < PAGE) return found;
    after = rows.at(-1)?.id;
  }
}

/** How many are open, of all. */
export const countOpen = ({ storage }: Pick<Deps, "storage">): Promise<number> =>
  storage.registrations.countUsing({ kind: "request", id: "open" }, "request");

/** As it is shown. */
export async function shownRequest(deps: Deps, { request, application }: FoundRequest): Promise<object> {
  const { id, clientId, scopes, reason, by, at, state, decided } = request;
  const nameOf = async (subject: string): Promise<string> => (await findUser(deps, subject))?.username ?? subject;
  const late = state === "open" ? outdated(request, application?.content, deps.registry.catalogue, deps.clock()) : [];
  return {
    id,
    application: clientId,
    ...(application !== undefined && { application_name: application.content.client.name }),
    scope: scopes.join(" "),
    reason,
    requested_by: await nameOf(by),
    requested_at: new Date(at).toISOString(),
    state,
    ...(late.length > 0 && { outdated: late }),
    ...(decided !== undefined && {
      decided_by: await nameOf(decided.by),
      decided_at: new Date(decided.at).toISOString(),
      ...(decided.reason !== "" && { comment: decided.reason }),
    }),
  };
}
