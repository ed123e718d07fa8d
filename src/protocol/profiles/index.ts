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

export const PROFILE_NAMES = PROFILES.map(({ name }) => name) as [string, ...string[]];

/** How a client may authenticate: what it is registered for, as far as its profile allows. */
export const methodsOf = (client: Pick<Client, "authMethods" | "profile">): readonly string[] => {
  const { authMethods = client.authMethods } = profileOf(client);
  return client.authMethods.filter((method) => authMethods.includes(method));
};

/** The algorithms with which a client may sign, of those that are supported. */
export const algsOf = (client: Pick<Client, "profile">, supported: readonly string[]): readonly string[] => {
  const { signingAlgs } = profileOf(client);
  return signingAlgs === undefined ? supported : supported.filter((alg) => signingAlgs.includes(alg));
};

/** Lifetime of a client's pushed requests, in seconds. `configured`: the server's. */
export const requestUriLifetime = (client: Pick<Client, "profile">, configured: number): number =>
  Math.min(configured, profileOf(client).longestRequestUriLifetime ?? configured);
