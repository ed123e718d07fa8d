/** What was found about the certificate with which a client authenticates. */
import type { CertificateName } from "../certificate.ts";

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
