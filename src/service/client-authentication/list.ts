/** The methods that verify anything else than one of the client's secrets: one line for each file. */
import { bySignedJwt } from "./private-key-jwt.ts";
import type { Verification } from "./verification.ts";

export const VERIFICATIONS: Readonly<Record<string, Verification>> = {
  private_key_jwt: bySignedJwt,
  client_secret_jwt: bySignedJwt,
};
