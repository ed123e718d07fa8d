/** A certificate of the client's own, in the TLS handshake (RFC 8705 2.2). */
import { rfc } from "../../specs.ts";
import type { AuthenticationMethod } from "./method.ts";
import { tlsClientAuth } from "./tls-client-auth.ts";

export const selfSignedTlsClientAuth: AuthenticationMethod<"self_signed_tls_client_auth"> = {
  name: "self_signed_tls_client_auth",
  cites: rfc(8705, "2.2"),
  sends: "The same with a certificate of its own, which is the `x5c` of a key in `jwks` or at `jwksUri`.",
  secret: false,
  keys: true,
  certificate: true,
  // The registration of the client tells the two apart.
  isUsed: () => false,
  presents: (received) => tlsClientAuth.presents(received),
  authenticate: (bare, clientId) => tlsClientAuth.authenticate(bare, clientId),
};
