/** What is required of TLS (RFC 6749 1.6, RFC 9325), and of clients that show certificates (RFC 8705). */
import { rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

const READ = "Whoever is on the way reads codes, tokens and secrets.";
const ACTS = "Whoever can reach the token endpoint acts as the client.";

export const transport = {
  "tls/no-old-version": {
    cites: [rfc(9325, "3.1.1"), rfc(6749, "1.6")],
    level: "MUST",
    says: "TLS 1.1 and older versions are refused.",
    threat: READ,
    by: "transport/no-old-version",
  },
  "tls/newest-version": {
    cites: [rfc(9325, "3.1.1")],
    level: "SHOULD",
    says: "TLS 1.3 is supported.",
    threat: READ,
    by: "transport/newest-version",
  },
  "tls/no-weak-cipher": {
    cites: [rfc(9325, "4.1")],
    level: "MUST",
    says: "Ciphers that are anonymous, empty or broken are refused.",
    threat: READ,
    by: "transport/no-weak-cipher",
  },
  "tls/forward-secrecy": {
    cites: [rfc(9325, "4.1")],
    level: "SHOULD",
    says: "Ciphers without forward secrecy are refused.",
    threat: "Whoever gets the server's key reads what was recorded years before.",
    by: "transport/forward-secrecy",
  },
  "tls/hsts": {
    cites: [rfc(9325, "3.2"), rfc(6797, "7.1")],
    level: "SHOULD",
    says: "Responses have Strict-Transport-Security.",
    threat: "Whoever is on the way leads browsers to http, and reads along.",
    by: "transport/hsts",
  },
  "tls/no-plain-http": {
    cites: [rfc(6749, "3.1"), rfc(6749, "3.2"), rfc(8414, "3")],
    level: "MUST",
    says: "Without TLS, the server gives nothing away.",
    threat: READ,
    by: "transport/no-plain-http",
  },
  "mtls/certificate-required": {
    cites: [rfc(8705, "2"), rfc(6749, "3.2.1")],
    level: "MUST",
    says: "A client that has a certificate isn't authenticated without it.",
    threat: ACTS,
    by: "mtls/none",
  },
  "mtls/certificate": {
    cites: [rfc(8705, "2.1"), rfc(8705, "2.2")],
    level: "MUST",
    says: "A certificate with the same subject and another key is refused.",
    threat: ACTS,
    by: "mtls/another",
  },
  "mtls/client": {
    cites: [rfc(8705, "2"), rfc(6749, "2.3.1")],
    level: "MUST",
    says: "A certificate doesn't authenticate a client that has a secret.",
    threat: "A client acts as another one.",
    by: "mtls/another-client",
  },
  "mtls/error": {
    cites: [rfc(8705, "2")],
    level: "MUST",
    says: "A client with a wrong certificate is refused as invalid_client.",
    threat: "A wrong error code sends developers the wrong way.",
    by: "mtls/error",
  },
  "mtls/bound-jwt": {
    cites: [rfc(8705, "3.1")],
    level: "MUST",
    says: "A bound access token that is a JWT has the certificate's hash in cnf.",
    threat: "Resource servers can't tell whose token it is, and let a stolen one pass.",
    by: "mtls/bound-jwt",
  },
  "mtls/bound-introspection": {
    cites: [rfc(8705, "3.2")],
    level: "MUST",
    says: "Introspection of a bound token has the certificate's hash in cnf.",
    threat: "Resource servers can't tell whose token it is, and let a stolen one pass.",
    by: "mtls/bound-introspection",
  },
  "mtls/aliases": {
    cites: [rfc(8705, "5")],
    level: "MUST",
    says: "mtls_endpoint_aliases are https URLs.",
    threat: "Nobody can show a certificate there.",
    by: "mtls/aliases",
  },
} satisfies Requirements;
