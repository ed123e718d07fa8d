/** A secret that a command gets from its environment. */
import { ConfigurationError } from "../configuration/fault.ts";
import { type Environment, withSecretFiles } from "../configuration/secret-files.ts";

/**
 * The value of the variable, or of the file that `NAME_FILE` names; `undefined` if there is none. What is wrong is thrown in words, as `fault` makes
 * it.
 */
export function secretVariable(
  name: string,
  environment: Environment = process.env,
  fault: (message: string) => Error = (message) => new Error(message),
): string | undefined {
  try {
    return withSecretFiles(environment, [name])[name] || undefined;
  } catch (error) {
    if (error instanceof ConfigurationError) throw fault(`${error.message}.`);
    throw error;
  }
}
