/** A client whose instance is attested by an attester (attestation-based client authentication): verifies the attestation and the proof of the instance's key. */
import { createHash } from "node:crypto";
import { charactersOf } from "../../protocol/characters.ts";
import { type Client, isPublic } from "../../protocol/client.ts";
import { BETWEEN } from "../../protocol/client-authentication/attest-jwt-client-auth.ts";
import {
  AHEAD,
  ATTESTATION_PROOF_LASTS,
  type AttestationFacts,
  refusalOfAttestation,
} from "../../protocol/client-authentication/attestation.ts";
import type { ClientFacts } from "../../protocol/client-authentication/facts.ts";
import { CLIENT_SIGNING_ALGS, isPrivate, type Jwk, keysFor } from "../../protocol/jwk.ts";
import { algsOf } from "../../protocol/profiles/index.ts";
import { readSentJwt, readSentParts, type SentJwt } from "../../protocol/sent-jwt.ts";
import { verifySentJwt } from "../jwt/verify.ts";
import { isChallengeAt } from "../sender-constraints/dpop-nonce.ts";
import { signingKey } from "../sender-constraints/dpop-signature.ts";
import type { Verification, Verified } from "./verification.ts";

type Where = Parameters<Verification>[0];

/** Verifies what is in both headers. What they show themselves is looked at before anything that depends on the client. */
export const byAttestation: Verification = async (deps, { method, clientId, secret = "" }, now) => {
  const { registry, keys } = deps;
  const client = clientId === undefined ? undefined : (await registry.client(clientId))?.client;
  // A public client may send an attestation. That doesn't authenticate it.
  if (client !== undefined && isPublic(client))
    return unguessable({ method: "none", clientId, client, secret: { is: "absent" } });
  const { issuer, clientAttestation } = registry.settings;
  const [text = "", proofText = ""] = secret.split(BETWEEN);
  const [jwt, proof] = [seen(text), seen(proofText)];
  const sent: AttestationFacts = {
    ...{ jwt, proof, issuer, now, ...instanceKey(jwt, proof, text, proofText) },
    ...(clientAttestation?.maxAge !== undefined && { maxAge: clientAttestation.maxAge }),
    ...(clientAttestation?.challenges === true && { challenge: challengeIn(keys, proof, now) }),
  };
  const outcome = (attestation: AttestationFacts): ClientFacts => ({
    ...{ method, clientId, client, attestation },
    secret: attestation.jwt.is === "verified" ? { is: "right" } : { is: "wrong", length: charactersOf(text) },
  });
  // A response that anybody can get says nothing of the client, not even that it exists.
  if (client === undefined || refusalOfAttestation(sent, clientId) !== undefined)
    return unguessable({ ...outcome(sent), client: undefined });
  const facts = outcome({ ...sent, ...(await attested(deps, client, text, jwt, now)) });
  return facts.secret.is === "right" ? usedOnce(facts) : unguessable(facts);
};

/** Nobody can guess a signature. */
const unguessable = (facts: ClientFacts): Verified => ({ facts, guessable: false });

/** A JWT before anything is verified. */
function seen(text: string): SentJwt {
  const read = readSentJwt(text);
  return "looks" in read
    ? { is: "malformed", looks: read.looks, length: charactersOf(text) }
    : { is: "unverified", because: "not-tried", ...read };
}

/** The key in the attestation, and whether the proof is signed with it. */
function instanceKey(
  jwt: SentJwt,
  proof: SentJwt,
  text: string,
  proofText: string,
): Pick<AttestationFacts, "key" | "jkt"> {
  const read = readSentParts(text);
  const cnf = "looks" in read ? undefined : (read.claims.cnf as { readonly jwk?: Jwk } | null | undefined);
  const jwk = cnf?.jwk;
  if (jwt.is === "malformed" || typeof jwk !== "object" || jwk === null || Array.isArray(jwk)) return { key: "absent" };
  if (isPrivate(jwk)) return { key: "private" };
  const parts = readSentParts(proofText);
  if (proof.is === "malformed" || "looks" in parts) return { key: "unproved" };
  const { alg = "" } = proof.header;
  if (keysFor({ keys: [jwk] }, { alg }).length === 0) return { key: "unfit" };
  // No extension of JWS is supported (RFC 7515 4.1.11).
  const jkt = Object.hasOwn(parts.header, "crit") ? undefined : signingKey(proofText, jwk, alg);
  return jkt === undefined ? { key: "unproved" } : { key: "proved", jkt };
}

function challengeIn(keys: Where["keys"], proof: SentJwt, now: number): AttestationFacts["challenge"] {
  const sent = proof.is === "malformed" ? undefined : proof.claims.challenge;
  if (sent === undefined) return "absent";
  return typeof sent === "string" && keys !== undefined && isChallengeAt(keys, sent, now) ? "right" : "other";
}

/** Verifies the attestation with the keys of those who may attest this client. One without `iss` may be of any of them. */
async function attested(
  { registry, clientKeys }: Where,
  client: Client,
  text: string,
  jwt: SentJwt,
  now: number,
): Promise<Pick<AttestationFacts, "jwt" | "untrusted">> {
  const { clientAttestation: set } = registry.settings;
  if (set === undefined) return { jwt, untrusted: "off" };
  const iss = jwt.is === "malformed" ? undefined : jwt.claims.iss;
  const trusted = [...set.attesters, ...ownAttester(client)].filter(
    ({ issuer }) => iss === undefined || issuer === undefined || iss === issuer,
  );
  const own = trusted.filter(({ clients }) => clients.includes(client.id));
  if (own.length === 0) return { jwt, untrusted: trusted.length === 0 ? "attester" : "client" };
  const algs = algsOf(client, CLIENT_SIGNING_ALGS);
  let found = jwt;
  for (const attester of own) {
    found = await verifySentJwt(text, { clientKeys, client: attester, algs }, now);
    if (found.is === "verified") break;
  }
  return { jwt: found };
}

/** The attester that the client has for itself. */
const ownAttester = ({ id, attester, attesterJwks, attesterJwksUri }: Client) =>
  attesterJwks === undefined && attesterJwksUri === undefined
    ? []
    : [{ issuer: attester, jwks: attesterJwks, jwksUri: attesterJwksUri, clients: [id] }];

/** Milliseconds for which a jti is remembered after it has expired, since another process may have another clock. */
const LONGER = 60_000;

/** A proof is accepted once: its `jti` is remembered for as long as it could be sent again. */
function usedOnce(facts: ClientFacts): Verified {
  const { attestation } = facts;
  if (attestation === undefined || attestation.proof.is === "malformed") return unguessable(facts);
  const { jti, iat } = attestation.proof.claims;
  const hash = createHash("sha256")
    .update(JSON.stringify(["client_attestation_pop", attestation.jkt, jti]))
    .digest();
  return {
    ...unguessable(facts),
    once: {
      use: { hash, until: (Number(iat) + ATTESTATION_PROOF_LASTS + AHEAD) * 1000 + LONGER },
      otherwise: { ...facts, secret: { is: "wrong", length: 0 }, attestation: { ...attestation, used: true } },
    },
  };
}
