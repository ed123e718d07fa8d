/** Checks a configuration. Each problem names the key, its value, and what was expected. */

import { clientAttestationFaults } from "./attester-faults.ts";
import { attributeFaults } from "./attribute-faults.ts";
import { authorizationDetailsFaults } from "./authorization-details-faults.ts";
import { brandingFaults } from "./branding.ts";
import { trustedIssuerFaults } from "./client-key-faults.ts";
import { dataFaults } from "./data-directory.ts";
import { ConfigurationError, type ConfigurationFault } from "./fault.ts";
import { faultsOf, quoted } from "./form.ts";
import { issuerFault } from "./issuer.ts";
import { keyScheduleFaults } from "./key-schedule.ts";
import { machineFaults } from "./machine.ts";
import { mutualTlsFaults } from "./mutual-tls-faults.ts";
import { noticeFaults } from "./notices.ts";
import { registeredFaults } from "./registered-faults.ts";
import { registrationFaults } from "./registration-faults.ts";
import { writtenIn } from "./run-time.ts";
import { type Config, type Configuration, schema } from "./schema.ts";
import { selfServiceFaults } from "./self-service-faults.ts";
import { signUpFaults } from "./sign-up-faults.ts";
import type { StorageKind } from "./storage-kind.ts";

/** Fills in the defaults. Throws a `ConfigurationError` that names every fault. Only SQLite has a data directory, which is looked at. */
export function checkConfig(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
  storage: StorageKind = "sqlite",
): Configuration {
  const parsed = schema.safeParse(config);
  if (!parsed.success) throw new ConfigurationError(parsed.error.issues.flatMap((issue) => faultsOf(issue, config)));
  const faults = [
    ...serverFaults(parsed.data, environment),
    ...brandingFaults("branding", { logo: ["logo", parsed.data.branding.logo], colors: parsed.data.branding.colors }),
    ...registeredFaults(parsed.data, environment),
    ...selfServiceFaults(parsed.data),
    ...registrationFaults(parsed.data),
    ...signUpFaults(parsed.data),
    ...attributeFaults(parsed.data.users),
    ...keyScheduleFaults(parsed.data),
    ...machineFaults(parsed.data),
    ...mutualTlsFaults(parsed.data),
    ...clientAttestationFaults(parsed.data),
    ...authorizationDetailsFaults(parsed.data),
    ...trustedIssuerFaults("trustedIssuers", parsed.data.trustedIssuers),
    ...trustedIssuerFaults("registration.softwareStatements", parsed.data.registration.softwareStatements),
    ...noticeFaults(parsed.data.notices, environment),
    ...(storage === "sqlite" ? dataFaults(parsed.data.data) : []),
  ];
  if (faults.length > 0) throw new ConfigurationError(faults);
  return { ...parsed.data, written: writtenIn(config) };
}

function* serverFaults(
  config: Configuration,
  environment: Readonly<Record<string, string | undefined>>,
): Generator<ConfigurationFault> {
  const secret = environment.CANDOR_KEY_ENCRYPTION_SECRET;
  if (secret !== undefined && secret.length < 16) {
    yield {
      key: "CANDOR_KEY_ENCRYPTION_SECRET",
      is: `${secret.length} characters long`,
      expected: "16 characters or more",
    };
  }
  const fault = issuerFault(config.issuer);
  if (fault !== undefined) yield { key: "issuer", is: quoted(config.issuer), expected: fault };
}
