/**
 * Which scopes each application uses, and a few of the requests that it was granted lately, so that a change can be tried on them. Times are
 * milliseconds since 1970. A contract suite tests every adapter against this file.
 */
import type { Of, Refused } from "../protocol/occasion.ts";
import type { Registry } from "./registry.ts";

/** When an application last dealt with a scope, to within a minute. A time that is unknown is undefined. */
export interface ScopeUse {
  readonly clientId: string;
  readonly scope: string;
  /** Requested by name, whatever came of it. */
  readonly askedAt?: number | undefined;
  readonly grantedAt?: number | undefined;
  /** Refused because of this scope. */
  readonly refusedAt?: number | undefined;
}

/** A request that was granted. */
export interface Success {
  readonly clientId: string;
  /** `authorization`, or `token` and the grant type. */
  readonly kind: string;
  /** What tells apart requests of a kind: a new one replaces the one before. */
  readonly variety: string;
  readonly at: number;
  /** What it was decided by, as the journal keeps it: JSON, without secrets. */
  readonly record: string;
}

export interface UsesBy {
  readonly clientId?: string | undefined;
  readonly scope?: string | undefined;
  /** The one after which the list continues. */
  readonly after?: Pick<ScopeUse, "clientId" | "scope"> | undefined;
  readonly limit: number;
}

export interface UsageStore {
  /** Keeps the later of each time. */
  note(uses: readonly ScopeUse[]): Promise<void>;
  /** In the order of the client, then of the scope. */
  uses(by: UsesBy): Promise<readonly ScopeUse[]>;
  /** When an application asked for a scope last. */
  lastAsked(scope: string): Promise<number | undefined>;
  /** Keeps a success, and of its application and kind no more than the latest `most`. */
  keep(success: Success, most: number): Promise<void>;
  /** Of one application, the newest first. */
  successes(clientId: string, limit: number): Promise<readonly Success[]>;
  /** Deletes uses whose last time is before `uses`, and successes from before `successes`: at most `limit` of each. Returns how many. */
  purge(before: { readonly uses: number; readonly successes: number }, limit: number): Promise<number>;
}

/** What can be tried on a change. */
export type Granted = Of<"token" | "authorization">;

/** Notes what happens without delaying it. */
export interface Usage {
  /** What was granted on an occasion. */
  granted(on: Granted, clientId: string, scopes: readonly string[], registry: Registry): void;
  /** A request that would be granted if the user agreed. */
  asked(on: Granted, clientId: string, registry: Registry): void;
  refused(refused: Refused, registry: Registry): void;
  /** In the order of the client, then of the scope, with what was noted just now. */
  uses(by: UsesBy): Promise<readonly ScopeUse[]>;
  /** When an application asked for a scope last. */
  lastAsked(scope: string): Promise<number | undefined>;
  /** Of one application, the newest first. */
  successes(clientId: string, limit: number): Promise<readonly Success[]>;
  /** Stores what was noted. Doesn't reject. */
  flush(): Promise<void>;
}
