/** The certificate that a client connected with, as a key that tokens are bound to (RFC 8705 3.1). */
import { hash } from "node:crypto";
import { CERTIFICATE } from "../../protocol/certificate.ts";
import type { Received } from "../../protocol/received.ts";
import type { Verified } from "./proof-work.ts";

/** TLS has verified that the client has the certificate's key: this only names it. */
export function certificateProof({ headers }: Received): Verified {
  return { is: "valid", cnf: { "x5t#S256": thumbprintOf(headers?.get(CERTIFICATE) ?? "") } };
}

/** The thumbprint of a certificate in base64. */
export const thumbprintOf = (certificate: string): string =>
  hash("sha256", Buffer.from(certificate, "base64"), "base64url");
