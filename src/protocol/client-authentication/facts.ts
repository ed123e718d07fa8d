/** What was found about the client of a request. */
import type { CertificateName } from "../certificate.ts";
import type { Client } from "../client.ts";
import type { DocumentFault } from "../client-document.ts";
import type { AssertionFacts } from "./assertion.ts";
import type { AttestationFacts } from "./attestation.ts";

/** What the same client was just refused for when it wanted the same. */
export interface Earlier {
  readonly code: string;
  readonly title: string;
  readonly ref: string;
}

/** What was found about the client. A check sees only the result of its secret's comparison. */
export interface ClientFacts {
  /** Loaded only if the method is refused, because this may be a library's second try. */
  readonly earlier?: Earlier | undefined;
  /** Seconds to wait, if too many attempts have failed. */
  readonly throttled?: number | undefined;
  /** The name of the method that it used. */
  readonly method: string;
  /** The client_id sent. */
  readonly clientId: string | undefined;
  readonly client: Client | undefined;
  /** There is no such client, but one registered itself here and got this id. */
  readonly gone?: boolean | undefined;
  /** Why there is no client, if the client_id is the URL of a document. */
  readonly unusable?: DocumentFault | undefined;
  /** What came of verifying its secret, or whatever its method presents instead. */
  readonly secret:
    | { readonly is: "absent" }
    | { readonly is: "right" }
    | { readonly is: "expired"; readonly at: number }
    | { readonly is: "wrong"; readonly length: number };
  /** What was found about the JWT that it presented, if it did. */
  readonly assertion?: AssertionFacts | undefined;
  /** What was found about the certificate that it connected with, if it authenticates by that. */
  readonly certificate?: CertificateFacts | undefined;
  /** What was found about the attestation of its instance, if it authenticates by that. */
  readonly attestation?: AttestationFacts | undefined;
}

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
