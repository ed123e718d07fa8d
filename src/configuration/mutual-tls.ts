/** The settings for clients that connect with certificates (RFC 8705). */
import { z } from "zod";

export const mutualTls = z
  .strictObject({
    authorities: z
      .string()
      .optional()
      .describe(
        "PEM file with the certificates of the authorities that issue those of clients. An intermediate authority must be in it itself. Without it, no client can authenticate by `tls_client_auth`. A relative path starts in the folder of the configuration file.",
      ),
    forwardedIn: z
      .string()
      .regex(/^[A-Za-z0-9-]{1,64}$/)
      .meta({ expected: "the name of a header, such as Client-Cert" })
      .optional()
      .describe(
        "Header in which a proxy in `trustedProxy` forwards the certificate: `Client-Cert` (RFC 9440), or PEM that is percent-encoded, as nginx writes `$ssl_client_escaped_cert`. It is ignored from anybody else.",
      ),
    endpoints: z
      .string()
      .optional()
      .describe(
        "Origin under which the endpoints ask for certificates, if it isn't the issuer's: `https://mtls.id.example.com`. The metadata lists it in `mtls_endpoint_aliases`, so that browsers never ask users for a certificate.",
      ),
  })
  .optional()
  .describe(
    "Lets clients connect with certificates (mutual TLS, RFC 8705), over the server's own `tls` or through a proxy that forwards them.",
  );
