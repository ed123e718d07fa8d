/** What is required of APIs that accept bound access tokens (RFC 9449 4.3, 7). */
import { rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

const STOLEN_TOKEN = "Whoever steals the token uses it, and binding it was for nothing.";
const STOLEN_PROOF = "Whoever finds a proof in a log or at another server uses it with the token.";
const FORGED = "Whoever steals the token makes the proof for it too.";

export const dpopApi = {
  "dpop-api/proof-required": {
    cites: [rfc(9449, "7"), rfc(9449, "7.1")],
    level: "MUST",
    says: "A bound token without a proof is refused.",
    threat: STOLEN_TOKEN,
    by: "dpop-api/without-proof",
  },
  "dpop-api/no-downgrade": {
    cites: [rfc(9449, "7.2")],
    level: "MUST",
    says: "A bound token isn't accepted as a bearer token.",
    threat: STOLEN_TOKEN,
    by: "dpop-api/as-bearer",
  },
  "dpop-api/key": {
    cites: [rfc(9449, "4.3"), rfc(9449, "7")],
    level: "MUST",
    says: "A proof with another key than the token's is refused.",
    threat: STOLEN_TOKEN,
    by: "dpop-api/another-key",
  },
  "dpop-api/bound-only": {
    cites: [rfc(9449, "4.3"), rfc(9449, "7.1")],
    level: "MUST",
    says: "A bearer token isn't accepted as a bound one.",
    threat: "A client believes that its token is bound, and it isn't.",
    by: "dpop-api/bearer-token",
  },
  "dpop-api/ath-required": {
    cites: [rfc(9449, "4.3"), rfc(9449, "7")],
    level: "MUST",
    says: "A proof without ath is refused.",
    threat: "Proofs that were made in advance do for every token.",
    by: "dpop-api/no-ath",
  },
  "dpop-api/ath": {
    cites: [rfc(9449, "4.3"), rfc(9449, "7")],
    level: "MUST",
    says: "A proof for another token is refused.",
    threat: "Proofs that were made in advance do for every token.",
    by: "dpop-api/wrong-ath",
  },
  "dpop-api/htm": {
    cites: [rfc(9449, "4.3")],
    level: "MUST",
    says: "A proof for another method is refused.",
    threat: STOLEN_PROOF,
    by: "dpop-api/wrong-htm",
  },
  "dpop-api/htu": {
    cites: [rfc(9449, "4.3")],
    level: "MUST",
    says: "A proof for another URL is refused.",
    threat: STOLEN_PROOF,
    by: "dpop-api/wrong-htu",
  },
  "dpop-api/not-old": {
    cites: [rfc(9449, "4.3"), rfc(9449, "11.1")],
    level: "MUST",
    says: "A proof of an hour ago is refused.",
    threat: STOLEN_PROOF,
    by: "dpop-api/old",
  },
  "dpop-api/not-in-advance": {
    cites: [rfc(9449, "4.3"), rfc(9449, "11.2")],
    level: "MUST",
    says: "A proof of the next hour is refused.",
    threat: "Whoever can use a key for a moment makes proofs for later.",
    by: "dpop-api/future",
  },
  "dpop-api/jti-required": {
    cites: [rfc(9449, "4.2"), rfc(9449, "4.3")],
    level: "MUST",
    says: "A proof without jti is refused.",
    threat: "Nothing tells whether the proof was used before.",
    by: "dpop-api/no-jti",
  },
  "dpop-api/typ": {
    cites: [rfc(9449, "4.3"), rfc(8725, "3.11")],
    level: "MUST",
    says: "A proof whose typ isn't dpop+jwt is refused.",
    threat: "Another token that the client signed is used as a proof.",
    by: "dpop-api/typ",
  },
  "dpop-api/not-none": {
    cites: [rfc(9449, "4.3"), rfc(8725, "3.2")],
    level: "MUST",
    says: "A proof whose alg is none is refused.",
    threat: FORGED,
    by: "dpop-api/none",
  },
  "dpop-api/signature": {
    cites: [rfc(9449, "4.3")],
    level: "MUST",
    says: "A proof that is signed with a key other than its own is refused.",
    threat: FORGED,
    by: "dpop-api/signature",
  },
  "dpop-api/single-use": {
    cites: [rfc(9449, "11.1")],
    level: "MAY",
    says: "A proof works once.",
    threat: STOLEN_PROOF,
    by: "dpop-api/replayed",
  },
  "dpop-api/challenge": {
    cites: [rfc(9449, "7.1")],
    level: "MUST",
    says: "A refusal has WWW-Authenticate with DPoP.",
    threat: "Clients don't know that they need a proof.",
    by: "dpop-api/challenge",
  },
  "dpop-api/challenge-algorithms": {
    cites: [rfc(9449, "7.1")],
    level: "SHOULD",
    says: "The challenge says in algs which algorithms are supported.",
    threat: "Clients sign with one that is refused.",
    by: "dpop-api/challenge-algs",
  },
  "dpop-api/error": {
    cites: [rfc(9449, "7.1")],
    level: "MUST",
    says: "A wrong proof is refused as invalid_dpop_proof, or the token as invalid_token.",
    threat: "A wrong error code sends developers the wrong way.",
    by: "dpop-api/error",
  },
} satisfies Requirements;
