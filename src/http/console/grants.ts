/** Grants in the console: by application, and the life of one. */

import type { LifeStep } from "../../pages/console/grant-life.tsx";
import { GrantState, grantPage, grantsPage, type ShownGrant } from "../../pages/console/grants.tsx";
import { reportsOf } from "../../ports/reports.ts";
import { hasCode } from "../../protocol/grant.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import type { Deps } from "../../service/deps.ts";
import { findUser } from "../../service/hooks/users.ts";
import { endGrantBy } from "../../service/users/end.ts";
import { type GrantView, viewGrants } from "../../service/users/grant-state.ts";
import { beforeIn, idIn, PAGE, paged } from "./holdings.ts";
import { NOTHING, type Outcome, type Section, type Visit } from "./section.ts";

const READ = "candor:users:read";
const WRITE = "candor:users";

export const grants: Section = {
  links: [{ group: "Users", label: "Grants", path: "/grants", icon: "grant", needs: READ }],
  routes: [
    { method: "GET", path: "/grants", needs: READ, handle: list },
    { method: "GET", path: "/grants/:id", needs: READ, handle: one },
    { method: "POST", path: "/grants/:id/end", needs: WRITE, handle: end },
  ],
};

/** With the names of users. */
export async function shownGrants(deps: Deps, views: readonly GrantView[]): Promise<readonly ShownGrant[]> {
  const names = new Map<string, string>();
  for (const { grant } of views)
    if (!names.has(grant.subject))
      names.set(grant.subject, (await findUser(deps, grant.subject))?.username ?? "a removed user");
  return views.map(({ grant, client, state, lastTokenAt, ended }) => ({
    ...{ id: grant.id, clientId: grant.clientId, subject: grant.subject, scopes: grant.scopes },
    ...{ state, lastTokenAt, since: grant.createdAt, because: ended?.because },
    clientName: client?.name ?? grant.clientId,
    username: names.get(grant.subject) ?? "",
  }));
}

async function list({ deps, frame, query }: Visit): Promise<Outcome> {
  const [clientId, live, next] = [
    query.get("client_id")?.trim() ?? "",
    query.get("live") === "true",
    query.get("next"),
  ];
  const now = deps.clock();
  const found = await reportsOf(deps.storage).holdings.grants({
    clientId: clientId === "" ? undefined : clientId,
    liveAt: live ? now : undefined,
    before: beforeIn(next),
    limit: PAGE + 1,
  });
  const sent = new URLSearchParams({ ...(clientId !== "" && { client_id: clientId }), ...(live && { live: "true" }) });
  const url = `${frame.root}/grants${sent.size > 0 ? `?${sent}` : ""}`;
  const page = paged(found, url, ({ grant: { id } }) => id);
  const views = await viewGrants(deps, page.rows, now);
  const rows = await shownGrants(deps, live ? views.filter(({ state }) => state !== "ended") : views);
  return {
    is: "page",
    head: { title: "Grants", lead: "What users have allowed applications: each sign-in to an application is one." },
    body: grantsPage({ frame, grants: rows, clientId, live, next: page.next, first: next === null ? undefined : url }),
  };
}

async function viewOf({ deps, params }: Visit): Promise<GrantView | undefined> {
  const id = idIn(params.id);
  const [listed] = await deps.storage.holdings.grants({ before: id + 1, limit: 1 });
  return listed?.grant.id === id ? (await viewGrants(deps, [listed], deps.clock()))[0] : undefined;
}

async function one(visit: Visit): Promise<Outcome> {
  const view = await viewOf(visit);
  const [shown] = view === undefined ? [] : await shownGrants(visit.deps, [view]);
  if (view === undefined || shown === undefined) return NOTHING;
  const { askedDetails } = await import("../people/asked-details.ts");
  return {
    is: "page",
    head: {
      ...{ title: `${shown.username} in ${shown.clientName}`, crumbs: [{ label: "Grants", path: "/grants" }] },
      badges: GrantState(shown),
    },
    body: grantPage({
      ...{ frame: visit.frame, grant: shown, steps: lifeOf(view) },
      source: view.grant.source.kind === "code" ? "an authorization code" : view.grant.source.kind,
      mayEnd: covers(visit.caller.scopes, WRITE),
      apis: view.grant.audience ?? [],
      details: askedDetails(
        visit.deps.registry.settings.authorizationDetailsTypes,
        view.grant.authorizationDetails ?? [],
        String(visit.headers["accept-language"] ?? ""),
      ),
    }),
  };
}

async function end(visit: Visit): Promise<Outcome> {
  const ended = await endGrantBy(visit.deps, visit.caller, idIn(visit.params.id));
  if (ended === undefined) return NOTHING;
  const notice = ended ? "The grant is ended, with all of its tokens." : "It had ended before.";
  return { is: "go", to: `/grants/${idIn(visit.params.id)}`, notice };
}

const shortTime = (at: number): string => new Date(at).toISOString().slice(0, 16).replace("T", " ");

/** Allowed, redeemed, refreshed, ended: what has happened, and what may still happen. */
function lifeOf({ grant, state, ended }: GrantView): readonly LifeStep[] {
  const code = hasCode(grant) ? grant.source : undefined;
  const steps: LifeStep[] = [{ label: "Allowed", note: shortTime(grant.createdAt), state: "done" }];
  if (code?.redeemedAt !== undefined)
    steps.push({ label: "Code redeemed", note: shortTime(code.redeemedAt), state: "done" });
  else if (code !== undefined && state === "waiting")
    steps.push({ label: "Code not redeemed", note: `until ${shortTime(code.expiresAt)}`, state: "open" });
  const { refresh } = grant;
  if (refresh !== undefined && refresh.generation > 0)
    steps.push({
      label: refresh.generation === 1 ? "Refreshed once" : `Refreshed ${refresh.generation} times`,
      note: `last ${shortTime(refresh.rotatedAt)}`,
      state: "done",
    });
  if (ended !== undefined)
    steps.push({ label: "Ended", note: ended.at === undefined ? "" : shortTime(ended.at), state: "ended" });
  else if (state === "live") steps.push({ label: "Live", note: "tokens may be used", state: "now" });
  return steps;
}
