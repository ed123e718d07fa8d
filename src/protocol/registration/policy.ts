/** What applications may do that register themselves (RFC 7591): the operator's policy. */
import type { JwkSet } from "../jwk.ts";

export interface RegistrationPolicy {
  /** Who may register applications: nobody, whoever has an initial access token, or anybody. */
  readonly mode: "off" | "initial-access-token" | "open";
  /** Initial access tokens of the configuration file. None in records. */
  readonly tokens?: readonly FileToken[] | undefined;
  /** Whether errors of every such application are sent to its redirect URI at once, as if somebody vouched for it. */
  readonly vouched?: boolean | undefined;
  /** Whose software statements count (RFC 7591 2.3). None in records. */
  readonly softwareStatements?: readonly TrustedPublisher[] | undefined;
  readonly scopes: readonly string[];
  readonly grantTypes: readonly string[];
  /** Types of authorization details. */
  readonly authorizationDetailsTypes?: readonly string[] | undefined;
  /** Hosts of https redirect URIs, where `*.` stands for every host below; without a list, any. */
  readonly redirectHosts?: readonly string[] | undefined;
  /** Private-use schemes without a dot that redirect URIs may have. */
  readonly schemes: readonly string[];
  /** Whether confidential ones must use PKCE too. */
  readonly pkceRequired: boolean;
  /** Days until an application that nobody has used is removed. */
  readonly unusedDays: number;
  /** How many there may be at once. */
  readonly applications: number;
  /** How many one network may register in an hour. */
  readonly perHour: number;
}

/** An initial access token of the configuration file. */
export interface FileToken {
  /** Whom it is for. */
  readonly label: string;
  /** SHA-256, in hexadecimal. */
  readonly sha256: string;
  /** ISO 8601. */
  readonly expiresAt?: string | undefined;
}

/** Somebody who vouches for applications by statements about them, and their keys, or where they are published. */
export interface TrustedPublisher {
  readonly issuer: string;
  readonly jwks?: JwkSet | undefined;
  readonly jwksUri?: string | undefined;
}
