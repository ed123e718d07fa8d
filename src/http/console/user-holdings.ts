/** What a user holds, for operators and auditors: grants, sessions and events. */

import { GrantTable } from "../../pages/console/grants.tsx";
import { userActivityPage, userBadges, userSessionsPage } from "../../pages/console/new-user.tsx";
import { userTabs } from "../../pages/console/users.tsx";
import { reportsOf } from "../../ports/reports.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import { endEverything, endSessionBy } from "../../service/users/end.ts";
import { viewGrants } from "../../service/users/grant-state.ts";
import { shownGrants } from "./grants.ts";
import { beforeIn, idIn, PAGE, paged, shownEvents, shownSessions } from "./holdings.ts";
import { type ConsoleRoute, NOTHING, type Outcome, type Visit } from "./section.ts";

const READ = "candor:users:read";
const WRITE = "candor:users";

export const USER_HOLDING_ROUTES: readonly ConsoleRoute[] = [
  { method: "GET", path: "/users/:subject/grants", needs: READ, handle: grants },
  { method: "GET", path: "/users/:subject/sessions", needs: READ, handle: sessions },
  { method: "POST", path: "/users/:subject/sessions/end", needs: WRITE, handle: endOne },
  { method: "POST", path: "/users/:subject/end-all", needs: WRITE, handle: endAll },
  { method: "GET", path: "/users/:subject/activity", needs: READ, handle: activity },
];

type At = Parameters<typeof userTabs>[1];

async function headFor({ deps, params }: Visit, at: At) {
  const account = await deps.storage.people.find(params.subject ?? "");
  if (account === undefined) return undefined;
  const crumbs = [{ label: "Users", path: "/users" }];
  return { title: account.username, badges: userBadges(account), crumbs, tabs: userTabs(account.subject, at) };
}

const pathOf = ({ params }: Visit, rest: string): string => `/users/${encodeURIComponent(params.subject ?? "")}${rest}`;

async function grants(visit: Visit): Promise<Outcome> {
  const { deps, frame, params, query } = visit;
  const head = await headFor(visit, "access");
  if (head === undefined) return NOTHING;
  const filter = { subject: params.subject, before: beforeIn(query.get("next")), limit: PAGE + 1 };
  const found = await reportsOf(deps.storage).holdings.grants(filter);
  const page = paged(found, frame.root + pathOf(visit, "/grants"), ({ grant: { id } }) => id);
  const rows = await shownGrants(deps, await viewGrants(deps, page.rows, deps.clock()));
  return { is: "page", head, body: GrantTable({ frame, grants: rows, next: page.next, without: "user" }) };
}

async function sessions(visit: Visit): Promise<Outcome> {
  const { deps, frame, params, query, sessionId, caller } = visit;
  const head = await headFor(visit, "sessions");
  if (head === undefined) return NOTHING;
  const subject = params.subject ?? "";
  const page = await shownSessions(
    deps,
    reportsOf(deps.storage),
    subject,
    sessionId,
    query.get("next"),
    frame.root + pathOf(visit, "/sessions"),
  );
  return {
    is: "page",
    head,
    body: userSessionsPage({ frame, subject, mayEnd: covers(caller.scopes, WRITE), ...page }),
  };
}

async function endOne(visit: Visit): Promise<Outcome> {
  const id = idIn(visit.form.get("session"));
  const session = await visit.deps.storage.sessions.find(id);
  if (session?.subject !== visit.params.subject) return NOTHING;
  await endSessionBy(visit.deps, visit.caller, id);
  return { is: "go", to: pathOf(visit, "/sessions"), notice: "The session is ended." };
}

async function endAll(visit: Visit): Promise<Outcome> {
  const ended = await endEverything(visit.deps, visit.caller, visit.params.subject ?? "");
  return {
    is: "go",
    to: pathOf(visit, "/sessions"),
    notice: `Ended: ${ended.sessions} ${ended.sessions === 1 ? "session" : "sessions"} and ${ended.grants} ${ended.grants === 1 ? "grant" : "grants"}.`,
  };
}

async function activity(visit: Visit): Promise<Outcome> {
  const { deps, frame, params, query } = visit;
  const head = await headFor(visit, "activity");
  if (head === undefined) return NOTHING;
  const url = frame.root + pathOf(visit, "/activity");
  return {
    is: "page",
    head,
    body: userActivityPage(
      await shownEvents(deps, reportsOf(deps.storage), params.subject ?? "", query.get("next"), url, PAGE),
    ),
  };
}
