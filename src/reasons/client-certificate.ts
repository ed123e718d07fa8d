/** Certificates with which clients authenticate, and what is wrong with them (RFC 8705 2). */
import { rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import { developer, names, operator, point, shown, supply, worded } from "./fixes.ts";

/** From outside, like a wrong secret: otherwise anybody could find out which clients exist. */
const FACE = () => "client-auth/failed";

const AT = ":client-certificate";

const UNTRUSTED: Readonly<Record<string, string>> = {
  expired: "it expired on",
  "not-yet-valid": "it isn't valid before",
  issuer: "its issuer is none of the server's authorities:",
  purpose: "its extended key usage isn't for clients:",
};

const UNREGISTERED: Readonly<Record<string, string>> = {
  "not-among-keys": "no key of the client has it as x5c",
  "keys-unavailable": "the client's keys couldn't be fetched from its jwks_uri",
  "no-method": "the client is registered for another way to authenticate",
};

/** Nothing for a reader who may not see why. */
const because = (known: Readonly<Record<string, string>>, word: string | undefined, detail?: string): string =>
  word === undefined ? "" : `${worded(known, word)}${detail === undefined ? "" : ` ${shown(detail)}`}`;

export const clientCertificate = {
  "certificate-untrusted": reason({
    title: "The client's certificate isn't trusted",
    error: "invalid_client",
    cause:
      "The client authenticates by a certificate that an authority issued (tls_client_auth), but this one has expired, isn't valid yet, isn't for TLS clients, or was issued by an authority that the server doesn't know. An intermediate authority must be listed itself.",
    evidence: {
      clientId: field("text", "client_id", "owner"),
      because: field("text", "why", "owner"),
      detail: field("text", "issuer, date or usage", "owner"),
    },
    says: (e) =>
      `The certificate of the connection isn't trusted: ${because(UNTRUSTED, e.because, e.detail)}. Connect with a valid certificate of an authority that this server accepts.`,
    face: FACE,
    points: (e) => [point(AT, because(UNTRUSTED, e.because, e.detail))],
    fixes: (e) => [
      developer("Connect with a certificate that is valid now, and its private key.", supply("secret")),
      ...(e.because === "issuer"
        ? [operator("Add the certificate of its issuer to the file of mutualTls.authorities.", supply("secret"))]
        : []),
    ],
    remedies: {
      developer: "Renew the certificate before it expires, and restart or reload what connects with it.",
      operator: "Compare the issuer of the certificate with the authorities in mutualTls.authorities.",
    },
    cites: [rfc(8705, "2.1")],
    related: ["client-auth/failed", "client-auth/certificate-other-name"],
  }),
  "certificate-other-name": reason({
    title: "The client's certificate has another name",
    error: "invalid_client",
    cause:
      "The certificate is trusted, but its subject or alternative name isn't the one that is registered for the client. It belongs to another application, was issued again with another name, or the name is registered in another form than RFC 4514 has: the most specific part comes first.",
    evidence: {
      clientId: field("text", "client_id", "owner"),
      member: field("text", "registered name", "owner"),
      sent: field("list", "names in the certificate", "owner"),
      expected: field("text", "its value", "owner"),
    },
    says: (e) =>
      `The certificate of the connection has ${e.sent.length === 0 ? "no such name" : names(e.sent)}, but ${e.member} of the client is ${shown(e.expected)}. Connect with the certificate of this client.`,
    face: FACE,
    points: (e) => [point(AT, e.member && `${e.member} must be ${shown(e.expected)}`)],
    fixes: (e) => [
      developer("Connect with the certificate that was issued for this client.", supply("secret")),
      operator(`Set ${shown(e.member ?? "the name")} of the client to the name in its certificate.`, supply("secret")),
    ],
    remedies: {
      developer:
        "Check which certificate the application loads: openssl x509 -noout -subject -nameopt RFC2253 -ext subjectAltName.",
      operator: "If the certificate was issued again with another name, change the name that is registered.",
    },
    cites: [rfc(8705, "2.1.2")],
    related: ["client-auth/failed", "client-auth/certificate-untrusted"],
  }),
  "certificate-unregistered": reason({
    title: "The client's certificate isn't registered",
    error: "invalid_client",
    cause:
      "The client connected with a certificate that isn't registered for it. With self_signed_tls_client_auth, one of the client's public keys must have the certificate as its x5c. It was replaced and the new one isn't registered, the keys can't be fetched, or the client is registered for another way to authenticate.",
    evidence: {
      clientId: field("text", "client_id", "owner"),
      because: field("text", "why", "owner"),
      detail: optional("text", "what happened", "owner"),
    },
    says: (e) =>
      `The certificate of the connection isn't registered for the client: ${because(UNREGISTERED, e.because, e.detail)}. Connect with the registered certificate, or register this one.`,
    face: FACE,
    points: (e) => [point(AT, because(UNREGISTERED, e.because, e.detail))],
    fixes: () => [
      developer(
        "Authenticate as the client is registered: with its certificate, or by its other method.",
        supply("secret"),
      ),
      operator("Register the certificate as x5c of a key in jwks, or where jwksUri points.", supply("secret")),
    ],
    remedies: {
      developer: "Publish a new certificate at the client's jwks_uri before you connect with it.",
      operator: "Register the client's current certificate, and self_signed_tls_client_auth as its method.",
    },
    cites: [rfc(8705, "2.2.2")],
    related: ["client-auth/failed"],
  }),
} as const;
