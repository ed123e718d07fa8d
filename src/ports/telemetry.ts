/**
 * What the server counts about itself, for whoever watches it. Without anybody, it isn't there, and nothing is counted. Nothing
 * that is passed on is a secret, a user or an IP address, or anything that a requester typed.
 */
import type { Code } from "../reasons/index.ts";
import type { SigningKeyStanding } from "./keys.ts";

/** How connections to a database are used. */
export interface PoolState {
  readonly open: number;
  readonly idle: number;
  /** How many operations wait for one. */
  readonly waiting: number;
}

export interface Telemetry {
  /** A response was sent, so long after its request arrived. `route`: the path as it is declared. */
  responded(route: string, method: string, status: number, milliseconds: number): void;
  /** Something was decided other than a refusal. */
  decided(decision: string, grantType: string | undefined): void;
  /** A request was refused. `client`: the registered one. `kept`: whether the journal keeps it, or only counts it. */
  refused(code: Code, client: string | undefined, kept: boolean): void;
  /** The storage has committed, or tried to, what so many requests asked for together. `what`: the kind of statement or transaction. */
  committed(what: string, operations: number, milliseconds: number): void;
  /** A stored client was looked up. */
  lookedUp(found: "in memory" | "in storage"): void;
}

/** What a server has at a moment, for whoever watches it. */
export interface Watched {
  readonly keys: () => readonly SigningKeyStanding[];
  /** Sign-ins whose password is being compared, and those that wait for their turn. */
  readonly signIns: () => { readonly running: number; readonly waiting: number };
  /** Rejects if the database can't be read and written. */
  readonly check: () => Promise<void>;
}
