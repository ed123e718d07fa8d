/** What only another Candor has: teams, settings, names that users have left, and what users have allowed. */

import type { Act } from "../../declared/carry-out.ts";
import type { Found } from "../../importing/found.ts";
import { type Note, note } from "../../importing/notes.ts";
import { SETTINGS_ID, settingsChange, teamChange } from "../../ports/registered.ts";
import type { Change } from "../../ports/registrations.ts";
import type { LeftName, Storage } from "../../ports/storage.ts";
import { foldUsername } from "../../ports/username.ts";
import { AT_ONCE, inGroups } from "./in-groups.ts";
import type { Subjects } from "./tokens.ts";

export type Held = Extract<Found, { readonly is: "team" | "settings" }>;
export type PlacedName = Extract<Found, { readonly is: "left-name" }>;
export type PlacedConsent = Extract<Found, { readonly is: "consent" }>;

/** Teams and settings that aren't here yet, as changes. Those that are here stay. */
export async function heldChanges(
  storage: Storage | undefined,
  held: readonly Held[],
  say: (one: Note) => void,
): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const one of held) {
    const [kind, id] = one.is === "team" ? (["team", one.team.name] as const) : (["settings", SETTINGS_ID] as const);
    const change =
      one.is === "team" ? teamChange({ team: one.team }, 0) : settingsChange({ settings: one.settings }, 0);
    const here = await storage?.registrations.find(kind, id);
    if (here === undefined) changes.push(change);
    else if (here.content !== change.content)
      say(note("import/registered-differently", one.at, { name: `${kind} ${id}`, members: "its content" }));
  }
  return changes;
}

/** Carries out the changes in one step. */
export async function holdChanges(
  { registrations }: Storage,
  changes: readonly Change[],
  { actor, target, why, now }: Act,
): Promise<void> {
  if (changes.length === 0) return;
  const names = changes.map(({ kind, id }) => `${kind} ${id}`);
  const done = await registrations.change(changes, {
    ...{ at: now, actor, action: "registry/import", target, after: { added: names } },
    ...(why !== undefined && { why }),
  });
  if (typeof done !== "number")
    throw new Error(`${done.conflict.kind} ${done.conflict.id} was changed at the same time. Run the command again.`);
}

/** Remembers names that users have left elsewhere, but for those that another user has here. Returns how many are new. */
export async function addLeftNames(
  { people }: Storage,
  found: AsyncIterable<PlacedName>,
  say: (one: Note) => void,
): Promise<number> {
  let added = 0;
  let group: PlacedName[] = [];
  async function flush(): Promise<void> {
    const now = group;
    group = [];
    const here = await people.findAny([], [...new Set(now.map(({ left }) => left.name))]);
    const holders = new Map(here.map(({ username, subject }) => [foldUsername(username), subject]));
    const isFree = async ({ name, subject }: LeftName): Promise<boolean> => {
      const holder = holders.get(name) ?? subject;
      return holder === subject || (await people.isSecondHand(name, holder));
    };
    const free: LeftName[] = [];
    for (const { at, left } of now)
      if (await isFree(left)) free.push(left);
      else say(note("import/left-name-taken", at, { name: left.name }));
    added += await people.addLeftNames(free);
  }
  for await (const one of found) {
    group.push(one);
    if (group.length >= AT_ONCE) await flush();
  }
  await flush();
  return added;
}

/** Adds what users have allowed elsewhere and not here yet. Returns how many users and apps that concerns. */
export async function addConsents(
  { consents, people, registrations }: Storage,
  found: AsyncIterable<PlacedConsent>,
  say: (one: Note) => void,
  { isOther, apps: inFile }: Subjects,
): Promise<number> {
  let added = 0;
  async function take({ at, consent }: PlacedConsent): Promise<Note | undefined> {
    const { subject, clientId, scopes } = consent;
    const refused = (why: string): Note => note("import/consent-unusable", at, { why });
    const here = new Set(await consents.find(subject, clientId));
    const missing = scopes.filter(({ scope }) => !here.has(scope));
    if (missing.length === 0) return undefined;
    if ((await people.find(subject)) === undefined) return refused("its user isn't here");
    if (isOther(subject)) return refused("its subject is another user here");
    if (!inFile.includes(clientId) && (await registrations.find("application", clientId)) === undefined)
      return refused("its app isn't here");
    await Promise.all(missing.map(({ scope, at }) => consents.add(subject, clientId, [scope], at)));
    added++;
    return undefined;
  }
  const keyOf = ({ consent: { subject, clientId } }: PlacedConsent): string => JSON.stringify([subject, clientId]);
  for await (const refused of inGroups(found, keyOf, take)) if (refused !== undefined) say(refused);
  return added;
}
