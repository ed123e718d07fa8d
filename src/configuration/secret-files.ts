/**
 * Secrets from files, as Docker and Kubernetes mount them: the variable `NAME_FILE` has the path of a file with the value of `NAME`. Only variables
 * that Candor reads are looked for, because other programs have variables with such names too.
 */
import { readFileSync } from "node:fs";
import { ConfigurationError, type ConfigurationFault } from "./fault.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of the server with a secret in them. The configuration names others. */
export const SERVER_SECRETS: readonly string[] = ["DATABASE_URL", "CANDOR_KEY_ENCRYPTION_SECRET"];

export const fileVariable = (name: string): string => `${name}_FILE`;

/**
 * The environment with the secrets of `names` that files have. The environment itself if there are none.
 *
 * @throws {ConfigurationError} that names each file that can't be used, and each secret that is given in both ways.
 */
export function withSecretFiles(environment: Environment, names: Iterable<string>): Environment {
  const faults: ConfigurationFault[] = [];
  const read: Record<string, string> = {};
  for (const name of new Set(names)) {
    const file = environment[fileVariable(name)] ?? "";
    if (file === "") continue;
    const found = secretIn(file, name, environment);
    if (typeof found === "string") read[name] = found;
    else faults.push({ key: fileVariable(name), ...found });
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
  return Object.keys(read).length === 0 ? environment : { ...environment, ...read };
}

/** The value in a file, without the line break that editors and `echo` put at its end; or what is wrong. */
function secretIn(file: string, name: string, environment: Environment): string | Omit<ConfigurationFault, "key"> {
  if ((environment[name] ?? "") !== "")
    return { is: `set, and ${name} is set too`, expected: "only one of them: remove the other variable" };
  const is = (what: string) => `${JSON.stringify(file)}, ${what}`;
  const expected = "the path of a file that this user may read, with the secret in it";
  try {
    const text = readFileSync(file, "utf8").replace(/\r?\n$/, "");
    return text === "" ? { is: is("which is empty"), expected } : text;
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    return { is: is(WHY[code] ?? `which can't be read (${code})`), expected };
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: "which doesn't exist",
  ENOTDIR: "which doesn't exist",
  EISDIR: "which is a directory",
  EACCES: "which this user may not read",
};

/** How deep a configuration names variables. What is deeper is no configuration. */
const DEEPEST = 8;

/** The variables that `{ env: NAME }` names in a configuration that nobody has checked yet: its clients and notices. */
export function namedSecrets(config: object): readonly string[] {
  const { clients, notices } = config as { readonly clients?: unknown; readonly notices?: unknown };
  return [...named(clients, DEEPEST), ...named(notices, DEEPEST)];
}

function* named(value: unknown, depth: number): Generator<string> {
  if (typeof value !== "object" || value === null || depth === 0) return;
  for (const [key, within] of Object.entries(value))
    if (key === "env" && typeof within === "string") yield within;
    else yield* named(within, depth - 1);
}

/** The environment of a server with this configuration. @throws {ConfigurationError} */
export const serverEnvironment = (environment: Environment, config: object): Environment =>
  withSecretFiles(environment, [...SERVER_SECRETS, ...namedSecrets(config)]);
