/**
 * The methods by which clients authenticate: one line for each file. Metadata, configuration, documentation, the checks of a request's
 * credentials, what the journal keeps of them and how fixes send them follow from this list.
 */
import { attestJwtClientAuth } from "./attest-jwt-client-auth.ts";
import { clientSecretBasic } from "./client-secret-basic.ts";
import { clientSecretJwt } from "./client-secret-jwt.ts";
import { clientSecretPost } from "./client-secret-post.ts";
import { none } from "./none.ts";
import { privateKeyJwt } from "./private-key-jwt.ts";
import { selfSignedTlsClientAuth } from "./self-signed-tls-client-auth.ts";
import { tlsClientAuth } from "./tls-client-auth.ts";

export const METHODS = [
  clientSecretBasic,
  clientSecretPost,
  privateKeyJwt,
  clientSecretJwt,
  tlsClientAuth,
  selfSignedTlsClientAuth,
  attestJwtClientAuth,
  none,
] as const;
