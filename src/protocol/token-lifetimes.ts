/** How long tokens live, in seconds: what a client is registered with counts in place of the server's own settings. */
import type { Client } from "./client.ts";
import type { Api } from "./scope/catalogue.ts";
import type { Settings } from "./settings.ts";

export interface RefreshLifetimes {
  /** Of a family of refresh tokens in all. */
  readonly absolute: number;
  /** Of one that nobody uses. */
  readonly idle: number;
}

export const refreshLifetimes = (client: Client, settings: Settings): RefreshLifetimes => ({
  absolute: client.refreshLifetime ?? settings.refreshLifetime,
  idle: client.refreshIdleLifetime ?? settings.refreshIdleLifetime,
});

export const idTokenLifetime = (client: Client, settings: Settings): number =>
  client.idTokenLifetime ?? settings.idTokenLifetime;

/** `api` is the API that the token is for, if there is one. */
export const accessTokenLifetime = (client: Client, api: Api | undefined, settings: Settings): number =>
  client.accessTokenLifetime ?? api?.lifetime ?? settings.accessTokenLifetime;
