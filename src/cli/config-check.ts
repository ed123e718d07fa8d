/** `candor config check`: the problems and the warnings of a configuration file, as a start would find them. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkConfig } from "../configuration/check.ts";
import { DATABASE, exposures } from "../configuration/data-directory.ts";
import { ConfigurationError, type ConfigurationFault } from "../configuration/fault.ts";
import { configurationFile, loadConfig } from "../configuration/load.ts";
import { resolvePaths } from "../configuration/paths.ts";
import type { Configuration } from "../configuration/schema.ts";
import { type Environment, serverEnvironment } from "../configuration/secret-files.ts";
import { storageFor } from "../configuration/storage-kind.ts";
import { type ConfigurationWarning, certificateOf, warningsOf } from "../configuration/warnings/index.ts";
import { visible } from "../render/characters.ts";
import { EXIT } from "./exit.ts";

export interface CheckOptions {
  readonly json?: boolean;
  readonly strict?: boolean;
}

interface Checked {
  /** The path of the file; the given name if there is no such file. */
  readonly file: string;
  readonly faults: readonly ConfigurationFault[];
  readonly warnings: readonly ConfigurationWarning[];
  /** What could not be checked, and why. */
  readonly notes: readonly string[];
}

/** Prints the result, and sets the exit code. */
export async function checkFile(file: string | undefined, { json, strict }: CheckOptions): Promise<void> {
  const checked = await check(file);
  const { faults, warnings } = checked;
  const isFine = faults.length === 0 && (strict !== true || warnings.length === 0);
  const isThere = existsSync(checked.file);
  process.exitCode = isFine ? EXIT.fine : isThere ? EXIT.not : EXIT.usage;
  process.stdout.write(json === true ? `${JSON.stringify(checked, null, 2)}\n` : toTerminal(checked));
}

async function check(named: string | undefined): Promise<Checked> {
  const here = process.cwd();
  let file = named ?? "candor.config.ts";
  try {
    file = configurationFile(named, here);
    const config = resolvePaths(await loadConfig(file, here), dirname(file));
    const environment = serverEnvironment(process.env, config);
    return { file, faults: [], ...(await warningsFor(checkConfig(config, environment), environment)) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const faults = error.faults.map((fault) =>
      fault.key === "--config" ? { ...fault, key: "file", expected: "a configuration file" } : fault,
    );
    return { file, faults, warnings: [], notes: [] };
  }
}

async function warningsFor(
  configuration: Configuration,
  environment: Environment,
): Promise<Pick<Checked, "warnings" | "notes">> {
  const { accounts, notes } = await lookUpOwners(configuration, environment);
  const facts = {
    configuration,
    environment,
    now: Date.now(),
    demo: false,
    storage: storageFor(environment),
    certificate: certificateOf(configuration),
    exposures: [...exposures(configuration)],
    hasAccount: accounts && ((username: string) => accounts.has(username)),
  } as const;
  return { warnings: [true, false].flatMap((alone) => warningsOf(facts, { alone })), notes };
}

/** The owners that have an account, if the database is there and can be read. */
async function lookUpOwners(
  { clients, data }: Configuration,
  environment: Environment,
): Promise<{
  readonly accounts?: ReadonlySet<string>;
  readonly notes: readonly string[];
}> {
  const owners = clients.flatMap(({ owner }) => owner ?? []);
  if (owners.length === 0) return { notes: [] };
  const isElsewhere = storageFor(environment) === "postgres";
  const place = isElsewhere ? "the database" : join(data, DATABASE);
  try {
    const accounts = isElsewhere
      ? await (await import("../adapters/postgres/read.ts")).readUsernames(environment.DATABASE_URL ?? "", owners)
      : (await import("../adapters/sqlite/read-usernames.ts")).readUsernames(place, owners);
    return { accounts, notes: [] };
  } catch (error) {
    return {
      notes: [`Could not check whether owners have an account: ${place} wasn't read (${(error as Error).message}).`],
    };
  }
}

function toTerminal({ file, faults, warnings, notes }: Checked): string {
  const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
  const paint = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
  const block = (head: string, ...more: readonly string[]): string =>
    [head, ...more.map((line) => `  ${visible(line)}`)].join("\n");
  const blocks = [
    ...faults.map(({ key, is, expected }) =>
      block(`${paint(31, "fault")}: ${visible(`${key} is ${is}`)}`, `expected ${expected}`),
    ),
    ...warnings.map(({ key, is, means, fix }) =>
      block(`${paint(33, "warning")}: ${visible(`${key} is ${is}`)}`, fix, means),
    ),
    ...notes.map((note) => block(`${paint(36, "note")}: ${visible(note)}`)),
  ];
  const count = (n: number, what: string): string => `${n} ${what}${n === 1 ? "" : "s"}`;
  const sum =
    faults.length + warnings.length === 0
      ? `${file} has no faults and no warnings.`
      : `${file} has ${count(faults.length, "fault")} and ${count(warnings.length, "warning")}.`;
  return `${[...blocks, visible(sum)].join("\n\n")}\n`;
}
