/** DPoP proofs that aren't accepted (RFC 9449 4.3). */
import { rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import { again, characters, developer, full, point, shown, supply } from "./fixes.ts";

const NEW = "Make a new proof for every request";

/** What is wrong with one part of a proof. */
const wrongPart = (name: string, sent: string | undefined, expected: string): string =>
  sent === undefined
    ? `has no ${name}. It must be ${expected}`
    : `has the ${name} ${shown(sent)}. It must be ${expected}`;

export const dpop = {
  malformed: reason({
    title: "The DPoP proof isn't one JWT",
    error: "invalid_dpop_proof",
    cause:
      "The header DPoP must have one proof: a signed JWT in its compact form. It was cut off, is another kind of token, or was added twice, by the application and by its HTTP library.",
    evidence: { looks: field("text", "what it looks like"), length: field("count", "characters received") },
    says: (e) =>
      `The DPoP header must have one proof, a signed JWT, but it has ${e.looks} (${characters(e.length)}). Send the header once, with one proof.`,
    points: (e) => [point("dpop", `${e.looks}: ${characters(e.length)}`)],
    fixes: () => [developer("Send the header DPoP once, with one proof: a signed JWT.", supply("proof"))],
    remedies: {
      developer: "Send the header DPoP once, with one signed JWT. Let only one layer of the application add it.",
    },
    cites: [rfc(9449, "4.3")],
  }),
  "header-wrong": reason({
    title: "The header of the DPoP proof is wrong",
    error: "invalid_dpop_proof",
    cause:
      "The header of a proof has typ dpop+jwt, an asymmetric algorithm that the server supports, and the public key as jwk. Another JWT was sent, the key is missing or doesn't fit the algorithm, or it was exported with its private part.",
    evidence: {
      member: field("text", "member of the header"),
      sent: optional("text", "what was sent"),
      expected: field("text", "what it must be"),
    },
    says: (e) =>
      e.expected === "absent"
        ? `The header of the DPoP proof has ${e.member}, which isn't supported. Leave it out.`
        : `The header of the DPoP proof ${wrongPart(e.member, e.sent, e.expected)}.`,
    points: (e) => [point("dpop", `${shown(e.member)} must be ${shown(e.expected)}`)],
    fixes: (e) => [developer(`Make a proof whose ${shown(e.member)} is ${full(e.expected)}.`, supply("proof"))],
    remedies: {
      developer:
        "Make proofs with typ dpop+jwt, an algorithm of dpop_signing_alg_values_supported, and the public key alone as jwk. If a private key was sent, replace it.",
    },
    cites: [rfc(9449, "4.2"), rfc(9449, "4.3")],
  }),
  "claim-wrong": reason({
    title: "The DPoP proof is for another request",
    error: "invalid_dpop_proof",
    cause:
      "A proof is for one request: its htm is the method, its htu the URL without query, its iat the time and its jti a value of its own. With an access token, ath is the token's hash. A claim is missing, the proof was made for another request, or the application knows the server under another URL than its issuer.",
    evidence: {
      claim: field("text", "claim"),
      sent: optional("text", "what was sent"),
      expected: field("text", "what it must be"),
    },
    says: (e) => `The DPoP proof ${wrongPart(e.claim, e.sent, e.expected)}.`,
    points: (e) => [point("dpop", `${shown(e.claim)} must be ${shown(e.expected)}`)],
    fixes: (e) => [developer(`Make a proof whose ${shown(e.claim)} is ${full(e.expected)}.`, supply("proof"))],
    remedies: {
      developer: `${NEW}, with its method, its URL as the metadata says it, and the hash of the access token that is sent with it.`,
      operator: "If the URL differs, check that the issuer is the URL that clients use.",
    },
    cites: [rfc(9449, "4.2"), rfc(9449, "4.3")],
  }),
  "signature-wrong": reason({
    title: "The signature of the DPoP proof is wrong",
    error: "invalid_dpop_proof",
    cause:
      "The key in the proof's header didn't make its signature. Another key signed it, the key is damaged or too short, or an ECDSA signature is in ASN.1 instead of the form that JWTs have.",
    evidence: { alg: field("text", "algorithm of the proof") },
    says: (e) =>
      `The key in the header of the DPoP proof didn't make its signature with ${e.alg}. Sign with the private key of jwk.`,
    points: () => [point("dpop", "signed by another key")],
    fixes: () => [developer("Sign the proof with the private key that belongs to its jwk.", supply("proof"))],
    remedies: { developer: "Sign proofs with the private key that belongs to the jwk in their header." },
    cites: [rfc(9449, "4.3"), rfc(7515, "5.2")],
  }),
  "not-timely": reason({
    title: "The DPoP proof is too old, or from the future",
    error: "invalid_dpop_proof",
    cause:
      "A proof is accepted for five minutes. It was made once and kept, waited in a queue, or the clock of the device is wrong.",
    evidence: {
      madeAt: field("instant", "iat of the proof"),
      seconds: field("seconds", "difference to the server's clock"),
      early: field("flag", "from the future"),
    },
    says: (e) =>
      `The iat of the DPoP proof is ${e.seconds} s ${e.early ? "in the future" : "ago"}, by this server's clock. ${NEW}, and check the clock.`,
    points: (e) => [point("dpop", `iat is ${e.seconds} s ${e.early ? "in the future" : "ago"}`)],
    fixes: () => [
      developer(`${NEW}. If the clock of the device is wrong, use the Date header of responses.`, supply("proof")),
    ],
    remedies: {
      developer: `${NEW}. On devices with a wrong clock, correct iat by the Date header of the server's responses.`,
    },
    cites: [rfc(9449, "4.3"), rfc(9449, "11.1")],
  }),
  "used-before": reason({
    title: "The DPoP proof was used before",
    error: "invalid_dpop_proof",
    cause:
      "A proof works once. The request was repeated as it was, by a retry or a proxy, or jti isn't random. Somebody may also have copied it.",
    evidence: {},
    says: () => `The DPoP proof was used before. ${NEW}, also for a retry, with a random jti.`,
    points: () => [point("dpop", "used before")],
    fixes: () => [developer(`${NEW}, also for retries, with a random jti.`, supply("proof"))],
    remedies: { developer: `${NEW}, also where an HTTP library repeats a request. Take jti from a random source.` },
    cites: [rfc(9449, "11.1")],
  }),
  "nonce-required": reason({
    title: "The DPoP proof needs a nonce of the server",
    error: "use_dpop_nonce",
    cause:
      "This server accepts only proofs with a nonce that it sent lately, so that none can be made in advance. Every response to a proof has the next nonce in the header DPoP-Nonce. A first request is refused like this once. Afterwards, it shows that the nonce was not saved.",
    evidence: { sent: field("flag", "had another nonce") },
    says: (e) =>
      `${e.sent ? "The nonce of the DPoP proof is too old or not from this server" : "The DPoP proof has no nonce"}. Make a proof with the nonce of this response's DPoP-Nonce header, and send the request again.`,
    points: (e) => [point("dpop", e.sent ? "with another nonce" : "without a nonce")],
    fixes: () => [
      developer("Repeat the request with a new proof whose nonce is that of the header DPoP-Nonce.", supply("proof")),
    ],
    remedies: {
      developer:
        "Keep the nonce of every DPoP-Nonce header for the next proof to this server. After use_dpop_nonce, repeat the request once.",
    },
    cites: [rfc(9449, "8"), rfc(9449, "9")],
  }),
  "proof-absent": reason({
    title: "The client must send DPoP proofs",
    error: "invalid_dpop_proof",
    cause:
      "The client is registered with dpop_bound_access_tokens, so it gets no tokens that anybody could use. The token request has no DPoP header, or a proxy dropped it.",
    evidence: { clientId: field("text", "client_id") },
    says: (e) =>
      `Client ${e.clientId} must send a DPoP proof with its token requests, and this one has none. Send the header DPoP.`,
    points: () => [point("dpop", "required")],
    fixes: () => [again(developer("Send a DPoP proof in the header DPoP with every token request.", supply("proof")))],
    remedies: {
      developer:
        "Send a DPoP proof with every token request, or have dpop_bound_access_tokens turned off for the client.",
    },
    cites: [rfc(9449, "5.2")],
  }),
} as const;
