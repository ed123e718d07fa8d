/** The only file that knows every adapter. It turns a configuration into what the services need. */
import { availableParallelism, hostname } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { systemClock, systemRandom, timeIds } from "./adapters/clock/system.ts";
import { openKeys } from "./adapters/keys/keys.ts";
import { openLog } from "./adapters/log/open.ts";
import { limitedOutbound } from "./adapters/outbound/limited.ts";
import { argon2Passwords } from "./adapters/passwords/argon2.ts";
import type { Bounds } from "./adapters/registry/hot-clients.ts";
import { storedRegistries } from "./adapters/registry/stored.ts";
import { openStorage } from "./adapters/storage.ts";
import { openWatchers } from "./adapters/watchers.ts";
import { DATABASE } from "./configuration/data-directory.ts";
import { hooksFrom } from "./configuration/load.ts";
import { registeredIn } from "./configuration/registered-in.ts";
import type { Configuration } from "./configuration/schema.ts";
import type { StorageKind } from "./configuration/storage-kind.ts";
import { workerOf } from "./configuration/worker.ts";
import type { Clock } from "./ports/clock.ts";
import { PARTS } from "./ports/ids.ts";
import type { Mailer } from "./ports/notices.ts";
import type { Watched } from "./ports/telemetry.ts";
import { keyScheduleOf } from "./protocol/key-schedule.ts";
import type { Explanation } from "./reasons/explain.ts";
import { LIBRARY } from "./service/actors.ts";
import { cellsOf } from "./service/cells.ts";
import { withDocuments } from "./service/client-documents/registries.ts";
import type { Shared } from "./service/deps.ts";
import { dueDeliveries } from "./service/due-deliveries.ts";
import { openEvents } from "./service/events.ts";
import { failures } from "./service/failures.ts";
import { floodLimits } from "./service/flood.ts";
import { openJournal } from "./service/journal.ts";
import { clientKeys } from "./service/jwt/client-keys.ts";
import { rotateOnSchedule, type SigningKeys, signingKeysOf } from "./service/keys/rotation.ts";
import { leaseOf } from "./service/lease.ts";
import { nearCounts } from "./service/near-counts.ts";
import { prefixOf } from "./service/network.ts";
import { BEAT, join as joinProcesses } from "./service/processes.ts";
import { PURGE_EVERY, PURGE_LEASE, type PurgeDeps, purge } from "./service/purge.ts";
import { removingUnused } from "./service/registration/hourly.ts";
import { secretUses } from "./service/secret-uses.ts";
import { fileEntry } from "./service/start-entries.ts";
import { teller } from "./service/teller.ts";
import { openUsage, USAGE_EVERY } from "./service/usage/usage.ts";
import { capacityFor, waitingRoom } from "./service/waiting-room.ts";
import { VERSION } from "./version.ts";

export interface ComposeOptions {
  readonly configuration: Configuration;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** `postgres` is at `environment.DATABASE_URL`. `memory` forgets everything at the end: for tests and experiments. */
  readonly storage: StorageKind;
  readonly clock?: Clock | undefined;
  readonly onRefusal?: ((explanation: Explanation) => void | Promise<void>) | undefined;
}

