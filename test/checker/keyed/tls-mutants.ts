/** Faults of TLS, and of what is proved by certificates. */
import { X509Certificate } from "node:crypto";
import { asClient, asking, METADATA, responding, withHeader, withMembers } from "../between.ts";
import { secretOf } from "../peers/oidc-provider.ts";
import { CERTIFICATE, type Message, type Mutant } from "../through.ts";
import { clientPair } from "./certificates.ts";
import { resigning } from "./resigned.ts";

const shown = ({ headers }: Message): string | null => headers.get(CERTIFICATE);
const own = (): string => new X509Certificate(clientPair().cert).raw.toString("base64");
const isOfMachine = ({ form }: Message): boolean => form.get("client_id") === "machine";

function withCertificate(message: Message): Message {
  const headers = new Headers(message.headers);
  headers.set(CERTIFICATE, own());
  return { ...message, headers };
}

export const hsts = responding(
  () => true,
  (answer) => withHeader(answer, "strict-transport-security", "max-age=31536000"),
);

export const TLS: Readonly<Record<string, Mutant>> = {
  "old versions of TLS": {
    does: "TLS 1.0 is accepted.",
    breaks: ["tls/no-old-version"],
    tls: { minVersion: "TLSv1", ciphers: "ECDHE+AESGCM:ECDHE-RSA-AES128-SHA:@SECLEVEL=0" },
  },
  "no TLS 1.3": {
    does: "TLS 1.2 is the newest version.",
    breaks: ["tls/newest-version"],
    tls: { minVersion: "TLSv1.2", maxVersion: "TLSv1.2" },
  },
  "ciphers that hide nothing": {
    does: "Ciphers without encryption are accepted.",
    breaks: ["tls/no-weak-cipher"],
    tls: { ciphers: "ECDHE+AESGCM:ECDHE-RSA-NULL-SHA:@SECLEVEL=0" },
  },
  "ciphers without forward secrecy": {
    does: "The key of the certificate encrypts.",
    breaks: ["tls/forward-secrecy"],
    tls: { ciphers: "ECDHE+AESGCM:AES128-GCM-SHA256" },
  },
  "no HSTS": {
    does: "There is no Strict-Transport-Security.",
    breaks: ["tls/hsts"],
    between: responding(
      () => true,
      (answer) => withHeader(answer, "strict-transport-security", undefined),
    ),
  },
  "the server without TLS": {
    does: "The server responds without TLS.",
    breaks: ["tls/no-plain-http"],
    tls: { plain: true },
  },
  "clients without their certificate": {
    does: "client_id is enough.",
    breaks: ["mtls/certificate-required"],
    between: asking("/token", (message) =>
      isOfMachine(message) && shown(message) === null ? withCertificate(message) : message,
    ),
  },
  "clients with any certificate": {
    does: "Only the certificate's subject is compared.",
    breaks: ["mtls/certificate"],
    between: asking("/token", (message) =>
      isOfMachine(message) && shown(message) !== null ? withCertificate(message) : message,
    ),
  },
  "a certificate for every client": {
    does: "Whoever shows a certificate is any client.",
    breaks: ["mtls/client"],
    between: asking("/token", (message) =>
      shown(message) !== null && message.form.get("client_id") === "service"
        ? asClient(message, "service", secretOf("service"))
        : message,
    ),
  },
  "wrong certificates, another error": {
    does: "A client without its certificate is invalid_grant.",
    breaks: ["mtls/error"],
    between: responding("/token", (answer, message) =>
      isOfMachine(message) && answer.status !== 200
        ? withMembers(answer, (all) => ({ ...all, error: "invalid_grant" }))
        : answer,
    ),
  },
  "introspection without the certificate": {
    does: "Introspection has no cnf.",
    breaks: ["mtls/bound-introspection"],
    between: responding("/token/introspection", (answer) =>
      answer.body.includes("x5t#S256") ? withMembers(answer, ({ cnf: _, ...rest }) => rest) : answer,
    ),
  },
  "aliases without TLS": {
    does: "mtls_endpoint_aliases has an http URL.",
    breaks: ["mtls/aliases"],
    between: responding(METADATA, (answer) =>
      answer.status === 200
        ? withMembers(answer, (all) => ({
            ...all,
            mtls_endpoint_aliases: { userinfo_endpoint: "http://mtls.example/me" },
          }))
        : answer,
    ),
  },
};

export const TLS_TOKENS: Readonly<Record<string, Mutant>> = {
  "access tokens without their certificate": {
    does: "An access token has no cnf.",
    breaks: ["mtls/bound-jwt"],
    between: resigning(() => ({ claims: { cnf: undefined } })),
  },
};
