/** Teams in the console. What is done is what the admin API does. */
import { team as representation } from "../../admin/team.ts";
import { linkPage } from "../../pages/console/new-user.tsx";
import { joinTeamPage, newTeamPage, teamPage, teamsActions, teamsPage } from "../../pages/console/teams.tsx";
import { covers } from "../../protocol/scope/catalogue.ts";
import { isRefusal } from "../../reasons/index.ts";
import { listRegistered } from "../../service/admin/found.ts";
import { mayMakeUsers, mayTakeOut, reachableTeam } from "../../service/admin/teams.ts";
import { findUser } from "../../service/hooks/users.ts";
import { findLink, joinByLink } from "../../service/users/accept.ts";
import { makeLink } from "../../service/users/links.ts";
import { leaveTeam } from "../../service/users/teams.ts";
import { ask, faultsIn } from "./change.ts";
import { isSelected, textIn } from "./form.ts";
import { PAGE, paged } from "./holdings.ts";
import { NOTHING, type Outcome, type Section, type Visit } from "./section.ts";

const READ = "candor:applications:read";
const INVITE = "candor:applications";
const WRITE = "candor:users";

export const teams: Section = {
  links: [{ group: "Users", label: "Teams", path: "/teams", icon: "team", needs: READ }],
  routes: [
    { method: "GET", path: "/teams", needs: READ, handle: list },
    { method: "GET", path: "/teams/new", needs: WRITE, handle: (visit) => shownNew(visit) },
    { method: "POST", path: "/teams/new", needs: WRITE, handle: add },
    { method: "GET", path: "/teams/:name", needs: READ, handle: (visit) => shown(visit) },
    { method: "POST", path: "/teams/:name/invite", needs: INVITE, handle: invite },
    { method: "POST", path: "/teams/:name/leave", needs: INVITE, handle: leave },
    { method: "POST", path: "/teams/:name/remove", needs: WRITE, handle: remove },
    { method: "GET", path: "/join", handle: showLink },
    { method: "POST", path: "/join", handle: join },
  ],
};

const CRUMBS = [{ label: "Teams", path: "/teams" }];
const pathOf = (name: string): string => `/teams/${encodeURIComponent(name)}`;

async function list({ deps, caller, frame, query }: Visit): Promise<Outcome> {
  const found = await listRegistered(deps, "team", { after: query.get("next") ?? undefined, limit: PAGE + 1, caller });
  const page = paged(found, `${frame.root}/teams`, ({ id }) => id);
  const mayAdd = covers(caller.scopes, WRITE);
  const all = page.rows.map(({ id, content }) => ({ name: id, members: content.team.members.length }));
  return {
    is: "page",
    head: {
      ...{ title: "Teams", lead: "Users who own applications together." },
      ...(mayAdd && { actions: teamsActions(frame) }),
    },
    body: teamsPage({ frame, teams: all, next: page.next, mayAdd }),
  };
}

function shownNew({ frame }: Visit, again: Partial<Parameters<typeof newTeamPage>[0]> = {}): Outcome {
  return {
    is: "page",
    status: again.name === undefined ? 200 : 400,
    head: { title: "Make a team", crumbs: CRUMBS },
    body: newTeamPage({ frame, name: "", ...again }),
  };
}

async function add(visit: Visit): Promise<Outcome> {
  const name = textIn(visit.form, "name") ?? "";
  const added = await ask(visit, representation, { act: "add", members: { name } });
  if (!isRefusal(added)) return { is: "go", to: pathOf(added.id), notice: `The team ${added.id} is made.` };
  const { says } = await visit.note(added);
  const faults = faultsIn(added);
  return shownNew(visit, { name, faults, ...(faults.size === 0 && { refused: says }) });
}

