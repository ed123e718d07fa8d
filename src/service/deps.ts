/** What every service gets: the ports, the settings, the catalogue of scopes. */
import type { Clients } from "../ports/clients.ts";
import type { Clock } from "../ports/clock.ts";
import type { Events } from "../ports/events.ts";
import type { Hooks } from "../ports/hooks.ts";
import type { Ids } from "../ports/ids.ts";
import type { Journal } from "../ports/journal.ts";
import type { Keys } from "../ports/keys.ts";
import type { Log } from "../ports/log.ts";
import type { Passwords } from "../ports/passwords.ts";
import type { Random } from "../ports/random.ts";
import type { Storage } from "../ports/storage.ts";
import type { Catalogue } from "../protocol/scope/catalogue.ts";
import type { Settings } from "../protocol/settings.ts";
import type { Failures } from "./failures.ts";
import type { NearCounts } from "./near-counts.ts";
import type { RecentRefusals } from "./recent-refusals.ts";
import type { WaitingRoom } from "./waiting-room.ts";

export interface Deps {
  readonly storage: Storage;
  readonly keys: Keys;
  readonly clients: Clients;
  readonly journal: Journal;
  /** Called with each refusal that is kept. */
  readonly diagnose?: ((ref: string) => void) | undefined;
  readonly log: Log;
  readonly passwords: Passwords;
  /** Where sign-ins wait for their turn. */
  readonly signIns: WaitingRoom;
  /** What all processes count together, as far as this one knows. */
  readonly counts: NearCounts;
  readonly clientFailures: Failures;
  readonly recentRefusals: RecentRefusals;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  /** Functions of the operator. Without them, nothing is called. */
  readonly hooks?: Hooks | undefined;
  readonly events?: Events | undefined;
}
