/** A certificate that an authority issued, in the TLS handshake (RFC 8705 2.1). */
import { rfc } from "../../specs.ts";
import { CERTIFICATE } from "../certificate.ts";
import { formOf, type Received } from "../received.ts";
import { ANY_SECRET, presentedInBody, withParameters } from "./credentials.ts";
import type { AuthenticationMethod } from "./method.ts";

/** A client may connect with a certificate and authenticate by another method, for tokens that are bound to it. */
const isUsed = ({ headers, authorization, body }: Received): boolean => {
  if (headers?.has(CERTIFICATE) !== true || authorization.is !== "absent") return false;
  const { values } = formOf(body);
  return values.has("client_id") && !values.has("client_secret") && !values.has("client_assertion");
};

export const tlsClientAuth: AuthenticationMethod<"tls_client_auth"> = {
  name: "tls_client_auth",
  cites: rfc(8705, "2.1"),
  sends:
    "`client_id`, over a connection with a certificate of one of `mutualTls.authorities`, which has the name that is registered.",
  secret: false,
  certificate: true,
  headers: [CERTIFICATE],
  isUsed,
  presents: (received) => presentedInBody("tls_client_auth", received, received.headers?.get(CERTIFICATE)),
  authenticate: (bare, clientId) => ({
    ...withParameters(bare, { client_id: clientId }),
    headers: new Map([[CERTIFICATE, ANY_SECRET]]),
  }),
};