async function shown(
  visit: Visit,
  again: Pick<Parameters<typeof teamPage>[0], "refused" | "faults"> = {},
): Promise<Outcome> {
  const { deps, caller, account, frame, params } = visit;
  const found = await reachableTeam(deps, caller, params.name);
  if (found === undefined) return NOTHING;
  const { name, members } = found.stored.team;
  const named = await Promise.all(
    members.map(async (one) => ({
      ...one,
      username: (await findUser(deps, one.subject))?.username ?? "a removed user",
    })),
  );
  const mayInvite = covers(caller.scopes, INVITE);
  const open = mayInvite ? await deps.storage.invitations.list({ team: name, limit: PAGE, now: deps.clock() }) : [];
  return {
    is: "page",
    status: again.refused === undefined && again.faults === undefined ? 200 : 400,
    head: { title: name, crumbs: CRUMBS },
    body: teamPage({
      ...{ frame, name, members: named, mayInvite, etag: `"${found.version}"`, ...again },
      invitations: open.map(({ id, expiresAt, to }) => ({ id, expiresAt, email: to?.email })),
      own: mayInvite ? account.subject : undefined,
      mayTakeOut: covers(caller.scopes, WRITE),
      mayMakeUsers: mayMakeUsers(caller),
      mayRemove: covers(caller.scopes, WRITE),
    }),
  };
}

async function invite(visit: Visit): Promise<Outcome> {
  const { deps, caller, params, form } = visit;
  const found = await reachableTeam(deps, caller, params.name);
  if (found === undefined) return NOTHING;
  const email = textIn(form, "email");
  if (email !== undefined && !/^[^\s@]{1,64}@[^\s@]{1,255}$/.test(email))
    return shown(visit, { faults: new Map([["email", { sent: `'${email}'`, expected: "an e-mail address" }]]) });
  const { name } = found.stored.team;
  const newUsers = isSelected(form, "new_users") && mayMakeUsers(caller);
  const made = await makeLink(deps, caller, {
    act: "team",
    team: name,
    newUsers,
    ...(email !== undefined && { email }),
  });
  return {
    is: "page",
    head: { title: "A link that can be used once", crumbs: [...CRUMBS, { label: name, path: pathOf(name) }] },
    body: linkPage({
      link: made.link,
      expiresAt: made.invitation.expiresAt,
      says: `Whoever has it joins the team ${name}.`,
    }),
  };
}

async function leave({ deps, caller, account, params, form }: Visit): Promise<Outcome> {
  const subject = form.get("subject") ?? "";
  const found = await reachableTeam(deps, caller, params.name);
  if (found === undefined || !mayTakeOut(caller, subject)) return NOTHING;
  const { name } = found.stored.team;
  if ((await leaveTeam(deps, name, subject, caller.actor)) === undefined) return NOTHING;
  const isOwn = subject === account.subject && caller.own !== undefined;
  return {
    is: "go",
    to: isOwn ? "/teams" : pathOf(name),
    notice: isOwn ? `You left ${name}.` : "The user is taken out.",
  };
}

async function remove(visit: Visit): Promise<Outcome> {
  const { params, form } = visit;
  const removed = await ask(visit, representation, {
    act: "remove",
    id: params.name,
    ifMatch: form.get("etag") ?? undefined,
  });
  if (!isRefusal(removed)) return { is: "go", to: "/teams", notice: `The team ${removed.id} is removed.` };
  if (removed.refused === "admin/not-found") return NOTHING;
  return shown(visit, { refused: (await visit.note(removed)).says });
}

async function showLink({ deps, frame, query }: Visit): Promise<Outcome> {
  const token = query.get("token") ?? "";
  const found = await findLink(deps, token);
  if (isRefusal(found)) return { is: "refused", refused: found };
  const { act, team } = found.to ?? {};
  if (act !== "team" || team === undefined) return NOTHING;
  return { is: "page", head: { title: `Join the team ${team}` }, body: joinTeamPage({ frame, team, token }) };
}

async function join({ deps, account, address, form }: Visit): Promise<Outcome> {
  const joined = await joinByLink(deps, form.get("token") ?? "", account, address);
  if (typeof joined !== "string") return { is: "refused", refused: joined };
  return { is: "go", to: pathOf(joined), notice: `You are in the team ${joined}.` };
}
