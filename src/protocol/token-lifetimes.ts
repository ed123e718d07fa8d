/** How long tokens live, in seconds. A client's registered lifetimes override the server's settings. */
import type { Client } from "./client.ts";
import type { Api } from "./scope/catalogue.ts";
import type { Settings } from "./settings.ts";

export interface RefreshLifetimes {
  /** Total lifetime of a family of refresh tokens. */
  readonly absolute: number;
  /** Lifetime of an unused one. */
  readonly idle: number;
}

export const refreshLifetimes = (
  client: Client,
  settings: Pick<Settings, "refreshLifetime" | "refreshIdleLifetime">,
): RefreshLifetimes => ({
  absolute: client.refreshLifetime ?? settings.refreshLifetime,
  idle: client.refreshIdleLifetime ?? settings.refreshIdleLifetime,
});

export const idTokenLifetime = (client: Client, settings: Settings): number =>
  client.idTokenLifetime ?? settings.idTokenLifetime;

/** `api` is the API that the token is for, if there is one. */
export const accessTokenLifetime = (client: Client, api: Api | undefined, settings: Settings): number =>
  client.accessTokenLifetime ?? api?.lifetime ?? settings.accessTokenLifetime;
