/** Candor as a library: an authorization server to mount in any host. */

import { join } from "node:path";
import type { FastifyPluginAsync } from "fastify";
import type { Backup } from "./adapters/sqlite/backup.ts";
import type { Restored } from "./adapters/sqlite/restore.ts";
import { compose } from "./compose.ts";
import { checkConfig } from "./configuration/check.ts";
import { DATABASE } from "./configuration/data-directory.ts";
import { ConfigurationError } from "./configuration/fault.ts";
import { optionFaults } from "./configuration/options.ts";
import { relativePaths, resolvePaths } from "./configuration/paths.ts";
import type { InForce, Reloaded } from "./configuration/reload.ts";
import type { Config, Configuration } from "./configuration/schema.ts";
import { type Environment, serverEnvironment } from "./configuration/secret-files.ts";
import { type StorageKind, storageFor } from "./configuration/storage-kind.ts";
import type { ConfigurationWarning } from "./configuration/warnings/index.ts";
import { workerOf } from "./configuration/worker.ts";
import { seedRegistry } from "./demo/registry.ts";
import { demoSettings, seedDemo } from "./demo/world.ts";
import type { FetchHandler } from "./http/fetch.ts";
import type { NodeHandler } from "./http/node.ts";
import type { Clock } from "./ports/clock.ts";
import type { CandorEvent } from "./ports/events.ts";
import { basePath } from "./protocol/metadata.ts";
import type { Explanation } from "./reasons/explain.ts";
import type { Reload } from "./running/reload.ts";
import { openWarnings } from "./running/warnings.ts";
import { LIBRARY } from "./service/actors.ts";
import { inviteFirstOperator } from "./service/invitations.ts";
import type { SigningKeys } from "./service/keys/rotation.ts";
import { type Users, usersOf } from "./service/users/users.ts";

export type { Backup } from "./adapters/sqlite/backup.ts";
export type { Restored } from "./adapters/sqlite/restore.ts";
export type { DatabaseSummary } from "./adapters/sqlite/verify.ts";
export { ConfigurationError, type ConfigurationFault } from "./configuration/fault.ts";
export { defineRegistry, type RegistryFile } from "./configuration/registry.ts";
export type { Reloaded } from "./configuration/reload.ts";
export { type Config, defineConfig } from "./configuration/schema.ts";
export type { StorageKind } from "./configuration/storage-kind.ts";
export type { ConfigurationWarning } from "./configuration/warnings/index.ts";
export type { FetchContext, FetchHandler } from "./http/fetch.ts";
export type { NodeHandler } from "./http/node.ts";
export type { Claims, Role } from "./ports/accounts.ts";
export type { ChainFault } from "./ports/audit-chain.ts";
export type { Clock } from "./ports/clock.ts";
export type {
  CandorEvent,
  ChangedEvent,
  GrantedEvent,
  LostEvent,
  RefusedEvent,
  SignedInEvent,
  SignedOutEvent,
} from "./ports/events.ts";
export type { ClaimsHook, ClaimsRequest, ExtraClaims, HookContext, StoredUser, UserStore } from "./ports/hooks.ts";
export type { KeyAlg, PublicJwk, SigningAlg, SigningKeyStanding } from "./ports/keys.ts";
export type { DecryptionKey } from "./protocol/encryption.ts";
export type { KeyDates, KeyStanding, KeyState, Takeover } from "./protocol/key-schedule.ts";
export type { Audience, EvidenceField, EvidenceKinds, Remedies } from "./reasons/define.ts";
export type {
  EvidenceShown,
  Explanation,
  Mark,
  MarkElsewhere,
  Outcome,
  ProvedFix,
  RequestPart,
  RequestShown,
  TraceStep,
} from "./reasons/explain.ts";
export type { Change, ClientMember, Fix, Supply } from "./reasons/fix.ts";
export type { Code, Families, Family } from "./reasons/index.ts";
export type { Rotation, SigningKeys } from "./service/keys/rotation.ts";
export { UserError, type UserErrorCode, type UserFault } from "./service/users/fault.ts";
export type { Force, NewUser, User, UserChange, Users } from "./service/users/users.ts";
export type { Section } from "./specs.ts";

/** The options of `createCandor`. */
export interface CandorOptions {
  /** The settings, as in `candor.config.ts`. */
  readonly config: Config;
  /** Where relative paths in `config` start, e.g. `import.meta.dirname`. Without it, paths must be absolute. */
  readonly directory?: string;
  /**
   * `sqlite` is durable on one machine, `postgres` is durable in the database of `environment.DATABASE_URL`, for any number of
   * nodes, and `memory` forgets everything at the end. Default: `postgres` where DATABASE_URL is set, except for the demo, else
   * `sqlite`.
   */
  readonly storage?: StorageKind;
  /** Where secrets are looked up. Default: `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Serves the demo world instead of your users and apps. Never in production: its passwords are public. */
  readonly demo?: boolean;
  /** The time in milliseconds since 1970, for tests. Default: the system's clock. */
  readonly clock?: Clock;
  /**
   * Called with each refusal that is kept, as the operator may see it, for example to print or count refusals. Responses don't
   * wait for it.
   */
  readonly onRefusal?: (explanation: Explanation) => void | Promise<void>;
}

