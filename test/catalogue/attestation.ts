/** Attestations of a client's instance, with the proof of its key: each the same whenever it is made, because Ed25519 signatures are. */
import { SIGNING_KEYS, signed } from "./assertion.ts";

const { kid: _, ...INSTANCE } = SIGNING_KEYS.keys[0] as Readonly<Record<string, string>>;

/** Whoever attests. The instance has the same key, as an app without a backend does. */
export const attesterOf = (...clients: string[]) => ({
  issuer: "https://attester.example",
  jwks: SIGNING_KEYS,
  clients,
});

export interface Changed {
  readonly claims?: object | undefined;
  readonly header?: object | undefined;
  readonly proof?: object | undefined;
}

/** The two headers, with what is changed in them. `now` in milliseconds. */
export function attestationOf(
  { id, issuer, now }: { readonly id: string; readonly issuer: string; readonly now: number },
  { claims, header, proof }: Changed = {},
): Readonly<Record<"oauth-client-attestation" | "oauth-client-attestation-pop", string>> {
  const seconds = Math.floor(now / 1000);
  const attested = { iss: "https://attester.example", sub: id, exp: seconds + 3600, cnf: { jwk: INSTANCE }, ...claims };
  const proved = { aud: issuer, jti: "first", iat: seconds, ...proof };
  return {
    "oauth-client-attestation": signed(attested, { typ: "oauth-client-attestation+jwt", ...header }),
    "oauth-client-attestation-pop": signed(proved, { typ: "oauth-client-attestation-pop+jwt" }),
  };
}
