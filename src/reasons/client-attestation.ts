/** Attestations of a client's instance, and what is wrong with them (attestation-based client authentication). */
import { clientAttestation as attestation, rfc } from "../specs.ts";
import { ago, field, optional, reason } from "./define.ts";
import { developer, operator, point, shown, supply, worded } from "./fixes.ts";

const [ATTESTATION, PROOF] = ["oauth-client-attestation", "oauth-client-attestation-pop"];

const iso = (instant: number): string =>
  Math.abs(instant) < 8.64e15 ? new Date(instant).toISOString() : `${instant} ms since 1970`;

/** Said only where the client wasn't looked up, so nothing is replayed. */
const advice = (says: string) => [developer(says)];

const BECAUSE: Readonly<Record<string, string>> = {
  off: "this server accepts no attestations, because clientAttestation isn't set",
  attester: "this server doesn't trust the attester in its iss",
  client: "its attester may not attest this client",
  alg: "the client's profile doesn't allow its algorithm",
  "no-keys": "no key of the attester is known",
  "no-key-fits": "none of the attester's keys has this kid and suits this algorithm",
  "keys-unavailable": "the attester's keys couldn't be fetched from its jwksUri",
  signature: "the signature doesn't match the attester's key",
};

const because = (word: string | undefined, detail?: string): string =>
  word === undefined ? "" : `${worded(BECAUSE, word)}${detail === undefined ? "" : ` (${shown(detail)})`}`;

const sentAs = (sent: string): string => (sent === "missing" ? "missing" : `'${shown(sent)}'`);

const wrongMember = {
  member: field("text", "member of the JWT"),
  sent: field("text", "its value"),
  expected: field("text", "expected"),
} as const;

