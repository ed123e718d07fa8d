/** Who is in a team: joining and leaving, with the entry in the audit log. */
import type { Actor, AuditEntry } from "../../ports/audit.ts";
import { contentOf, type StoredTeam, teamChange } from "../../ports/registered.ts";
import { type Along, StorageUnavailable } from "../../ports/storage.ts";
import type { Deps } from "../deps.ts";

type Where = Pick<Deps, "storage">;
type Who = { readonly at: number; readonly actor: Actor };

/** A team as it is registered; `undefined` if there is none. */
export async function findTeam({ storage }: Where, name: string) {
  const found = await storage.registrations.find("team", name);
  return found && { stored: contentOf({ ...found, kind: "team" }) as StoredTeam, version: found.version };
}

/** The change with which a user joins a team. Who is in it already joins without a change of it. */
export async function joining(
  deps: Where,
  name: string,
  subject: string,
  { at, actor }: Who,
): Promise<Pick<Along, "changes" | "entry"> | "gone"> {
  const found = await findTeam(deps, name);
  if (found === undefined) return "gone";
  const { stored, version } = found;
  const { members } = stored.team;
  const isIn = members.some((member) => member.subject === subject);
  const team = { ...stored.team, members: isIn ? members : [...members, { subject, since: at }] };
  return {
    changes: [teamChange({ ...stored, team }, version)],
    entry: entryOf("team/join", name, subject, { at, actor }),
  };
}

const entryOf = (action: string, name: string, subject: string, who: Who): AuditEntry => ({
  ...who,
  ...{ action, target: { kind: "team", id: name } },
  ...(action === "team/join" ? { after: { member: subject } } : { before: { member: subject } }),
});

/** The team may change meanwhile. */
const ATTEMPTS = 5;

/** A user leaves a team, or is taken out of it. `undefined`: there is no such team or member. */
export async function leaveTeam(deps: Deps, name: string, subject: string, actor: Actor): Promise<true | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const found = await findTeam(deps, name);
    const members = found?.stored.team.members.filter((member) => member.subject !== subject) ?? [];
    if (found === undefined || members.length === found.stored.team.members.length) return undefined;
    const at = deps.clock();
    const change = teamChange({ ...found.stored, team: { ...found.stored.team, members } }, found.version);
    const left = await deps.storage.registrations.change([change], entryOf("team/leave", name, subject, { at, actor }));
    if (typeof left !== "number") continue;
    await deps.registries.refresh();
    const isOwn = actor.is === "user" && actor.id === subject;
    await deps.storage.holdings.note({
      subject,
      at,
      what: "left-team",
      about: name,
      ...(!isOwn && { by: "operator" }),
    });
    return true;
  }
  throw new StorageUnavailable("busy", "the team changes too often");
}
