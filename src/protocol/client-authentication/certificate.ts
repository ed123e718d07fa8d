/** Why the certificate with which a client authenticates is refused (RFC 8705 2). Pure. */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { CERTIFICATE_NAMES } from "../certificate.ts";
import type { CertificateFacts } from "./facts.ts";

/** Why a certificate isn't accepted for the client that was named. */
export function refusalOfCertificate(certificate: CertificateFacts, clientId: string): Refusal | undefined {
  switch (certificate.is) {
    case "untrusted":
      return refuse("client-auth/certificate-untrusted", {
        clientId,
        because: certificate.because,
        detail: certificate.detail,
      });
    case "other-name":
      return refuse("client-auth/certificate-other-name", {
        clientId,
        member: CERTIFICATE_NAMES[certificate.name],
        sent: certificate.sent,
        expected: certificate.expected,
      });
    case "unregistered":
      return refuse("client-auth/certificate-unregistered", {
        clientId,
        because: certificate.because,
        detail: certificate.detail,
      });
    case "right":
      return undefined;
  }
}
