/** How attested instances authenticate: by an attestation, and by a proof with the key in it (attestation-based client authentication, 4 and 5.1). */
import type { AttestationChanges } from "./attestation-changes.ts";
import { CannotTell } from "./cannot-tell.ts";
import { jws, publicJwk, type SigningKey, signerOf, signingKey } from "./sign.ts";
import type { TestClient } from "./target.ts";

/** The headers that carry both, and the one that brings the next challenge. */
export const [ATTESTATION, PROOF] = ["OAuth-Client-Attestation", "OAuth-Client-Attestation-PoP"] as const;
export const CHALLENGE = "OAuth-Client-Attestation-Challenge";

export const ATTESTED = "attest_jwt_client_auth";

export interface ProofFor {
  readonly issuer: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly jti: string;
  /** The last one of the server. */
  readonly challenge?: string | undefined;
}

/** Seconds for which an attestation of the check lasts. */
const LASTS = 600;

export interface AttestationKeys {
  readonly attester: SigningKey;
  readonly instance: SigningKey;
}

/** Throws `CannotTell` if the client has no attester. */
export function keysOf({
  client_id,
  attester,
  private_key,
  token_endpoint_auth_signing_alg,
}: TestClient): AttestationKeys {
  if (attester === undefined || private_key === undefined)
    throw new CannotTell(`${client_id} needs an attester and a private_key to be attested.`);
  return {
    attester: signingKey(attester.private_key, attester.signing_alg),
    instance: signingKey(private_key, token_endpoint_auth_signing_alg),
  };
}

/** Both headers, with changes. */
export function attestedBy(
  client: TestClient,
  { issuer, now, jti, challenge }: ProofFor,
  { attestation = {}, proof = {} }: AttestationChanges = {},
): Readonly<Record<typeof ATTESTATION | typeof PROOF, string>> {
  const { attester, instance } = keysOf(client);
  const iat = Math.floor(now / 1000);
  const sub = client.client_id;
  const claims = { iss: client.attester?.issuer, sub, iat, exp: iat + LASTS, cnf: { jwk: publicJwk(instance.key) } };
  return {
    [ATTESTATION]: jws(
      { alg: attester.alg, kid: attester.kid, typ: "oauth-client-attestation+jwt", ...attestation.header },
      { ...claims, ...attestation.claims },
      attestation.signer ?? signerOf(attester),
    ),
    [PROOF]: jws(
      { alg: instance.alg, typ: "oauth-client-attestation-pop+jwt", ...proof.header },
      { aud: issuer, jti, iat, challenge, ...proof.claims },
      proof.signer ?? signerOf(instance),
    ),
  };
}
