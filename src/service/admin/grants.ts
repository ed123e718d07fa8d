/** What the operations on grants, sessions and invitations do. */
import {
  addInvitation,
  endGrant,
  endSession,
  getGrant,
  listGrants,
  listInvitations,
  listLogouts,
  listSessions,
  removeInvitation,
} from "../../admin/grants.ts";
import { invalid } from "../../admin/representation.ts";
import { reportsOf } from "../../ports/reports.ts";
import type { Deps } from "../deps.ts";
import { sidOf } from "../sessions.ts";
import { beyondCaller } from "../users/change-user.ts";
import { endGrantBy, endSessionBy } from "../users/end.ts";
import { viewGrants } from "../users/grant-state.ts";
import { makeLink, withdrawLink } from "../users/links.ts";
import { type Handled, handled, pageOf } from "./operate.ts";
import {
  afterId,
  grantPage,
  idIn,
  shownGrant,
  shownInvitation,
  shownLink,
  shownLogout,
  shownSession,
} from "./people-shown.ts";

async function viewedGrant(deps: Deps, id: number, now: number) {
  const [listed] = await deps.storage.holdings.grants({ before: id + 1, limit: 1 });
  return listed?.grant.id === id ? (await viewGrants(deps, [listed], now))[0] : undefined;
}

export const GRANTS_HANDLED: readonly Handled[] = [
  handled(listGrants, async ({ deps, query, now, after, limit }) => {
    const { user: subject, client_id: clientId, live } = query;
    const filter = { subject, clientId, liveAt: live === true ? now : undefined, before: afterId(after) };
    const views = await viewGrants(
      deps,
      await reportsOf(deps.storage).holdings.grants({ ...filter, limit: limit + 1 }),
      now,
    );
    return grantPage(views, limit, query.live === true);
  }),
  handled(getGrant, async ({ deps, at, now, judge }) => {
    const found = await viewedGrant(deps, idIn(at.id), now);
    const refused = await judge({ found: found && "storage" });
    return refused ?? (found === undefined ? "nothing" : { body: shownGrant(found) });
  }),
  handled(endGrant, async ({ deps, caller, at, judge }) => {
    const ended = await endGrantBy(deps, caller, idIn(at.id));
    return (await judge({ found: ended === undefined ? undefined : "storage" })) ?? "nothing";
  }),
  handled(listSessions, async ({ deps, query, now, after, limit }) => {
    const filter = { subject: query.user, openAt: now, before: afterId(after), limit: limit + 1 };
    return pageOf(await reportsOf(deps.storage).holdings.sessions(filter), limit, shownSession, ({ id }) => String(id));
  }),
  handled(endSession, async ({ deps, caller, at, judge }) => {
    const ended = await endSessionBy(deps, caller, idIn(at.id));
    return (await judge({ found: ended === undefined ? undefined : "storage" })) ?? "nothing";
  }),
  handled(listLogouts, async ({ deps, query, after, limit }) => {
    const { user: subject, client_id: clientId, untold } = query;
    const filter = { subject, clientId, untold, before: afterId(after), limit: limit + 1 };
    const found = await deps.storage.sessionApps.list(filter);
    return pageOf(
      found,
      limit,
      (app) => shownLogout(app, sidOf(deps, app.sessionId)),
      ({ id }) => String(id),
    );
  }),
  handled(listInvitations, async ({ deps, now, after, limit }) => {
    const found = await deps.storage.invitations.list({ before: afterId(after), limit: limit + 1, now });
    return pageOf(found, limit, shownInvitation, ({ id }) => String(id));
  }),
  handled(addInvitation, async ({ deps, caller, body, judge }) => {
    const { email, name, role, team } = body as Readonly<Record<string, string | undefined>> & { role: "user" };
    if (team !== undefined && (await deps.storage.registrations.find("team", team)) === undefined) {
      const refused = await judge({ faults: [invalid("/team", JSON.stringify(team), "the name of a team")] });
      if (refused !== undefined) return refused;
    }
    const beyond = beyondCaller(caller, role);
    const above = beyond.length > 0 ? await judge({ faults: beyond }) : undefined;
    if (above !== undefined) return above;
    const claims = {
      ...(name !== undefined && { name }),
      ...(email !== undefined && { email, email_verified: false }),
    };
    const link = await makeLink(deps, caller, { act: "account", team, email, claims }, role);
    return { body: shownLink(link), location: `/invitations/${link.invitation.id}` };
  }),
  handled(removeInvitation, async ({ deps, caller, at, judge }) => {
    const isGone = await withdrawLink(deps, caller, idIn(at.id));
    return (await judge({ found: isGone ? "storage" : undefined })) ?? "nothing";
  }),
];
