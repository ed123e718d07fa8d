/**
 * The parts of a catalogue entry. Data only: no clock, no I/O, no HTTP.
 *
 * A reason names a fault. A refusal is one reason with its evidence on one occasion.
 */
import type { Section } from "../specs.ts";
import type { Fix, Pointer } from "./fix.ts";

/** The readers of an explanation, from the least trusted to the most. */
export type Audience = "public" | "client" | "owner" | "operator";

/** The registered error codes that Candor's endpoints return (RFC 6749 4.1.2.1 and 5.2, RFC 6750 3.1, OpenID Connect Core 3.1.2.6, RFC 7591 3.2.2). */
export type StandardError =
  | "invalid_request"
  | "invalid_client"
  | "invalid_grant"
  | "unauthorized_client"
  | "unsupported_grant_type"
  | "unsupported_response_type"
  | "invalid_scope"
  | "invalid_target"
  | "access_denied"
  | "server_error"
  | "temporarily_unavailable"
  | "authorization_pending"
  | "slow_down"
  | "expired_token"
  | "unknown_user_id"
  | "invalid_binding_message"
  | "invalid_token"
  | "insufficient_scope"
  | "login_required"
  | "consent_required"
  | "unmet_authentication_requirements"
  | "interaction_required"
  | "invalid_request_uri"
  | "invalid_request_object"
  | "request_not_supported"
  | "request_uri_not_supported"
  | "registration_not_supported"
  | "invalid_dpop_proof"
  | "use_dpop_nonce"
  | "invalid_client_attestation"
  | "use_attestation_challenge"
  | "use_fresh_attestation"
  | "invalid_redirect_uri"
  | "invalid_client_metadata"
  | "invalid_software_statement"
  | "unapproved_software_statement"
  | "invalid_authorization_details"
  | "invalid_grant_id";

/** The kinds of value that evidence can hold. Never a sentence, never a secret. */
export interface EvidenceKinds {
  /** A value as it was sent, or as it is registered. */
  text: string;
  /** Several of them. */
  list: readonly string[];
  /** A number of things, or of characters. */
  count: number;
  /** A duration in seconds. */
  seconds: number;
  /** A point in time, milliseconds since 1970. */
  instant: number;
  /** Whether something holds. */
  flag: boolean;
}

/** One named field of evidence: its kind, its label, and who can read it. */
export interface EvidenceField<
  K extends keyof EvidenceKinds = keyof EvidenceKinds,
  Optional extends boolean = boolean,
> {
  /** What its values are. */
  readonly kind: K;
  /** Its name in words. */
  readonly label: string;
  /** The least trusted reader who can see it. */
  readonly audience: Audience;
  /** Whether it can be missing. */
  readonly optional: Optional;
}

/** Declares a field that every refusal for this reason carries. */
export const field = <K extends keyof EvidenceKinds>(
  kind: K,
  label: string,
  audience: Audience = "public",
): EvidenceField<K, false> => ({
  kind,
  label,
  audience,
  optional: false,
});

/** Declares a field that can be missing. */
export const optional = <K extends keyof EvidenceKinds>(
  kind: K,
  label: string,
  audience: Audience = "public",
): EvidenceField<K, true> => ({ kind, label, audience, optional: true });

export type Shape = Readonly<Record<string, EvidenceField>>;

/** The evidence that a refusal must carry, derived from the declared fields. */
export type EvidenceOf<E extends Shape> = {
  readonly [K in keyof E as E[K]["optional"] extends true ? never : K]: EvidenceKinds[E[K]["kind"]];
} & {
  readonly [K in keyof E as E[K]["optional"] extends true ? K : never]?: EvidenceKinds[E[K]["kind"]] | undefined;
};

/** What each reader of a reason's page can do about it, in plain sentences. */
export interface Remedies {
  /** For the app's developer. */
  readonly developer: string;
  /** For the server's operator, if there is something to do. */
  readonly operator?: string;
  /** For the user in front of the screen, if a user sees a page. Without jargon. */
  readonly person?: string;
}

export interface Reason<E extends Shape = Shape> {
  /** The fault in a few words: `A scope is misspelled`. */
  readonly title: string;
  /** The `error` of the response. */
  readonly error: StandardError;
  /** HTTP status of a JSON response. Default: 401 for invalid_client and invalid_token, 403 for insufficient_scope, 500 for server_error, else 400. */
  readonly status?: number;
  /** Headers that the response has because of this reason: what would be allowed or accepted, when to try again (RFC 9110). */
  readonly headers?: (evidence: EvidenceOf<E>) => Readonly<Record<string, string>>;
  /** What a challenge for a bearer token has beside the error (RFC 6750 3), or `bare`: it doesn't even have the error. */
  readonly challenge?: "bare" | ((evidence: EvidenceOf<E>) => Readonly<Record<string, string>>);
  /** What happened and how it usually comes about. Shown on the reason's page. */
  readonly cause: string;
  readonly evidence: E;
  /** `error_description`: what was received, what was expected, and what to do. It must make sense alone in a log. */
  readonly says: (evidence: EvidenceOf<E>) => string;
  /**
   * The reason shown in place of this one to readers who must not be able to distinguish the two.
   * It is given the evidence because it can depend on what was sent.
   */
  readonly face?: (evidence: EvidenceOf<E>) => string;
  /** Where in the request the fault is. */
  readonly points?: (evidence: EvidenceOf<E>) => readonly Pointer[];
  /** What to change, the best fix first. Each fix is replayed before it is shown. */
  readonly fixes?: (evidence: EvidenceOf<E>) => readonly Fix[];
  readonly remedies: Remedies;
  readonly cites: readonly Section[];
  /** Codes of related reasons. */
  readonly related?: readonly string[];
}

/** Defines one reason; the evidence's type follows from its declared fields. */
export function reason<const E extends Shape>(entry: Reason<E>): Reason<E> {
  return entry;
}

/** Says when to try again (RFC 9110 10.2.3). */
export const retryAfter = (evidence: { readonly retryAfter: number }): Readonly<Record<string, string>> => ({
  "retry-after": String(evidence.retryAfter),
});

/** A duration in words: in milliseconds below ten seconds, otherwise in seconds. */
export function ago(milliseconds: number): string {
  return milliseconds < 10_000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 1000)} s`;
}
