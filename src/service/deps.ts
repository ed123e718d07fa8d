/** What services get: the ports that all requests share, and the registry that one request is decided by. */

import type { Actor } from "../ports/audit.ts";
import type { ClientKeys } from "../ports/client-keys.ts";
import type { Clock } from "../ports/clock.ts";
import type { Events } from "../ports/events.ts";
import type { Hooks } from "../ports/hooks.ts";
import type { Ids } from "../ports/ids.ts";
import type { Journal } from "../ports/journal.ts";
import type { Keys } from "../ports/keys.ts";
import type { Log } from "../ports/log.ts";
import type { Mailer } from "../ports/notices.ts";
import type { Outbound } from "../ports/outbound.ts";
import type { Passwords } from "../ports/passwords.ts";
import type { Random } from "../ports/random.ts";
import type { Registries, Registry } from "../ports/registry.ts";
import type { SecretUses } from "../ports/secret-uses.ts";
import type { Storage } from "../ports/storage.ts";
import type { Usage } from "../ports/usage.ts";
import type { Watchers } from "../ports/watchers.ts";
import type { Failures } from "./failures.ts";
import type { NearCounts } from "./near-counts.ts";
import type { WaitingRoom } from "./waiting-room.ts";

/** What all requests share, for the life of the process. Nothing in it is registered, so nothing derived from it gets stale. */
export interface Shared {
  readonly storage: Storage;
  readonly keys: Keys;
  readonly registries: Registries;
  /** The one setting that never changes: routes, cookies and every token depend on it. */
  readonly issuer: string;
  readonly journal: Journal;
  readonly usage: Usage;
  readonly secretUses: SecretUses;
  /** Called with each refusal that is kept. */
  readonly diagnose?: ((ref: string) => void) | undefined;
  readonly log: Log;
  readonly passwords: Passwords;
  /** Requests URLs that clients name. */
  readonly outbound: Outbound;
  /** Finds the public keys of clients. */
  readonly clientKeys: ClientKeys;
  /** Where sign-ins wait for their turn. */
  readonly signIns: Pick<WaitingRoom, "run">;
  /** What all processes count together, as far as this one knows. */
  readonly counts: NearCounts;
  readonly clientFailures: Failures;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  /** Functions of the operator. Without them, nothing is called. */
  readonly hooks?: Hooks | undefined;
  readonly events?: Events | undefined;
  /** Who watches the server. */
  readonly watchers?: Watchers | undefined;
  /** Without one, links are handed over by whoever made them. */
  readonly mailer?: Mailer | undefined;
  /** Tells applications whose sessions have ended so far. Without it, another process does. */
  readonly tellOfLogouts?: (() => Promise<void>) | undefined;
  /** Tells clients whose users have decided (CIBA). Without it, another process does. */
  readonly notifyClients?: (() => Promise<void>) | undefined;
  /**
   * Whoever calls the admin API, with an operator's role, where nobody else can: the command line in a data directory. No server
   * that listens has it.
   */
  readonly only?: Actor | undefined;
}

/** What one request gets. */
export interface Deps extends Shared {
  /** The version that was in force when the request began. It is decided by nothing else. */
  readonly registry: Registry;
}

/** Takes the version that is in force now. */
export const snapshot = (shared: Shared): Deps => ({ ...shared, registry: shared.registries.current() });
