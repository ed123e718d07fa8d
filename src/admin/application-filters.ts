/** Which applications a list has: by owner, team, scope, and how they registered themselves. */
import {
  BY_ANYBODY,
  BY_NOBODY_VOUCHED,
  BY_THEMSELVES,
  isUnvouched,
  type StoredApplication,
} from "../ports/registered.ts";
import type { ListedBy } from "../ports/registrations.ts";
import { foldUsername } from "../ports/username.ts";
import { flag, type Query, text } from "./parameter.ts";

export const FILTERS = {
  owner: text("Only those of this user, by user name."),
  team: text("Only those of this team."),
  scope: text("Only those that are allowed this scope."),
  registered_by: text(
    "Only those that registered themselves: with the initial access token of this id, `anybody` without one, `*` for all of them.",
  ),
  unvouched: flag("Only those that registered themselves and that nobody vouches for."),
} as const;

type Asked = Query<typeof FILTERS>;

/** Whether an application registered itself: with this token, without any (`BY_ANYBODY`), or in any way (`BY_THEMSELVES`). */
export const isRegisteredBy = ({ registration }: StoredApplication, by: string): boolean =>
  registration !== undefined && (by === BY_THEMSELVES || (registration.by ?? BY_ANYBODY) === by);

/** Selects applications by what the query says; `undefined`: all of them. */
export function filter({
  owner,
  team,
  scope,
  registered_by: by,
  unvouched,
}: Asked): ((one: StoredApplication) => boolean) | undefined {
  if ([owner, team, scope, by].every((one) => one === undefined) && unvouched !== true) return undefined;
  const folded = owner && foldUsername(owner);
  return (one) =>
    (folded === undefined || (one.client.owner !== undefined && foldUsername(one.client.owner) === folded)) &&
    (team === undefined || one.client.team === team) &&
    (scope === undefined || one.client.scopes.includes(scope)) &&
    (by === undefined || isRegisteredBy(one, by)) &&
    (unvouched !== true || isUnvouched(one));
}

/** What the storage finds by an index. `filter` selects the rest. */
export const finds = ({
  owner,
  team,
  scope,
  registered_by: by,
  unvouched,
}: Asked): Pick<ListedBy, "ownedBy" | "uses"> => ({
  ...(owner !== undefined && { ownedBy: { owner: foldUsername(owner), teams: [] } }),
  // Nobody's name is empty.
  ...(owner === undefined && team !== undefined && { ownedBy: { owner: "", teams: [team] } }),
  ...(scope !== undefined && { uses: { kind: "scope", id: scope } }),
  ...(by !== undefined && { uses: { kind: "initial-token", id: by } }),
  ...(unvouched === true && { uses: { kind: "initial-token", id: BY_NOBODY_VOUCHED } }),
});
