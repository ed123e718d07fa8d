/**
 * Secrets from files, as Docker and Kubernetes mount them: the variable `NAME_FILE` has the path of a file with the value of `NAME`. Only variables
 * that Candor reads are looked for, because other programs have variables with such names too. With `NAME_PKCS11`, the file is encrypted for a key in
 * an HSM.
 */
import { readFileSync } from "node:fs";
import { ConfigurationError, type ConfigurationFault } from "./fault.ts";
import { type Unwrap, unwrapByPkcs11 } from "./pkcs11.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** Variables of the server with a secret in them. The configuration names others. */
export const SERVER_SECRETS: readonly string[] = [
  "DATABASE_URL",
  "DATABASE_REPLICA_URL",
  "CANDOR_KEY_ENCRYPTION_SECRET",
];

export const fileVariable = (name: string): string => `${name}_FILE`;

export const keyVariable = (name: string): string => `${name}_PKCS11`;

/**
 * The environment with the secrets of `names` that files have. The environment itself if there are none.
 *
 * @throws {ConfigurationError} that names each file that can't be used, and each secret that is given in both ways.
 */
export function withSecretFiles(
  environment: Environment,
  names: Iterable<string>,
  unwrap: Unwrap = unwrapByPkcs11,
): Environment {
  const faults: ConfigurationFault[] = [];
  const read: Record<string, string> = {};
  for (const name of new Set(names)) {
    const file = environment[fileVariable(name)] ?? "";
    const key = environment[keyVariable(name)] ?? "";
    if (file === "") {
      if (key !== "") faults.push({ key: keyVariable(name), ...alone(name) });
      continue;
    }
    const found = secretIn(file, name, environment);
    if ("is" in found) faults.push({ key: fileVariable(name), ...found });
    else if (key === "") read[name] = found.toString("utf8").replace(/\r?\n$/, "");
    else {
      const secret = unwrap(found, key, environment);
      if (typeof secret === "string") read[name] = secret;
      else faults.push({ key: keyVariable(name), ...secret });
    }
  }
  if (faults.length > 0) throw new ConfigurationError(faults);
  return Object.keys(read).length === 0 ? environment : { ...environment, ...read };
}

/** A key without something to decrypt with it. */
const alone = (name: string): Omit<ConfigurationFault, "key"> => ({
  is: `set, but ${fileVariable(name)} is not`,
  expected: `${fileVariable(name)} with the path of the secret that was encrypted for this key`,
});

/** The content of a file, which may have the line break that editors and `echo` put at its end; or what is wrong. */
function secretIn(file: string, name: string, environment: Environment): Buffer | Omit<ConfigurationFault, "key"> {
  if ((environment[name] ?? "") !== "")
    return { is: `set, and ${name} is set too`, expected: "only one of them: remove the other variable" };
  const is = (what: string) => `${JSON.stringify(file)}, ${what}`;
  const expected = "the path of a file that this user may read, with the secret in it";
  try {
    const content = readFileSync(file);
    return /^(\r?\n)?$/.test(content.toString("latin1")) ? { is: is("which is empty"), expected } : content;
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
