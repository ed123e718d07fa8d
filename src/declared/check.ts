/** Checks a registry file with the checks of the configuration. */
import { ConfigurationError } from "../configuration/fault.ts";
import { faultsOf } from "../configuration/form.ts";
import { type Beside, registeredFaults } from "../configuration/registered-faults.ts";
import { type CheckedRegistry, registryJsonSchema, registrySchema } from "../configuration/registry.ts";

/**
 * Fills in the defaults. `beside`: what is registered elsewhere and may be referred to. Throws a `ConfigurationError` that names
 * every fault at its place.
 */
export function checkRegistry(
  read: unknown,
  environment: Readonly<Record<string, string | undefined>>,
  beside?: Beside,
): CheckedRegistry {
  const parsed = registrySchema.safeParse(read);
  if (!parsed.success) {
    const faults = parsed.error.issues.flatMap((issue) => faultsOf(issue, read, registryJsonSchema()));
    throw new ConfigurationError(
      faults.map((fault) => ({ ...fault, key: fault.key.replace(CONFIGURATION, "the file") })),
    );
  }
  const faults = [...registeredFaults(parsed.data, environment, beside)];
  if (faults.length > 0) throw new ConfigurationError(faults);
  return parsed.data;
}

/** What `faultsOf` calls the whole. */
const CONFIGURATION = /^the configuration$/;
