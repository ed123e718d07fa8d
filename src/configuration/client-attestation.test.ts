/** What is wrong with the settings for attested clients is named. */
import { describe, expect, it } from "vitest";
import { checkConfig } from "./check.ts";
import { ConfigurationError } from "./fault.ts";
import type { Config } from "./schema.ts";

const JWK = { kty: "OKP", crv: "Ed25519", x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo" };
const ATTESTER = { issuer: "https://attester.example", jwks: { keys: [JWK] }, clients: ["wallet"] };
const WALLET = {
  id: "wallet",
  authMethods: ["attest_jwt_client_auth" as const],
  redirectUris: ["com.example.wallet:/callback"],
  applicationType: "native" as const,
};

function faultsOf(config: Partial<Config>): readonly string[] {
  try {
    checkConfig({ issuer: "https://id.example", ...config }, {}, "memory");
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults.map(({ key }) => key);
    throw error;
  }
}

describe("clientAttestation", () => {
  it.each<[what: string, config: Partial<Config>, faults: readonly string[]]>([
    ["an attester of the client", { clientAttestation: { attesters: [ATTESTER] }, clients: [WALLET] }, []],
    ["nobody attests", { clients: [WALLET] }, ["clients[0].authMethods"]],
    [
      "nobody attests this client",
      { clientAttestation: { attesters: [{ ...ATTESTER, clients: ["other"] }] }, clients: [WALLET] },
      ["clients[0].authMethods"],
    ],
    [
      "an attester without keys",
      { clientAttestation: { attesters: [{ ...ATTESTER, jwks: undefined }] } },
      ["clientAttestation.attesters[0].jwks"],
    ],
    [
      "an attester with a private key",
      { clientAttestation: { attesters: [{ ...ATTESTER, jwks: { keys: [{ ...JWK, d: "AA" }] } }] } },
      ["clientAttestation.attesters[0].jwks.keys[0]"],
    ],
    [
      "an attester that is listed twice",
      { clientAttestation: { attesters: [ATTESTER, ATTESTER] } },
      ["clientAttestation.attesters[1].issuer"],
    ],
  ])("%s", (_, config, faults) => {
    expect(faultsOf(config)).toEqual(faults);
  });
});
