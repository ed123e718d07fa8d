/** What a user leaves behind who is removed or gets another name: applications that the name owns, initial access tokens for it, and teams. */
import type { Actor } from "../../ports/audit.ts";
import {
  applicationChange,
  contentOf,
  initialTokenChange,
  type StoredApplication,
  type StoredTeam,
  teamChange,
} from "../../ports/registered.ts";
import type { Change, ListedBy, Registration } from "../../ports/registrations.ts";
import type { Account, Along, Storage } from "../../ports/storage.ts";
import { foldUsername } from "../../ports/username.ts";

type Where = { readonly storage: Pick<Storage, "registrations"> };

/** Rows that are read at once. */
const PAGE = 200;

/**
 * Changes that give a user's applications to the user's next name, or to nobody; with no next name, the user also leaves all teams, and tokens
 * end with which applications would become the user's. Without them, whoever gets the name later would own the applications.
 */
export async function leftBehind(
  deps: Where,
  { subject, username }: Pick<Account, "subject" | "username">,
  next: string | undefined,
  { at, actor }: { readonly at: number; readonly actor: Actor },
): Promise<Along> {
  const owned = await everyOne(deps, { kind: "application", ownedBy: { owner: foldUsername(username), teams: [] } });
  const read = owned.map((row) => ({ row, stored: JSON.parse(row.content) as StoredApplication }));
  const applications = read.filter(({ stored }) => stored.ownedBy === undefined);
  const teams = next === undefined ? await teamsWithout(deps, subject) : [];
  const names = (changes: readonly Change[]) => (changes.length > 0 ? changes.map(({ id }) => id) : undefined);
  const given = applications.map(({ row, stored }) =>
    applicationChange({ ...stored, client: { ...stored.client, owner: next } }, row.version),
  );
  return {
    changes: [...given, ...teams, ...(await tokensOf(deps, username, next))],
    stay: read.filter(({ stored }) => stored.ownedBy !== undefined).map(({ row }) => row.id),
    entry: {
      ...{ at, actor, action: "user/leave-behind", target: { kind: "user", id: subject } },
      before: { owner: username },
      after: { owner: next, applications: names(given), teams: names(teams) },
    },
  };
}

/** The tokens for the user, which are for the next name from now on, or end. */
async function tokensOf(deps: Where, username: string, next: string | undefined): Promise<readonly Change[]> {
  const by = { kind: "initial-token", ownedBy: { owner: foldUsername(username), teams: [] } } as const;
  return (await everyOne(deps, by)).map((row) => {
    const stored = contentOf({ ...row, kind: "initial-token" });
    return next === undefined
      ? { kind: "initial-token", id: row.id, from: row.version, content: undefined }
      : initialTokenChange({ token: { ...stored.token, owner: next } }, row.version);
  });
}

async function teamsWithout(deps: Where, subject: string): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const { content, version } of await everyOne(deps, { kind: "team", member: subject })) {
    const stored = JSON.parse(content) as StoredTeam;
    const members = stored.team.members.filter((member) => member.subject !== subject);
    changes.push(teamChange({ ...stored, team: { ...stored.team, members } }, version));
  }
  return changes;
}

async function everyOne(
  { storage }: Where,
  by: Pick<ListedBy, "kind" | "member" | "ownedBy">,
): Promise<readonly Registration[]> {
  const found: Registration[] = [];
  for (;;) {
    const page = await storage.registrations.list({ ...by, after: found.at(-1)?.id, limit: PAGE });
    found.push(...page);
    if (page.length < PAGE) return found;
  }
}
