/** The methods that verify anything else than one of the client's secrets: one line for each file. */
import { bySignedJwt } from "./private-key-jwt.ts";
import type { Verification } from "./verification.ts";

/** Loaded with the first client that connects with a certificate. */
const byCertificate: Verification = async (...given) => (await import("./certificate.ts")).byCertificate(...given);

export const VERIFICATIONS: Readonly<Record<string, Verification>> = {
  private_key_jwt: bySignedJwt,
  client_secret_jwt: bySignedJwt,
  tls_client_auth: byCertificate,
};
