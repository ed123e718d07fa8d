/** The certificate of the server's own TLS. It can be replaced while the server runs: open connections keep the one that they began with. */
import { readFileSync, unwatchFile, watchFile } from "node:fs";
import type { SecureContextOptions, Server } from "node:tls";
import type { FastifyInstance } from "fastify";
import type { Configuration } from "../configuration/schema.ts";

/** Of TLS 1.3, and of TLS 1.2 those that RFC 9325 4.2 recommends. FAPI 2.0 (5.2.1) allows no others. */
const CIPHERS = [
  ...["TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_GCM_SHA256"],
  ...["ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-RSA-AES256-GCM-SHA384"],
  ...["ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-RSA-AES128-GCM-SHA256"],
].join(":");

type Files = NonNullable<Configuration["tls"]>;

/** What TLS is set up with. Throws if the files can't be read. */
export function secureContext({ cert, key }: Files): SecureContextOptions {
  return { cert: readFileSync(cert), key: readFileSync(key), minVersion: "TLSv1.2", ciphers: CIPHERS };
}

/** Has new connections get the certificate that is in the files now. Throws, and changes nothing, if it can't be used. */
export function replaceCertificate(app: FastifyInstance, files: Files): void {
  (app.server as unknown as Server).setSecureContext(secureContext(files));
}

/** Milliseconds between two looks. Tools that replace certificates rename files or links, which only a look at the path notices everywhere. */
const LOOK = 1_000;

/** Calls `changed` when one of the files is another one or was written to. Returns what ends that. */
export function watchCertificate({ cert, key }: Files, changed: () => void): () => void {
  const files = [...new Set([cert, key])];
  for (const file of files) watchFile(file, { interval: LOOK, persistent: false }, changed);
  return () => {
    for (const file of files) unwatchFile(file, changed);
  };
}
