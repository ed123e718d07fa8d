/** Checks a registry file with the checks of the configuration. */
import { trustedIssuerFaults } from "../configuration/client-key-faults.ts";
import { ConfigurationError, type ConfigurationFault } from "../configuration/fault.ts";
import { faultsOf } from "../configuration/form.ts";
import { allKnown, known } from "../configuration/known.ts";
import { type Beside, registeredFaults } from "../configuration/registered-faults.ts";
import { type CheckedRegistry, registryJsonSchema, registrySchema } from "../configuration/registry.ts";
import { OPENID_SCOPES } from "../protocol/scope/catalogue.ts";

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
  const faults = [
    ...registeredFaults(parsed.data, environment, beside),
    ...trustedIssuerFaults("trustedIssuers", parsed.data.trustedIssuers),
    ...trustedFaults(parsed.data, beside),
  ];
  if (faults.length > 0) throw new ConfigurationError(faults);
  return parsed.data;
}

/** Names scopes and clients of trusted issuers that don't exist. A client whose id is the URL of its document isn't registered. */
function* trustedFaults(
  { trustedIssuers, scopes, clients }: CheckedRegistry,
  beside: Beside | undefined,
): Generator<ConfigurationFault> {
  const all = {
    scopes: [...OPENID_SCOPES, ...scopes].map(({ name }) => name).concat(beside?.scopes ?? []),
    clients: clients.map(({ id }) => id).concat(beside?.clients ?? []),
  };
  for (const [i, issuer] of trustedIssuers.entries()) {
    yield* allKnown(`trustedIssuers[${i}].scopes`, issuer.scopes, all.scopes, "scopes");
    for (const [j, id] of issuer.clients.entries())
      if (!URL.canParse(id)) yield* known(`trustedIssuers[${i}].clients[${j}]`, id, all.clients, "clients");
  }
}

/** What `faultsOf` calls the whole. */
const CONFIGURATION = /^the configuration$/;