export const clientAttestation = {
  "attestation-invalid": reason({
    title: "The client attestation isn't valid",
    error: "invalid_client_attestation",
    cause:
      "The header OAuth-Client-Attestation must have a signed JWT of the type oauth-client-attestation+jwt. Its sub is the client_id, exp says when it ends, and cnf has the public key of the instance as jwk. The header is missing, the JWT has another type, or a member has another value.",
    evidence: wrongMember,
    says: (e) =>
      `The client attestation's ${shown(e.member)} is ${sentAs(e.sent)}, expected ${shown(e.expected)}. Get an attestation for this client from its attester.`,
    points: (e) => [point(ATTESTATION, `${e.member}: expected ${e.expected}`)],
    fixes: (e) => advice(`Have the attester issue an attestation whose ${shown(e.member)} is ${shown(e.expected)}.`),
    remedies: {
      developer:
        "Send the attestation as the attester issued it, in the header OAuth-Client-Attestation, together with OAuth-Client-Attestation-PoP. A DPoP proof in the place of the second header isn't supported.",
      operator: "Check that no proxy drops or cuts long headers.",
    },
    cites: [attestation("7.1"), rfc(7519, "7.2")],
    related: ["client-auth/attestation-proof-invalid", "client-auth/attestation-stale"],
  }),
  "attestation-proof-invalid": reason({
    title: "The proof of the attested key isn't valid",
    error: "invalid_client_attestation",
    cause:
      "The header OAuth-Client-Attestation-PoP must have a JWT of the type oauth-client-attestation-pop+jwt, which the instance has signed with the key in the attestation's cnf for this request. Its aud is the issuer, its jti is new, and its iat is now.",
    evidence: wrongMember,
    says: (e) =>
      `The ${shown(e.member)} of the proof with the client attestation is ${sentAs(e.sent)}, expected ${shown(e.expected)}. Make a new proof with the attested key.`,
    points: (e) => [point(PROOF, `${e.member}: expected ${e.expected}`)],
    fixes: (e) => advice(`Make a proof whose ${shown(e.member)} is ${shown(e.expected)}.`),
    remedies: {
      developer:
        "Make a proof for each request: aud is the issuer of the metadata as a single text, jti is random, and iat is the time in seconds since 1970. Sign it with the private key whose public key the attestation has, and check the clock of the device.",
    },
    cites: [attestation("7.2"), rfc(8725, "3.11")],
    related: ["client-auth/attestation-invalid", "client-auth/attestation-challenge"],
  }),
  "attestation-stale": reason({
    title: "The client attestation is too old",
    error: "use_fresh_attestation",
    cause:
      "The attestation has expired, or its iat is longer ago than this server accepts (clientAttestation.maxAge). The app keeps an attestation for many requests, as it may, and didn't renew it in time, or the clock of the attester is wrong.",
    evidence: {
      until: field("instant", "accepted until"),
      now: field("instant", "time of this server"),
      maxAge: optional("seconds", "highest age"),
    },
    says: (e) =>
      `The client attestation was accepted until ${iso(e.until)}, ${ago(e.now - e.until)} ago${e.maxAge === undefined ? "" : `: at most ${e.maxAge} s after its iat, and never after its exp`}. Get a new one from the attester and send the request again.`,
    points: (e) => [point(ATTESTATION, `accepted until ${iso(e.until)}`)],
    fixes: () => advice("Get a new attestation from the attester, and repeat the request with it."),
    remedies: {
      developer:
        "Renew the attestation before it ends. After use_fresh_attestation, get a new one and repeat the request once.",
      operator: "Compare clientAttestation.maxAge with how long the attester's attestations last.",
    },
    cites: [attestation("7.4"), rfc(7519, "4.1.4")],
    related: ["client-auth/attestation-invalid"],
  }),
  "attestation-challenge": reason({
    title: "The proof of the attested key needs a challenge of the server",
    error: "use_attestation_challenge",
    cause:
      "This server accepts only proofs with a challenge that it sent lately, so that none can be made in advance. Its challenge endpoint returns one, and every response to an attestation has the next one in the header OAuth-Client-Attestation-Challenge. A first request without it is refused like this once.",
    evidence: { sent: field("flag", "had another challenge") },
    says: (e) =>
      `${e.sent ? "The challenge in the proof with the client attestation is too old or not from this server" : "The proof with the client attestation has no challenge"}. Make a proof with the one in this response's OAuth-Client-Attestation-Challenge header, and send the request again.`,
    points: (e) => [point(PROOF, e.sent ? "with another challenge" : "without a challenge")],
    fixes: () =>
      advice(
        "Repeat the request with a new proof whose challenge is that of the header OAuth-Client-Attestation-Challenge.",
      ),
    remedies: {
      developer:
        "Get a challenge from challenge_endpoint, and keep the one of every response for the next proof. After use_attestation_challenge, repeat the request once.",
    },
    cites: [attestation("6.2")],
    related: ["dpop/nonce-required"],
  }),
  "attestation-replayed": reason({
    title: "The proof of the attested key was used before",
    error: "invalid_client",
    cause:
      "A proof with this jti has already authenticated an instance of this client. Each one is accepted once, so that a copy is useless. The app sends a request again with the same proof, or somebody has copied it.",
    evidence: { clientId: field("text", "client_id") },
    says: (e) =>
      `A proof with this jti was already used by ${shown(e.clientId)}. Make a new one for each request, also for a retry, with a random jti.`,
    points: () => [point(PROOF, "its jti was used before")],
    fixes: () => [
      developer("Make a proof with a new jti for each request, also when you try again.", supply("secret")),
    ],
    remedies: {
      developer: "Make the proof just before each request, also where an HTTP library repeats one.",
      operator: "If the app doesn't reuse its proofs, somebody may have copied one. Look at where they come from.",
    },
    cites: [attestation("7.2")],
    related: ["client-auth/attestation-proof-invalid"],
  }),
  "attestation-untrusted": reason({
    title: "The attester of the client isn't trusted",
    error: "invalid_client",
    cause:
      "The client is registered, but the attestation of its instance isn't from an attester that this server trusts with this client, or isn't signed with that attester's key. The attester has new keys, has another iss than the configuration says, or wasn't given this client.",
    evidence: {
      clientId: field("text", "client_id", "owner"),
      because: field("text", "why", "owner"),
      detail: optional("text", "what happened", "owner"),
      attester: optional("text", "iss", "owner"),
      kid: optional("text", "kid", "owner"),
    },
    says: (e) =>
      `The client attestation (iss ${shown(e.attester ?? "none")}, kid ${shown(e.kid ?? "none")}) isn't accepted: ${because(e.because, e.detail)}. Check the attester and clientAttestation.attesters.`,
    face: () => "client-auth/failed",
    points: (e) => [point(ATTESTATION, because(e.because, e.detail))],
    fixes: (e) => [
      developer("Send an attestation of the attester that this server trusts with the client.", supply("secret")),
      operator(
        e.because === "keys-unavailable"
          ? "Make the jwksUri of the attester reachable. It must return a JWK set with status 200."
          : "List the attester in clientAttestation.attesters, with its exact iss, its current keys and this client.",
        supply("secret"),
      ),
    ],
    remedies: {
      developer: "Compare iss and kid of the attestation with what the operator has listed.",
      operator: "Compare the attester's iss, keys and clients with those in clientAttestation.attesters.",
    },
    cites: [attestation("7.1")],
    related: ["client-auth/failed", "client-auth/attestation-invalid"],
  }),
} as const;