export interface Composed {
  readonly shared: Shared;
  readonly signingKeys: SigningKeys;
  /** Puts what another configuration registers in force, its level of the log, and how the server is watched. */
  readonly reconfigure: (to: Configuration, secrets: ComposeOptions["environment"]) => Promise<void>;
  /** Opens the port for metrics, if they are on. If it is in use, it closes everything and rejects. */
  readonly showMetrics: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** What is kept of stored clients: some 100,000 of a usual size, in about as many megabytes. */
const HOT: Bounds = { characters: 64_000_000, misses: 10_000, missedFor: 10_000 };
/** Milliseconds between two checks for what another process has registered, and for what another worker has. */
const [REGISTRY_EVERY, WORKERS_REGISTRY_EVERY] = [500, 50];

/** Milliseconds between two looks for new kinds of refusals, and how long a process that has died keeps the others from it. */
const [NOTICES_EVERY, NOTICES_LEASE] = [15_000, 60_000];

/** What sends mail; `undefined` if no server for it is configured. It is loaded only then. */
async function mailerFrom(
  { notices: { mail } }: Configuration,
  environment: ComposeOptions["environment"],
): Promise<Mailer | undefined> {
  if (mail === undefined) return undefined;
  const { smtpMailer } = await import("./adapters/outbound/mail.ts");
  return smtpMailer({ ...mail, user: mail.user, password: environment[mail.password?.env ?? ""] });
}

/** What notifies of new kinds of refusals; `undefined` if nobody wants to know. It is loaded only then. */
async function noticesFrom(
  shared: Shared,
  { notices: { webhook, mail, quietDays } }: Configuration,
  environment: ComposeOptions["environment"],
  random: Shared["random"],
  mailer: Mailer | undefined,
): Promise<{ readonly run: () => Promise<void>; readonly close: () => Promise<void> } | undefined> {
  if (webhook === undefined && mail === undefined) return undefined;
  const { notifier } = await import("./service/notices.ts");
  const { webhookPoster } = await import("./adapters/outbound/webhook.ts");
  const post = webhook && webhookPoster(webhook.url, environment[webhook.secret.env] ?? "");
  const lease = leaseOf(shared.storage, "notices", Buffer.from(random(12)).toString("base64url"), NOTICES_LEASE);
  const settings = { quietDays, webhook: post, mail: mailer && mail && { mailer, hour: mail.hour } };
  return {
    run: notifier(shared, settings, lease),
    close: async () => {
      await lease.release().catch(() => {});
    },
  };
}

/** What writes the audit log to a file; `undefined` without one. It is loaded only then. */
async function auditFollowerFrom(
  { auditLog }: Configuration,
  { storage, clock, random, log }: Pick<Shared, "storage" | "clock" | "random" | "log">,
): Promise<{ readonly settings: object; readonly close: () => Promise<void> } | undefined> {
  if (auditLog === undefined) return undefined;
  const { auditFile } = await import("./adapters/log/audit-file.ts");
  const { AUDIT_FILE_LEASE, followAudit } = await import("./service/audit-follower.ts");
  const file = auditFile(auditLog, storage.audit.read, clock, ({ number }) =>
    log.error({ number }, "the database doesn't have the last entry of the audit log's file, so another file begins"),
  );
  const holder = Buffer.from(random(12)).toString("base64url");
  const lease = leaseOf(storage, `audit file ${hostname()} ${auditLog.file}`, holder, AUDIT_FILE_LEASE);
  return { settings: auditLog, ...followAudit(file, lease, clock, log) };
}

/** Milliseconds between two looks for applications that are to be notified of a sign-out, or of a user's decision. */
const DELIVERIES_EVERY = 1_000;

/** Milliseconds between two checks for keys that another process has made or revoked. */
const KEYS_EVERY = 1_000;

/** Opens everything. `close` finishes the pending writes. */
export async function compose(options: ComposeOptions): Promise<Composed> {
  const { configuration, environment, clock = systemClock, onRefusal } = options;
  const log = openLog(configuration);
  const worker = workerOf(environment);
  const random = systemRandom();
  const watching = await openWatchers(configuration, {
    ...{ environment, version: VERSION, log, random, clock, networkOf: prefixOf },
  });
  const { watchers } = watching;
  const storage = await openStorage({
    ...{ kind: options.storage, file: join(configuration.data, DATABASE), environment },
    ...{ log, telemetry: watching.storage },
  });
  const since = (ids: readonly string[]) => storage.registrations.inFile(ids, clock(), fileEntry(clock()));
  const registers = (from: Configuration, secrets: ComposeOptions["environment"]) =>
    registeredIn(from, secrets, options.storage, since);
  const outbound = limitedOutbound(configuration.outbound);
  const stored = await storedRegistries(
    await registers(configuration, environment),
    storage.registrations,
    HOT,
    clock,
    (found) => watchers.telemetry?.lookedUp(found),
  );
  const registries = withDocuments(stored, outbound, clock);
  const schedule = () => keyScheduleOf(registries.current().settings);
  const membership = await joinProcesses(storage, random, log, PARTS);
  const keys = await openKeys(storage.keys, environment.CANDOR_KEY_ENCRYPTION_SECRET, clock(), {
    clock,
    kept: () => schedule().kept,
    additional: configuration.additionalKeys,
    onFault: (error) => log.error({ fault: error.name }, "the signing keys in the database cannot be read"),
  });
  const counts = nearCounts(storage.counters, cellsOf(keys), log);
  const usage = openUsage({ storage, keys, counts, log });
  const uses = secretUses(storage.secretUses, log);
  const mailer = await mailerFrom(configuration, environment);
  const signIns = waitingRoom(capacityFor(worker.of, availableParallelism()));
  const bare: Omit<Shared, "journal"> = {
    storage,
    keys,
    usage,
    secretUses: uses,
    registries,
    issuer: configuration.issuer,
    log,
    passwords: argon2Passwords(),
    outbound,
    clientKeys: clientKeys(outbound),
    signIns,
    counts,
    clientFailures: failures(counts, storage.counters),
    clock,
    random,
    ids: timeIds(await storage.lastId(), membership.part),
    hooks: hooksFrom(configuration),
    events: openEvents(),
    watchers,
    mailer,
  };
  const kept = openJournal(bare, floodLimits(configuration.journal));
  const tell = onRefusal && teller(bare, kept, onRefusal);
  const told = (error: Error): void => log.error({ fault: error.name }, "onRefusal threw");
  const shared: Shared = {
    ...bare,
    journal: kept,
    diagnose: tell && ((ref) => void tell(ref).catch(told)),
    tellOfLogouts: dueDeliveries(
      () => shared,
      ({ sessionApps }, now) => sessionApps.isDue(now),
      async () => (await import("./service/logout/tell.ts")).tellOfLogouts,
      "applications could not be notified of sign-outs",
    ),
    notifyClients: dueDeliveries(
      () => shared,
      ({ backchannelRequests }, now) => backchannelRequests.isDue(now),
      async () => (await import("./service/ciba/notify.ts")).notifyClients,
      "applications could not be notified of users' decisions",
    ),
  };
  const steady = () => performance.now();
  const lease = leaseOf(storage, "purge", Buffer.from(random(12)).toString("base64url"), PURGE_LEASE);
  const removeUnused = removingUnused(shared);
  const also: PurgeDeps["also"] = async (trusted, isHeld) => {
    await rotateOnSchedule(shared, schedule(), trusted, clock(), isHeld);
    await removeUnused(trusted, isHeld);
  };
  const purgeNow = await purge(
    { storage, journal: kept, log, clock, steady, lease, also },
    () => registries.current().settings.journal,
  );
  // Requests are decided by the last version that could be read.
  const follow = () =>
    registries.refresh().catch((error: Error) => log.error({ fault: error.name }, "the registry cannot be read"));
  storage.follow?.((what) => void (what === "keys" ? shared.keys.refresh() : follow()));
  const noticing = await noticesFrom(shared, configuration, environment, random, mailer);
  let auditFollower = await auditFollowerFrom(configuration, shared);
  const timers = [
    ...(noticing === undefined ? [] : [setInterval(() => void noticing.run(), NOTICES_EVERY)]),
    setInterval(membership.beat, BEAT),
    setInterval(purgeNow, PURGE_EVERY),
    setInterval(() => void shared.keys.refresh(), KEYS_EVERY),
    setInterval(
      () => void follow(),
      worker.of > 1 && options.storage === "sqlite" ? WORKERS_REGISTRY_EVERY : REGISTRY_EVERY,
    ),
    setInterval(() => void shared.tellOfLogouts?.(), DELIVERIES_EVERY),
    setInterval(() => void shared.notifyClients?.(), DELIVERIES_EVERY),
    setInterval(() => void usage.flush(), USAGE_EVERY),
    setInterval(() => void uses.flush(), USAGE_EVERY),
  ];
  for (const timer of timers) timer.unref();
  const watched: Watched = { keys: () => keys.standing(), signIns: signIns.state, check: () => storage.check() };
  async function showMetrics(): Promise<void> {
    try {
      await watching.listen(watched);
    } catch (error) {
      await close();
      throw error;
    }
  }
  return {
    shared,
    signingKeys: signingKeysOf(shared, schedule, LIBRARY),
    reconfigure: async (to, secrets) => {
      await watching.change(to, async () => await stored.reconfigure(await registers(to, secrets)));
      if (!isDeepStrictEqual(to.auditLog, auditFollower?.settings)) {
        await auditFollower?.close();
        auditFollower = await auditFollowerFrom(to, shared);
      }
      log.setLevel(to.logLevel);
    },
    showMetrics,
    close,
  };

  async function close(): Promise<void> {
    for (const timer of timers) clearInterval(timer);
    await watching.close();
    bare.events?.close();
    await usage.flush();
    await uses.flush();
    await shared.journal.flush();
    await noticing?.close();
    await auditFollower?.close();
    mailer?.close();
    await lease.release().catch((error: Error) => log.error({ fault: error.name }, "the lease could not be released"));
    await storage.close();
    await log.flush();
  }
}
