/** Asks that an application is allowed scopes. */
import { addRequest } from "../../../admin/request.ts";
import { basisOf } from "../../../admin/request-basis.ts";
import { requestFaults } from "../../../admin/request-faults.ts";
import { requestChange, type ScopeRequest } from "../../../ports/registered.ts";
import { foldUsername } from "../../../ports/username.ts";
import type { AdminOccasion } from "../../../protocol/admin/occasion.ts";
import type { Deps } from "../../deps.ts";
import { type Caller, isWithinReach } from "../caller.ts";
import { etagOf, type Found, findRegistered } from "../found.ts";
import { handled } from "../operate.ts";
import { findRequest, listRequests, nameOf, shownRequest } from "./found.ts";

/** Open requests about one application. */
const MOST = 10;

export const adding = handled(addRequest, async ({ deps, caller, now, body, judge }) => {
  const { catalogue } = deps.registry;
  const registered = await findRegistered(deps, "application", body.application);
  const application = registered && isWithinReach(caller, registered.content) ? registered : undefined;
  const scopes = [...new Set(body.scope.split(" "))].filter((word) => word !== "");
  const faults = requestFaults({ ...body, scopes }, application?.content.client, catalogue, now);
  const refused =
    (await judge({ faults })) ??
    (application?.by === "file" ? await judge(changedInFile(application.id)) : undefined) ??
    (await judge({ asking: await pendingOf(deps, body.application, scopes) }));
  if (refused !== undefined) return refused;
  const { client } = (application as Found<"application">).content;
  const request: ScopeRequest = {
    // Of the same length, so that their order is that of time.
    id: deps.ids(now).toString(36).padStart(11, "0"),
    clientId: client.id,
    scopes,
    by: nameOf(caller),
    reason: body.reason,
    at: now,
    state: "open",
    basis: basisOf((application as Found<"application">).content),
  };
  const owner = caller.own && foldUsername(caller.own.username);
  await deps.storage.registrations.change([requestChange({ request }, 0, { owner, team: client.team })], {
    at: now,
    actor: caller.actor,
    action: "request/add",
    target: { kind: "request", id: request.id },
    after: { application: client.id, scope: scopes.join(" "), reason: body.reason },
  });
  return shownAs(deps, caller, request.id, `/requests/${request.id}`);
});

/** As it is now, for the response. */
export async function shownAs(deps: Deps, caller: Caller, id: string, location?: string) {
  const found = await findRequest(deps, caller, id);
  if (found === undefined) throw new Error(`The request ${id} is gone.`);
  return { body: await shownRequest(deps, found), etag: etagOf(found), ...(location !== undefined && { location }) };
}

/** An application that a file registers is changed only there, whoever approves. */
const changedInFile = (id: string) => ({ kind: "application", id, act: "change", found: "file" }) as const;

/** An open request for one of the same scopes, or one too many. */
async function pendingOf(deps: Deps, application: string, scopes: readonly string[]): Promise<AdminOccasion["asking"]> {
  // Also those that somebody else has made.
  const all = { own: undefined } as Caller;
  const open = await listRequests(deps, all, { state: "open", application, limit: MOST });
  const same = open.find(({ request }) => request.scopes.some((name) => scopes.includes(name)));
  const found = same ?? (open.length === MOST ? open[0] : undefined);
  return found && { is: "pending", application, open: found.request.id };
}
