/** Tokens bound to the certificate of the connection (RFC 8705 3). */
import { rfc } from "../../specs.ts";
import { CERTIFICATE } from "../certificate.ts";
import type { SenderConstraint } from "./sender-constraint.ts";

export const mtls: SenderConstraint<"mtls"> = {
  name: "mtls",
  cites: rfc(8705, "3"),
  sends: "Its certificate in the TLS handshake, which proves its key. Only where `mutualTls` is set.",
  headers: [CERTIFICATE],
  // A browser may connect with a certificate of which its application knows nothing.
  bindsOnly: { member: "x5t#S256", of: (client) => client.tlsClientCertificateBoundAccessTokens === true },
  isUsed: ({ headers }) => headers?.has(CERTIFICATE) === true,
  // TLS has verified the proof, and whatever accepts the connection leaves out what isn't a certificate.
  refuses: (because) => {
    throw new Error(`A certificate can't be an invalid proof: ${because}.`);
  },
};
