/** The app of docs/guides/attestation.md, and the backend that attests its copies. */
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;

/** The developer's backend: it knows by the phone's own attestation that the app is genuine. */
export function backend({ privateKey }: Pair) {
  // #region attest
  /** An attestation for the key of one copy of the app. It lasts a day. */
  const attest = (instanceKey: JWK): Promise<string> =>
    new SignJWT({ cnf: { jwk: instanceKey } })
      .setProtectedHeader({ alg: "ES256", typ: "oauth-client-attestation+jwt" })
      .setIssuer("https://attester.example")
      .setSubject("wallet")
      .setIssuedAt()
      .setExpirationTime("1 day")
      .sign(privateKey);
  // #endregion
  return attest;
}

/** One copy of the app. */
export async function wallet(issuer: string, attest: (key: JWK) => Promise<string>) {
  // #region instance
  const instance = await generateKeyPair("ES256");
  const attestation = await attest(await exportJWK(instance.publicKey));

  /** A proof for one request. */
  const proof = (challenge?: string): Promise<string> =>
    new SignJWT({ challenge } as JWTPayload)
      .setProtectedHeader({ alg: "ES256", typ: "oauth-client-attestation-pop+jwt" })
      .setAudience(issuer)
      .setIssuedAt()
      .setJti(crypto.randomUUID())
      .sign(instance.privateKey);
  // #endregion

  // #region request
  let challenge: string | undefined;

  /** A token request. If the server wants a challenge, it is repeated with it, once. */
  async function request(form: Record<string, string>, again = true): Promise<Response> {
    const response = await fetch(`${issuer}/token`, {
      method: "POST",
      headers: {
        "OAuth-Client-Attestation": attestation,
        "OAuth-Client-Attestation-PoP": await proof(challenge),
      },
      body: new URLSearchParams({ client_id: "wallet", ...form }),
    });
    challenge = response.headers.get("oauth-client-attestation-challenge") ?? challenge;
    const { error } = (await response.clone().json()) as { error?: string };
    return error === "use_attestation_challenge" && again ? request(form, false) : response;
  }
  // #endregion
  return request;
}
