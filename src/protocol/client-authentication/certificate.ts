/** What was found about the certificate with which a client authenticates, and why it is refused (RFC 8705 2). Pure. */
import { type Refusal, refuse } from "../../reasons/index.ts";
import { CERTIFICATE_NAMES, type CertificateName } from "../certificate.ts";
import type { ClientFacts } from "./facts.ts";

/** Why a certificate can't be trusted for any name. */
export const UNTRUSTED = ["expired", "not-yet-valid", "issuer", "purpose"] as const;
/** Why it is none of those that a client has registered. */
export const UNREGISTERED = ["not-among-keys", "keys-unavailable", "no-method"] as const;

/** Never the certificate itself. */
export type CertificateFacts =
  | { readonly is: "right" }
  /** `detail`: its issuer, or when it is valid. */
  | { readonly is: "untrusted"; readonly because: (typeof UNTRUSTED)[number]; readonly detail: string }
  | {
      readonly is: "other-name";
      readonly name: CertificateName;
      readonly sent: readonly string[];
      readonly expected: string;
    }
  | {
      readonly is: "unregistered";
      readonly because: (typeof UNREGISTERED)[number];
      readonly detail?: string | undefined;
    };

/** Why a certificate isn't accepted for the client that was named. */
export function refusalOfCertificate({ certificate, clientId = "" }: ClientFacts): Refusal | undefined {
  switch (certificate?.is) {
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
    default:
      return undefined;
  }
}
