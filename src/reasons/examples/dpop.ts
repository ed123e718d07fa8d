/** DPoP proofs that aren't accepted. */
import type { Examples } from "./define.ts";
import { machine, PROOF } from "./messages.ts";

const SERVICE = "Authorization: Basic {base64 of demo-service:demo-service-secret}";

/** A token request of demo-service with this header. */
const proving = (header: string): string => machine({}, SERVICE, header);

const RIGHT = { correctedBy: "request", corrected: proving(PROOF) } as const;

export const dpop = {
  "dpop/malformed": {
    situation: "demo-service adds a proof to its token request, and so does its HTTP library.",
    refused: proving("DPoP: {proof for POST /token}, {another proof for POST /token}"),
    ...RIGHT,
    change: "The header has one proof.",
  },
  "dpop/header-wrong": {
    situation: "demo-service makes its proofs with a library for JWTs, which writes its own typ.",
    refused: proving("DPoP: {proof for POST /token, with the typ JWT}"),
    ...RIGHT,
    change: "The typ of the proof is dpop+jwt.",
  },
  "dpop/claim-wrong": {
    situation: "demo-service sends the proof that it made for the userinfo endpoint.",
    refused: proving("DPoP: {proof for POST /userinfo}"),
    ...RIGHT,
    change: "The proof is made for this request: its htu is the URL of the token endpoint.",
  },
  "dpop/signature-wrong": {
    situation: "demo-service changed its key, and still writes the former one into its proofs.",
    refused: proving("DPoP: {proof for POST /token, with the key of another client}"),
    ...RIGHT,
    change: "The jwk of the proof is the key that signs it.",
  },
  "dpop/not-timely": {
    situation: "demo-service makes one proof when it starts, and sends it for hours.",
    refused: proving("DPoP: {proof for POST /token, made an hour ago}"),
    ...RIGHT,
    change: "The proof is new.",
  },
  "dpop/used-before": {
    situation: "demo-service got no response in time, and its HTTP library sent the request again as it was.",
    given: ["the proof was already used"],
    refused: proving(PROOF),
    correctedBy: "request",
    corrected: proving("DPoP: {another proof for POST /token}"),
    change: "The second request has a proof of its own.",
  },
  "dpop/nonce-required": {
    situation: "demo-service sends its first proof to a server that wants its nonces in them.",
    given: ["proofs need a nonce"],
    refused: proving(PROOF),
    correctedBy: "request",
    corrected: proving("DPoP: {proof for POST /token, with the nonce}"),
    change: "The proof has the nonce of the response's DPoP-Nonce header.",
  },
  "dpop/proof-absent": {
    situation: "demo-service is registered to get bound tokens only, but an old version of it sends no proof.",
    given: ["demo-service must send proofs"],
    refused: machine(),
    ...RIGHT,
    change: "The request has a proof.",
  },
} satisfies Examples;
