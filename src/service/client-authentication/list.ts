/** The methods that verify anything else than one of the client's secrets: one line for each file. */
import { onFirstUse } from "../../ports/soon.ts";
import { bySignedJwt } from "./private-key-jwt.ts";
import type { Verification } from "./verification.ts";

/** Loaded with the first client that connects with a certificate. */
const certificate = onFirstUse(() => import("./certificate.ts"));
const byCertificate: Verification = async (...given) => (await certificate()).byCertificate(...given);

/** Loaded with the first attestation. */
const attestation = onFirstUse(() => import("./attestation.ts"));
const byAttestation: Verification = async (...given) => (await attestation()).byAttestation(...given);

export const VERIFICATIONS: Readonly<Record<string, Verification>> = {
  private_key_jwt: bySignedJwt,
  client_secret_jwt: bySignedJwt,
  tls_client_auth: byCertificate,
  attest_jwt_client_auth: byAttestation,
};
