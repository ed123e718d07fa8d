/** What is wrong with the settings for attested clients, and with the keys of a client's own attester. */
import { methodOf } from "../protocol/client-authentication/index.ts";
import { clientKeyFaults, trustedIssuerFaults } from "./client-key-faults.ts";
import type { ConfigurationFault } from "./fault.ts";
import { quoted } from "./form.ts";
import type { Configuration } from "./schema.ts";

type Client = Configuration["clients"][number];

const attestedBy = ({ authMethods }: Pick<Client, "authMethods">): string | undefined =>
  authMethods.find((name) => methodOf(name)?.attestation === true);

const hasOwn = ({ attesterJwks, attesterJwksUri }: Client): boolean =>
  attesterJwks !== undefined || attesterJwksUri !== undefined;

/** Names what is wrong with the server's attesters, and clients that need what isn't set. */
export function* clientAttestationFaults({
  clientAttestation: set,
  clients,
}: Pick<Configuration, "clientAttestation" | "clients">): Generator<ConfigurationFault> {
  for (const [i, client] of clients.entries()) {
    const method = attestedBy(client);
    if (method === undefined) continue;
    const [key, is] = [`clients[${i}].authMethods`, quoted(method)];
    if (set === undefined) yield { key, is, expected: "clientAttestation to be set, for attestations" };
    else if (!hasOwn(client) && !set.attesters.some((one) => one.clients.includes(client.id)))
      yield {
        key,
        is,
        expected: `attesterJwks, or one of clientAttestation.attesters whose clients contain ${quoted(client.id)}`,
      };
  }
  if (set !== undefined) yield* trustedIssuerFaults("clientAttestation.attesters", set.attesters);
}

/** Names every fault of the attester of the client at `key`. `isStored`: nobody can list it in the configuration. */
export function* attesterFaults(key: string, client: Client, isStored: boolean): Generator<ConfigurationFault> {
  const { attester, attesterJwks, attesterJwksUri } = client;
  const method = attestedBy(client);
  for (const fault of clientKeyFaults(key, { jwks: attesterJwks, jwksUri: attesterJwksUri }))
    yield {
      ...fault,
      key: fault.key.replace(`${key}.jwks`, `${key}.attesterJwks`),
      is: fault.is.replace("as well as jwks", "as well as attesterJwks"),
    };
  if (method === undefined) {
    const unused = Object.entries({ attester, attesterJwks, attesterJwksUri }).find(([, value]) => value !== undefined);
    if (unused !== undefined)
      yield { key: `${key}.${unused[0]}`, is: "set for a client without attest_jwt_client_auth", expected: "none" };
  } else if (!hasOwn(client) && (isStored || attester !== undefined))
    yield {
      key: `${key}.attesterJwks`,
      is: `missing for ${method}`,
      expected: "the attester's public keys, or attesterJwksUri",
    };
}
