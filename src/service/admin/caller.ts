/** Who uses the admin API or the console, and how far that reaches: the one place that says whose something is. */
import type { Actor } from "../../ports/audit.ts";
import type { KnownUser } from "../../ports/hooks.ts";
import type { Contents } from "../../ports/registered.ts";
import { foldUsername } from "../../ports/username.ts";
import type { AdminKind } from "../../protocol/admin/occasion.ts";
import { type CallerRole, scopesOfRole } from "../../protocol/admin/role.ts";
import type { Client } from "../../protocol/client.ts";
import { covers } from "../../protocol/scope/catalogue.ts";
import type { Deps } from "../deps.ts";
import { prefixOf } from "../network.ts";

export interface Caller {
  /** As the audit log names it. */
  readonly actor: Actor;
  /** The client whose token was sent. */
  readonly clientId: string;
  readonly role: CallerRole;
  /** Scopes of the admin API: those of the token, as far as the role allows them. */
  readonly scopes: readonly string[];
  /** Only what is the user's own; `undefined`: everything. */
  readonly own: Own | undefined;
}

export interface Own {
  readonly subject: string;
  readonly username: string;
  /** Whether another user had the name before. What a file says of the name was meant for that one. */
  readonly isSecondHand: boolean;
  /** Names of the teams that the user is in. */
  readonly teams: ReadonlySet<string>;
}

interface Called {
  readonly clientId: string;
  /** Scopes of the token. */
  readonly scopes: readonly string[];
  readonly address: string | undefined;
}

/** A client that acts for itself. */
export const callerAsClient = ({ clientId, scopes, address }: Called): Caller => ({
  actor: { is: "client", id: clientId, network: prefixOf(address) },
  clientId,
  role: "service",
  scopes,
  own: undefined,
});

/** Somebody who can write the database itself. */
export const callerAsCommand = (actor: Actor): Caller => ({
  actor,
  clientId: "command",
  role: "operator",
  scopes: scopesOfRole("operator"),
  own: undefined,
});

/** A user who acts through a client: never further than the role of the user. */
export async function callerAsUser(
  deps: Pick<Deps, "storage">,
  account: KnownUser,
  { clientId, scopes, address }: Called,
): Promise<Caller> {
  const { role, subject } = account;
  return {
    actor: { is: "user", id: subject, network: prefixOf(address) },
    clientId,
    role,
    scopes: scopesOfRole(role).filter((name) => covers(scopes, name)),
    own: role === "user" ? await ownOf(deps, account) : undefined,
  };
}

type Named = Pick<KnownUser, "subject" | "username">;

/** What makes something a user's own. */
async function ownOf(deps: Pick<Deps, "storage">, { subject, username }: Named): Promise<Own> {
  const isSecondHand = await deps.storage.people.isSecondHand(username, subject);
  return { subject, username, isSecondHand, teams: await teamsOf(deps, subject) };
}

/** Whether an application is within a caller's reach. What isn't looks as if it didn't exist. `byFile`: whether a file says whose it is. */
export function reaches(
  { own }: Pick<Caller, "own">,
  { owner, team }: Pick<Client, "owner" | "team">,
  byFile = true,
): boolean {
  if (own === undefined) return true;
  if (team !== undefined && own.teams.has(team)) return true;
  if (byFile && own.isSecondHand) return false;
  return owner !== undefined && foldUsername(owner) === foldUsername(own.username);
}

/** Whether an application is a user's own, alone or with a team. */
export async function isOwnOf(
  { storage, registries }: Pick<Deps, "storage" | "registries">,
  user: Named,
  client: Client,
): Promise<boolean> {
  // Most applications belong to somebody else, and have no team.
  if (client.team === undefined && foldUsername(client.owner ?? "") !== foldUsername(user.username)) return false;
  const own = await ownOf({ storage }, user);
  const isConfigured = registries.inFile("application", client.id);
  const stored = isConfigured ? undefined : await storage.registrations.find("application", client.id);
  const byFile = isConfigured || (stored !== undefined && JSON.parse(stored.content).ownedBy !== undefined);
  return reaches({ own }, client, byFile);
}

/** Whether a caller may see what is registered. Scopes and APIs are everybody's. */
export function isWithinReach(caller: Caller, content: Contents[AdminKind]): boolean {
  if ("client" in content) return reaches(caller, content.client, content.ownedBy !== undefined);
  if ("team" in content) return caller.own === undefined || caller.own.teams.has(content.team.name);
  return "scope" in content || "api" in content || caller.own === undefined;
}

/** Names of the teams that a user is in. */
export async function teamsOf({ storage }: Pick<Deps, "storage">, subject: string): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  const limit = 200;
  for (let after: string | undefined; ; ) {
    const page = await storage.registrations.list({ kind: "team", member: subject, after, limit });
    for (const { id } of page) found.add(id);
    if (page.length < limit) return found;
    after = page.at(-1)?.id;
  }
}
