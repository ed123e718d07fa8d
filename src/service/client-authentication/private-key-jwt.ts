/** A client that signs a JWT with its key, or makes its MAC with its secret (RFC 7523 3). What the JWT shows itself is looked at before the client is looked up. */
import { createHash } from "node:crypto";
import type { Credentials, MatchedSecret } from "../../ports/registry.ts";
import { charactersOf } from "../../protocol/characters.ts";
import {
  ASSERTION_ALGS,
  type AssertionFacts,
  refusalOfAssertion,
} from "../../protocol/client-authentication/assertion.ts";
import type { ClientFacts } from "../../protocol/client-authentication/facts.ts";
import { ALL_ENDPOINTS } from "../../protocol/endpoints.ts";
import { algsOf, profileOf } from "../../protocol/profiles/index.ts";
import { readSentJwt, type SentJwt } from "../../protocol/sent-jwt.ts";
import { verifySentJwt } from "../jwt/verify.ts";
import type { Verification, Verified } from "./verification.ts";

/** Verifies the JWT with the client's public keys. */
export const bySignedJwt: Verification = async (deps, { method, clientId, secret: text = "" }, now) => {
  const { registry } = deps;
  const { issuer } = registry.settings;
  const all = audiencesOf(issuer);
  const outcome = (jwt: SentJwt, client?: ClientFacts["client"]): ClientFacts => ({
    ...{ method, clientId, client },
    secret: jwt.is === "verified" ? { is: "right" } : { is: "wrong", length: charactersOf(text) },
    assertion: { jwt, audiences: client && profileOf(client).issuerIsAudience === true ? [issuer] : all, now },
  });
  const sent = seen(text);
  if (refusalOfAssertion({ jwt: sent, audiences: all, now }, clientId) !== undefined) return unguessable(outcome(sent));
  const found = clientId === undefined ? undefined : await registry.client(clientId);
  const client = found?.client;
  const named = client?.authSigningAlg === undefined ? ASSERTION_ALGS : [client.authSigningAlg];
  const algs = client === undefined ? named : algsOf(client, named);
  if (method === "client_secret_jwt") {
    const { jwt, secret } = await verifyMac(text, found?.credentials ?? registry.nobody, algs);
    const facts = outcome(jwt, client);
    if (secret?.expiresAt !== undefined && now >= secret.expiresAt)
      return unguessable({ ...facts, secret: { is: "expired", at: secret.expiresAt } });
    return jwt.is === "verified" && client !== undefined ? usedOnce(facts, client.id, jwt.claims) : unguessable(facts);
  }
  const jwt = await verifySentJwt(text, { clientKeys: deps.clientKeys, client: client ?? {}, algs }, now);
  const facts = outcome(jwt, client);
  return jwt.is === "verified" && client !== undefined ? usedOnce(facts, client.id, jwt.claims) : unguessable(facts);
};

const unguessable = (facts: ClientFacts): Verified => ({ facts, guessable: false });

/** The JWT before anything is verified. */
function seen(text: string): SentJwt {
  const read = readSentJwt(text);
  return "looks" in read
    ? { is: "malformed", looks: read.looks, length: charactersOf(text) }
    : { is: "unverified", because: "not-tried", ...read };
}

/** Verifies a MAC, which one of the client's secrets must have made. */
async function verifyMac(
  text: string,
  credentials: Credentials,
  algs: readonly string[],
): Promise<{ readonly jwt: SentJwt; readonly secret?: MatchedSecret | undefined }> {
  const sent = seen(text);
  if (sent.is === "malformed") return { jwt: sent };
  const { alg = "" } = sent.header;
  if (!algs.includes(alg)) return { jwt: { ...sent, is: "unverified", because: "alg" } };
  const secret = await credentials.matchMac(text, alg);
  if (secret === "none") return { jwt: { ...sent, is: "unverified", because: "no-secret" } };
  if (secret === undefined) return { jwt: { ...sent, is: "unverified", because: "signature" } };
  return { jwt: { is: "verified", header: sent.header, claims: sent.claims }, secret };
}

/**
 * What means this server. The issuer is what clients should send. Older libraries send the URL of the token endpoint or of the endpoint that
 * they call, which the specifications of these endpoints allow.
 */
const audiencesOf = (issuer: string): readonly string[] => [
  issuer,
  ...["token", "revocation", "introspection", "pushed", "backchannel"].map(
    (name) => issuer + ALL_ENDPOINTS[name as "token"].path,
  ),
];

/** Milliseconds for which a jti is remembered after it has expired, since another process may have another clock. */
const LONGER = 60_000;

/** A JWT whose signature is right is accepted once: its `jti` is remembered for as long as it could be sent again. */
function usedOnce(facts: ClientFacts, clientId: string, { exp, jti }: Readonly<Record<string, unknown>>): Verified {
  const hash = createHash("sha256")
    .update(JSON.stringify(["client_assertion", clientId, jti]))
    .digest();
  const assertion: AssertionFacts | undefined = facts.assertion && { ...facts.assertion, used: true };
  return {
    ...unguessable(facts),
    once: {
      use: { hash, until: Number(exp) * 1000 + LONGER },
      otherwise: { ...facts, secret: { is: "wrong", length: 0 }, assertion },
    },
  };
}
