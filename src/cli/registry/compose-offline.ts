/** What the services need to work on a data directory or a database without serving it: no keys are made, nothing is purged, nothing listens. */
import { systemClock, systemRandom, timeIds } from "../../adapters/clock/system.ts";
import { openKeys } from "../../adapters/keys/keys.ts";
import { limitedOutbound } from "../../adapters/outbound/limited.ts";
import { argon2Passwords } from "../../adapters/passwords/argon2.ts";
import { storedRegistries } from "../../adapters/registry/stored.ts";
import { catalogueFrom } from "../../configuration/catalogue.ts";
import { checkConfig } from "../../configuration/check.ts";
import { clientsFrom, settingsFrom } from "../../configuration/load.ts";
import { atStart } from "../../configuration/run-time.ts";
import type { Configuration } from "../../configuration/schema.ts";
import type { Keys } from "../../ports/keys.ts";
import type { Log } from "../../ports/log.ts";
import { keyScheduleOf } from "../../protocol/key-schedule.ts";
import type { Shared } from "../../service/deps.ts";
import { failures } from "../../service/failures.ts";
import { floodLimits } from "../../service/flood.ts";
import { openJournal } from "../../service/journal.ts";
import { clientKeys } from "../../service/jwt/client-keys.ts";
import { nearCounts } from "../../service/near-counts.ts";
import { secretUses } from "../../service/secret-uses.ts";
import { openUsage } from "../../service/usage/usage.ts";
import { waitingRoom } from "../../service/waiting-room.ts";
import { commandActor } from "../actor.ts";
import type { DataOptions } from "../data-options.ts";
import { issuerOf, nameOf, openPlace, type Place, placeOf } from "../place.ts";
import { configurationOf } from "../registered-elsewhere.ts";
import { secretVariable } from "../secret-variable.ts";

export interface Opening {
  /** Makes a database if there is none, and says so. */
  readonly create?: boolean;
  /** Reads the signing keys, which may need a secret. */
  readonly keys?: boolean;
}

export interface Offline {
  readonly shared: Shared;
  /** Where it is, in words. */
  readonly at: string;
  readonly close: () => Promise<void>;
}

const nothing = (): void => {};
const silent: Log = {
  ...{ debug: nothing, info: nothing, warn: nothing, error: nothing, notice: nothing },
  writes: () => false,
  flush: async () => {},
};

/** What one command asks for. */
const HOT = { characters: 2_000_000, misses: 1_000, missedFor: 1_000 };

export async function composeOffline(options: DataOptions, { create, keys: withKeys }: Opening): Promise<Offline> {
  const place = await placeOf(options);
  const storage = await openPlace(place, create);
  try {
    const configuration = await configurationFor(options, place);
    const registered = {
      settings: settingsFrom(configuration),
      catalogue: catalogueFrom(configuration),
      clients: clientsFrom(configuration, NO_SECRETS),
      settingsInFile: { written: new Set(configuration.written), atStart: atStart(configuration, place.kind) },
    };
    const clock = systemClock;
    const random = systemRandom();
    const keys = withKeys ? await keysOf(storage, configuration) : NO_KEYS;
    const counts = nearCounts(storage.counters, (kind, key) => [`${kind} ${key}`], silent);
    const outbound = limitedOutbound(configuration.outbound);
    const bare: Omit<Shared, "journal"> = {
      storage,
      keys,
      usage: openUsage({ storage, keys, counts, log: silent }),
      secretUses: secretUses(storage.secretUses, silent),
      registries: await storedRegistries(registered, storage.registrations, HOT, clock),
      issuer: configuration.issuer,
      log: silent,
      passwords: argon2Passwords(),
      outbound,
      clientKeys: clientKeys(outbound),
      signIns: waitingRoom({ slots: 1, places: 1 }),
      counts,
      clientFailures: failures(counts, storage.counters),
      clock,
      random,
      // The last place of a tick: every existing id is lower.
      ids: timeIds(await storage.lastId(), () => 0),
      only: commandActor(),
    };
    const journal = openJournal(bare, floodLimits(configuration.journal));
    return {
      shared: { ...bare, journal },
      at: nameOf(place),
      async close() {
        await journal.flush();
        await storage.close();
      },
    };
  } catch (error) {
    await storage.close();
    throw error;
  }
}

/** Nobody authenticates here, so the secrets of the configuration aren't needed. */
const NO_SECRETS: Readonly<Record<string, string | undefined>> = new Proxy<Record<string, string | undefined>>(
  {},
  { get: (_, name) => (String(name).startsWith("CANDOR_") ? undefined : "not needed for this command") },
);

/** That of a server with the same options. A directory that is named needs none. */
async function configurationFor(options: DataOptions, place: Place): Promise<Configuration> {
  const found = await configurationOf(options);
  const issuer = found.issuer ?? (await issuerOf(place)) ?? "http://localhost";
  return checkConfig({ ...found, issuer }, NO_SECRETS, "memory");
}

async function keysOf(storage: Shared["storage"], configuration: Configuration): Promise<Keys> {
  const { kept } = keyScheduleOf(configuration);
  const secret = secretVariable("CANDOR_KEY_ENCRYPTION_SECRET");
  return openKeys(storage.keys, secret, Date.now(), {
    by: commandActor(),
    clock: systemClock,
    kept,
    additional: configuration.additionalKeys,
    onFault: (error) => {
      throw error;
    },
  });
}

/** Reading keys may need a secret, and most commands don't use any. Thumbprints in the journal are then of this process alone. */
const NO_KEYS = new Proxy({ tag: (_, __, length) => systemRandom()(length) } as Partial<Keys> as Keys, {
  get(known, name) {
    if (name in known) return known[name as keyof Keys];
    throw new Error(`This command doesn't read the signing keys: ${String(name)}.`);
  },
});