/** A server. Mount it with `plugin`, `fetch` or `handler`, or call `listen`. */
export interface Candor {
  /** The configured issuer: the `iss` of tokens, and the URL below which all endpoints are. */
  readonly issuer: string;
  /** For a Fastify host: `await app.register(candor.plugin)`, with or without the issuer's path as `prefix`. */
  readonly plugin: FastifyPluginAsync<{ prefix?: string }>;
  /**
   * For every host that uses the web's `Request` and `Response`: Hono, Next, Bun. Pass it the requester's IP address where you
   * can.
   */
  readonly fetch: FetchHandler;
  /**
   * For hosts built on node:http: Express, Connect, Koa, NestJS. Mount it at the root or at the issuer's path, before anything
   * that reads bodies. It passes other requests on to `next`, or refuses them without `next`.
   */
  readonly handler: NodeHandler;
  /** Whether a path, without its query, is one of Candor's. Lets hosts ask before they pass a request on. */
  readonly owns: (path: string) => boolean;
  /**
   * Settings that work but won't do what their author expects. The log has them too. Warnings about the network are found only
   * by `listen`. An invalid configuration makes `createCandor` reject instead.
   */
  readonly warnings: readonly ConfigurationWarning[];
  /** Listens on its own port, as `candor serve` does. Resolves to the URL that it listens on. Rejects if the port is in use. */
  readonly listen: (at?: { readonly host?: string; readonly port?: number }) => Promise<string>;
  /**
   * The path and one-time token with which the first operator makes an account; `undefined` if there is an operator already.
   */
  readonly inviteFirstOperator: () => Promise<string | undefined>;
  /**
   * What happens in this process from now on: refused, granted, signed in, signed out, changed. `for await (const event of
   * candor.events())` ends after `close()`. A reader that is more than 1,024 events behind loses the oldest, and gets a `lost`
   * event that counts them. Stop reading by leaving the loop.
   */
  readonly events: () => AsyncIterableIterator<CandorEvent>;
  /** The users of the built-in store: add, list, change, disable, remove. Rejects with a `UserError` if something can't be done. */
  readonly users: Users;
  /** The signing keys: list, replace, revoke. Every process that uses the data directory follows within a second. */
  readonly keys: SigningKeys;
  /**
   * Copies everything that is committed into the new file `file` (mode 0600), verifies the copy, and says what it contains: a
   * SQLite file, or of PostgreSQL a portable backup.
   * Requests are served meanwhile. Rejects if the file exists. See `restoreBackup`.
   */
  readonly backup: (file: string) => Promise<Backup>;
  /**
   * Puts another configuration in force for the next request, while requests are served. Settings that are read at the start keep their values, and are
   * named. Secrets and certificates are read again. Rejects with a `ConfigurationError`, and changes nothing, if the configuration can't be used.
   */
  readonly reload: (config: Config) => Promise<Reloaded>;
  /**
   * Finishes the requests in progress and closes the storage. With a `delay`, in seconds, everything is still served for that
   * long while `/readyz` says 503, so that a load balancer can stop sending traffic.
   */
  readonly close: (options?: { readonly delay?: number }) => Promise<void>;
}

/** The configuration with its paths, and with the demo's settings. */
function placed({ config, demo = false, directory }: CandorOptions): Config {
  const complete = directory === undefined ? config : resolvePaths(config, directory);
  return demo ? demoSettings(complete) : complete;
}

/** The checked configuration with its defaults. Throws a `ConfigurationError`. */
function configurationOf(config: Config, environment: Environment, storage: StorageKind): Configuration {
  const configuration = checkConfig(config, environment, storage);
  const nowhere = storage === "memory" ? [] : [...relativePaths(configuration)];
  if (nowhere.length > 0) throw new ConfigurationError(nowhere);
  return configuration;
}

