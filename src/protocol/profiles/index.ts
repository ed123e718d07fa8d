/** The profile of a client, and what follows from it. */
import { type Client, isPublic } from "../client.ts";
import type { Settings } from "../settings.ts";
import { PROFILES } from "./list.ts";
import type { Profile } from "./profile.ts";

/** The profile of clients that name none. */
export const [SERVER_PROFILE] = PROFILES;

const byName: ReadonlyMap<string, Profile> = new Map(PROFILES.map((profile) => [profile.name, profile]));

/** The profile of a client. Throws if there is none of that name: no other bounds than the registered ones may apply. */
export function profileOf({ profile: name }: Pick<Client, "profile">): Profile {
  const profile = name === undefined ? SERVER_PROFILE : byName.get(name);
  if (profile === undefined) throw new Error(`There is no profile ${name}.`);
  return profile;
}

/** Whether a client's authorization requests must have a code_challenge (RFC 7636 4.4.1). */
export const needsPkce = (client: Client): boolean =>
  client.pkceRequired || isPublic(client) || profileOf(client).pkceRequiredOf === "all clients";

/** Lifetime of a client's codes, in seconds. */
export const codeLifetime = (client: Client, settings: Pick<Settings, "codeLifetime">): number =>
  Math.min(client.codeLifetime ?? settings.codeLifetime, profileOf(client).longestCodeLifetime);

/** How long two refreshes at once get the same successor, in seconds. */
export const refreshGrace = (client: Client, settings: Pick<Settings, "refreshGrace">): number =>
  Math.min(settings.refreshGrace, profileOf(client).longestRefreshGrace);
