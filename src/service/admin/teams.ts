/** What the operations on teams do. */
import { invalid } from "../../admin/representation.ts";
import { inviteToTeam, leaveTeam, listTeamInvitations } from "../../admin/team-members.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import type { Deps } from "../deps.ts";
import { makeLink } from "../users/links.ts";
import { findTeam, leaveTeam as leave } from "../users/teams.ts";
import { type Caller, isWithinReach } from "./caller.ts";
import { type Handled, handled, pageOf } from "./operate.ts";
import { afterId, shownInvitation, shownLink } from "./people-shown.ts";

/** A team within the caller's reach. */
export async function reachableTeam(deps: Deps, caller: Caller, name = "") {
  const found = await findTeam(deps, name);
  return found !== undefined && isWithinReach(caller, found.stored) ? found : undefined;
}

/** Whether the caller may let somebody without an account make one: accounts are the operators' matter. */
export const mayMakeUsers = ({ scopes }: Caller): boolean => covers(scopes, "candor:users");

/** Whether the caller may take a user out of teams. Everybody may leave. */
export const mayTakeOut = ({ own }: Caller, subject: string): boolean => own === undefined || own.subject === subject;

export const TEAMS_HANDLED: readonly Handled[] = [
  handled(listTeamInvitations, async ({ deps, caller, at, now, after, limit, judge }) => {
    const found = await reachableTeam(deps, caller, at.id);
    const refused = await judge({ found: found && "storage" });
    if (refused !== undefined) return refused;
    const filter = { team: at.id ?? "", before: afterId(after), limit: limit + 1, now };
    return pageOf(await deps.storage.invitations.list(filter), limit, shownInvitation, ({ id }) => String(id));
  }),
  handled(inviteToTeam, async ({ deps, caller, at, body, judge }) => {
    const found = await reachableTeam(deps, caller, at.id);
    const { email, new_users: newUsers } = body as { readonly email?: string; readonly new_users: boolean };
    const beyond = newUsers && !mayMakeUsers(caller);
    const faults = beyond ? [invalid("/new_users", "true", "false, because only operators may add users")] : [];
    const refused = await judge({ found: found && "storage", faults });
    if (refused !== undefined) return refused;
    const to = { act: "team", team: at.id ?? "", newUsers, ...(email !== undefined && { email }) } as const;
    return { body: shownLink(await makeLink(deps, caller, to)) };
  }),
  handled(leaveTeam, async ({ deps, caller, at, judge }) => {
    const { id = "", subject = "" } = at;
    const found = await reachableTeam(deps, caller, id);
    const isMember = found?.stored.team.members.some((member) => member.subject === subject) === true;
    const refused = await judge({ found: isMember && mayTakeOut(caller, subject) ? "storage" : undefined });
    if (refused !== undefined) return refused;
    await leave(deps, id, subject, caller.actor);
    return "nothing";
  }),
];