/** Makes an authorization server. Rejects with a `ConfigurationError` that names every problem. */
export async function createCandor(options: CandorOptions): Promise<Candor> {
  const wrong = [...optionFaults(options)];
  if (wrong.length > 0) throw new ConfigurationError(wrong);
  const { environment: given = process.env, demo = false, clock, onRefusal } = options;
  const config = placed(options);
  const environment = serverEnvironment(given, config);
  const storage = options.storage ?? (demo ? "sqlite" : storageFor(environment));
  const configuration = configurationOf(config, environment, storage);
  const first: InForce = { config, configuration, environment };
  // The first start makes an RSA key on another thread. What serves is loaded meanwhile.
  const [{ shared, signingKeys, reconfigure, showMetrics, close }, http] = await Promise.all([
    compose({ configuration, environment, storage, clock, onRefusal }),
    import("./http/serving.ts"),
  ]);
  const life = { closing: false, closed: false };
  let week: Promise<void> | undefined;
  let isNewDemo = false;
  const { issuer, sessionCookie } = configuration;
  const own = new http.OwnPaths(basePath(issuer));
  const extraRoutes = demo ? (await import("./demo/routes.ts")).demoRoutes(shared) : undefined;
  const mounted = { shared, life, extraRoutes, demo, sessionCookie };
  const alone = http.candorPlugin({ ...mounted, alone: true });
  const [server] = await Promise.all([
    http.createServer(alone, shared, life, configuration, own).then(async (made) => {
      await made.ready();
      return made;
    }),
    demo &&
      Promise.all([seedDemo(shared), seedRegistry(shared)]).then(([, seeded]) => {
        isNewDemo = seeded;
      }),
  ]);
  const warnings = await openWarnings(shared, first, { demo, storage, logs: workerOf(environment).first });
  const { tls } = configuration;
  const certificates =
    tls && (await import("./running/certificates.ts")).certificatesOf(server, configuration, tls, shared.log);
  let reloads: Promise<Reload> | undefined;
  // Most servers never reload.
  const reloading = (): Promise<Reload> => {
    const served = { certificates, warnings, reconfigure };
    reloads ??= import("./running/reload.ts").then((made) => made.reloading(first, given, storage, served));
    return reloads;
  };

  await showMetrics();
  const stopLoading = http.loadLater();
  return {
    issuer,
    plugin: http.candorPlugin({ ...mounted, alone: false }),
    fetch: http.fetchHandler(server, own, issuer),
    handler: http.nodeHandler(server, own, issuer, shared.log),
    owns: (path) => own.has(path),
    get warnings() {
      return warnings.all();
    },
    listen: async ({ host = configuration.host, port = configuration.port } = {}) => {
      const { url, addresses } = await http.listen(server, host, port);
      warnings.listening({ host, port });
      certificates?.watch();
      shared.log.info({ addresses, issuer }, "listening");
      if (isNewDemo && week === undefined) {
        const happen = async (): Promise<void> => {
          // The first visitor does not wait for it.
          await http.untilLater();
          if (!life.closing) await (await import("./demo/week/happen.ts")).letWeekHappen(shared, life);
        };
        week = happen().catch((error: Error) => shared.log.error({ fault: error.name }, "demo"));
      }
      return url;
    },
    inviteFirstOperator: () => inviteFirstOperator(shared),
    events: () => shared.events?.subscribe() as AsyncIterableIterator<CandorEvent>,
    users: usersOf(shared, LIBRARY),
    keys: signingKeys,
    backup: async (file) => {
      const { backupOfServer } = await import("./adapters/backup/of-server.ts");
      const database = join(configuration.data, DATABASE);
      return backupOfServer({ storage, database, environment, now: shared.clock() }, file);
    },
    reload: async (config) => (await reloading())(placed({ ...options, config })),
    close: async ({ delay = 0 } = {}) => {
      shared.log.info({ delay }, "stopping");
      certificates?.close();
      stopLoading();
      await http.stopServer(server, life, delay * 1_000);
      life.closing = true;
      await week;
      life.closed = true;
      shared.log.info({}, "stopped");
      await close();
    },
  };
}

/** Where a backup goes. */
export interface RestoreOptions {
  /** The data directory of a server that is not running. */
  readonly data: string;
  /** Restores even if there is a database. The old one stays in the same directory under another name. */
  readonly force?: boolean;
  /** Ends every session and grant in the backup, so that nothing that was revoked since it was made is valid again. */
  readonly endGrants?: boolean;
}

/**
 * Verifies a backup and replaces the database of a data directory with it. Rejects, and changes nothing, if the file is damaged
 * or was made by a later version, if a process has the database open, or if there is a database and `force` isn't set. To read
 * the restored keys, a server needs the CANDOR_KEY_ENCRYPTION_SECRET of the server that was backed up.
 */
export async function restoreBackup(file: string, { data, force, endGrants }: RestoreOptions): Promise<Restored> {
  const { restoreIntoFile } = await import("./adapters/backup/restore.ts");
  return restoreIntoFile(file, join(data, DATABASE), { by: LIBRARY, force, endGrants, now: Date.now() });
}
