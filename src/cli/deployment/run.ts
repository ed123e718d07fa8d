/** `candor doctor`: looks up what is known of a deployment, runs the checks, and prints what they found. */
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { nameOfDatabase } from "../../adapters/postgres/address.ts";
import { checkConfig } from "../../configuration/check.ts";
import { exposures } from "../../configuration/data-directory.ts";
import { ConfigurationError } from "../../configuration/fault.ts";
import { configurationFile, loadConfig, settingsFrom } from "../../configuration/load.ts";
import { resolvePaths } from "../../configuration/paths.ts";
import type { Configuration } from "../../configuration/schema.ts";
import { serverEnvironment } from "../../configuration/secret-files.ts";
import { storageFor } from "../../configuration/storage-kind.ts";
import { certificateOf, warningsOf } from "../../configuration/warnings/index.ts";
import { keyScheduleOf } from "../../protocol/key-schedule.ts";
import { visible } from "../../render/characters.ts";
import { prefixOf } from "../../service/network.ts";
import { said } from "../data-directory.ts";
import { EXIT } from "../exit.ts";
import { nameOf, type Place, placeOf } from "../place.ts";
import { print } from "../print.ts";
import { isAbsence } from "../registered-elsewhere.ts";
import { secretVariable } from "../secret-variable.ts";
import { DEPLOYMENT_CHECKS, type Examined, examined } from "./checks/index.ts";
import type { Facts, Server } from "./facts.ts";
import type { DoctorOptions } from "./options.ts";

/** The exit code is 0 if nothing is wrong, 1 if something was found, and 2 if there is nothing to examine. */
export async function doctor(options: DoctorOptions): Promise<void> {
  try {
    const found = examined(await factsOf(options));
    process.exitCode = found.findings.length === 0 ? EXIT.fine : EXIT.not;
    print(options.json === true ? JSON.stringify(found, null, 2) : textOf(found));
  } catch (error) {
    process.exitCode = EXIT.usage;
    process.stderr.write(`${visible(said(error))}\n`);
  }
}

async function factsOf(options: DoctorOptions): Promise<Facts> {
  const { issuer, backups, backupAge } = options;
  if (backups !== undefined && statSync(backups, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new Error(`There is no directory ${backups}.`);
  const { facts, configuration } = await configurationFacts(options);
  const place = await placeToExamine(options, configuration);
  return {
    now: Date.now(),
    ...(facts && { configuration: facts }),
    ...(place && (await storageFacts(place, configuration))),
    ...(issuer !== undefined && { server: await serverFacts(issuer, place) }),
    ...(backups !== undefined && {
      backups: await (await import("./look/backups.ts")).lookAtBackups(
        backups,
        backupAge,
        secretVariable("CANDOR_KEY_ENCRYPTION_SECRET"),
      ),
    }),
    ...(configuration && { reached: await (await import("./look/reach.ts")).reachedFrom(configuration) }),
  };
}

async function serverFacts(issuer: string, place: Place | undefined): Promise<Server> {
  const { lookAtServer, ownAddress } = await import("./look/server.ts");
  const server = await lookAtServer(issuer);
  const seen = place && (await (await import("./look/origin.ts")).networkIn(place, server.refusal));
  return seen === undefined ? server : { ...server, origin: { seen, own: prefixOf(await ownAddress(issuer)) } };
}

interface Configured {
  readonly facts?: Facts["configuration"];
  /** If it can be used. */
  readonly configuration?: Configuration;
}

/** Nothing where there is no file, unless one was named. The demo has none. */
async function configurationFacts({ config: named, demo }: DoctorOptions): Promise<Configured> {
  if (demo === true) return {};
  const here = process.cwd();
  try {
    const file = configurationFile(named, here);
    const config = resolvePaths(await loadConfig(file, here), dirname(file));
    const environment = serverEnvironment(process.env, config);
    const configuration = checkConfig(config, environment);
    const facts = {
      ...{ configuration, environment, now: Date.now(), demo: false, storage: storageFor(environment) },
      ...{ certificate: certificateOf(configuration), exposures: [...exposures(configuration)] },
    };
    const warnings = [true, false].flatMap((alone) => warningsOf(facts, { alone }));
    const { trustedProxy } = configuration;
    return { configuration, facts: { faults: [], warnings, trustedProxy } };
  } catch (error) {
    if (!(error instanceof ConfigurationError) || (named !== undefined && isAbsence(error))) throw error;
    return isAbsence(error) ? {} : { facts: { faults: error.faults, warnings: [] } };
  }
}

/** Where the data is; `undefined` if only a server was named, or the configuration that would say so can't be used. */
async function placeToExamine(
  options: DoctorOptions,
  configuration: Configuration | undefined,
): Promise<Place | undefined> {
  try {
    return await placeOf(options);
  } catch (error) {
    const isNamed = options.issuer !== undefined || options.config !== undefined;
    if (error instanceof ConfigurationError && isNamed && configuration === undefined) return undefined;
    throw error;
  }
}

async function storageFacts(
  place: Place,
  configuration: Configuration | undefined,
): Promise<Pick<Facts, "disk" | "database" | "standby" | "keys">> {
  const { keysOf } = await import("./look/keys.ts");
  const schedule = configuration && keyScheduleOf(settingsFrom(configuration));
  const secret = secretVariable("CANDOR_KEY_ENCRYPTION_SECRET");
  if (place.kind === "postgres") {
    const { lookAtPostgres } = await import("./look/postgres.ts");
    const { database, keys } = await lookAtPostgres(place.url, nameOf(place));
    const standby = await standbyFacts(place.url);
    return {
      database,
      ...(standby && { standby }),
      ...(keys.length > 0 && { keys: keysOf(keys, secret, schedule) }),
    };
  }
  const { diskOf, lookAtSqlite } = await import("./look/sqlite.ts");
  const { database, keys } = lookAtSqlite(place.directory);
  return { disk: diskOf(place.directory), database, ...(keys.length > 0 && { keys: keysOf(keys, secret, schedule) }) };
}

async function standbyFacts(primary: string): Promise<Facts["standby"]> {
  const url = secretVariable("DATABASE_REPLICA_URL");
  if (url === undefined) return undefined;
  const { lookAtStandby } = await import("./look/standby.ts");
  const at = nameOfDatabase(url) ?? "DATABASE_REPLICA_URL";
  return await lookAtStandby(url, at, primary);
}

function textOf({ findings, fine, skipped }: Examined): string {
  const blocks = findings.map(({ id, found, expected, fix }) =>
    [id, `  found:    ${found}`, `  expected: ${expected}`, `  do:       ${fix}`].map(visible).join("\n"),
  );
  const asked = fine.length + new Set(findings.map(({ id }) => id)).size;
  const rest = skipped.length === 0 ? "" : ` ${skipped.length} don't apply, or need --issuer, --backups or a database.`;
  const sum =
    findings.length === 0
      ? `${asked} of ${DEPLOYMENT_CHECKS.length} checks were made, and nothing is wrong.${rest}`
      : `${findings.length} ${findings.length === 1 ? "thing is" : "things are"} wrong. ${asked} of ${DEPLOYMENT_CHECKS.length} checks were made.${rest}`;
  return [...blocks, sum].join("\n\n");
}
