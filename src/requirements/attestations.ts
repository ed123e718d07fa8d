/** What is required of clients whose instances are attested (attestation-based client authentication, draft 10). */
import { clientAttestation as attestation, rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

export const FORGED = "Whoever can reach the token endpoint acts as a genuine instance of the app.";
export const COPIED = "Whoever copies an attestation acts as the instance that it was made for.";
const LASTING = "An attestation works for ever, also of a phone that is known to be stolen.";

export const attestations = {
  "attestation/required": {
    cites: [attestation("7.1"), rfc(6749, "3.2.1")],
    level: "MUST",
    says: "A client that must be attested isn't authenticated by its id alone.",
    threat: FORGED,
    by: "attestations/bare-client-id",
  },
  "attestation/one-header": {
    cites: [attestation("7.1")],
    level: "MUST",
    says: "A request with two attestations is refused.",
    threat: "What checks one of them and what uses the other can be played against each other.",
    by: "attestations/twice",
  },
  "attestation/malformed": {
    cites: [attestation("7.1"), rfc(6749, "5.2")],
    level: "MUST",
    says: "An attestation that isn't a JWT is refused with an error of OAuth.",
    threat: "Errors of the server itself hide attacks, and some of them tell too much.",
    by: "attestations/malformed",
  },
  "attestation/type": {
    cites: [attestation("4"), rfc(8725, "3.11")],
    level: "MUST",
    says: "An attestation whose typ is another one is refused.",
    threat: "A token that the attester made for something else is accepted as an attestation.",
    by: "attestations/type",
  },
  "attestation/signature": {
    cites: [attestation("7.1"), rfc(8725, "3.3")],
    level: "MUST",
    says: "An attestation that is signed with a key that isn't a trusted attester's is refused.",
    threat: FORGED,
    by: "attestations/signature",
  },
  "attestation/signature-required": {
    cites: [attestation("7.1"), rfc(7515, "5.2")],
    level: "MUST",
    says: "An attestation whose signature is empty is refused.",
    threat: FORGED,
    by: "attestations/altered",
  },
  "attestation/not-none": {
    cites: [attestation("7.1"), rfc(8725, "3.2")],
    level: "MUST",
    says: "An attestation whose alg is none is refused.",
    threat: FORGED,
    by: "attestations/none",
  },
  "attestation/no-mac-with-public-key": {
    cites: [rfc(8725, "3.1"), rfc(8725, "2.1")],
    level: "MUST",
    says: "A MAC that was made with the attester's public key is refused.",
    threat: FORGED,
    by: "attestations/public-key-as-secret",
  },
  "attestation/no-key-of-its-own": {
    cites: [attestation("7.1"), rfc(8725, "3.10")],
    level: "MUST",
    says: "A key in the attestation's header isn't trusted.",
    threat: FORGED,
    by: "attestations/key-in-header",
  },
  "attestation/crit": {
    cites: [rfc(7515, "4.1.11")],
    level: "MUST",
    says: "An attestation with a critical header that the server doesn't know is refused.",
    threat: "A rule that the attester made a condition is skipped.",
    by: "attestations/crit",
  },
  "attestation/sub-required": {
    cites: [attestation("4")],
    level: "MUST",
    says: "An attestation without sub is refused.",
    threat: "An attestation of one app authenticates another one.",
    by: "attestations/no-sub",
  },
  "attestation/client-id-agrees": {
    cites: [attestation("7.1")],
    level: "MUST",
    says: "client_id, if it is there, is the sub of the attestation.",
    threat: "An attestation of one app authenticates another one.",
    by: "attestations/wrong-sub",
  },
  "attestation/exp-required": {
    cites: [attestation("4")],
    level: "MUST",
    says: "An attestation without exp is refused.",
    threat: LASTING,
    by: "attestations/no-exp",
  },
  "attestation/expired": {
    cites: [attestation("7.1"), rfc(7519, "4.1.4")],
    level: "MUST",
    says: "An attestation that has expired is refused.",
    threat: LASTING,
    by: "attestations/expired",
  },
  "attestation/not-before": {
    cites: [rfc(7519, "4.1.5")],
    level: "MUST",
    says: "An attestation that isn't valid yet is refused.",
    threat: "Attestations that were made in advance work before their time.",
    by: "attestations/not-yet",
  },
  "attestation/cnf-required": {
    cites: [attestation("4")],
    level: "MUST",
    says: "An attestation without the key of the instance is refused.",
    threat: COPIED,
    by: "attestations/no-cnf",
  },
  "attestation/cnf-public": {
    cites: [attestation("7.1")],
    level: "MUST",
    says: "An attestation whose cnf has a private key is refused.",
    threat: "Whoever reads the attestation has the key of the instance, and nobody notices.",
    by: "attestations/private-cnf",
  },
  "attestation/error": {
    cites: [attestation("7.4"), rfc(6749, "5.2")],
    level: "MUST",
    says: "A wrong attestation or proof is refused as invalid_client, or with an error code of the draft.",
    threat: "A wrong error code sends developers the wrong way.",
    by: "attestations/error",
  },
  "attestation/algorithms": {
    cites: [attestation("8")],
    level: "MUST",
    says: "The metadata lists the algorithms of attestations and of proofs.",
    threat: "Apps guess, and fail on some phones.",
    by: "attestations/algorithms",
  },
} satisfies Requirements;
