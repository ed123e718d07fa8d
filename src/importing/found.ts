/** What a reader finds in the documents of another server, in the terms of this one. */
import type { ApiForm, ClientForm, ScopeForm, TrustedIssuerForm } from "../declared/forms.ts";
import type { ClientRecord } from "../exporting/lines.ts";
import type { KeptAuditEntry } from "../ports/audit.ts";
import type { Consent } from "../ports/holdings.ts";
import type { LeftName } from "../ports/people.ts";
import type { StoredSettings, Team } from "../ports/registered.ts";
import type { Confirmation } from "../protocol/access-token.ts";
import type { Grant } from "../protocol/grant.ts";
import type { Note } from "./notes.ts";
import type { Piece } from "./pieces.ts";

/** A user to add. */
export interface MovedUser {
  /** `sub`, by which apps know the user. Without it, a new one is made. */
  readonly subject?: string | undefined;
  readonly username: string;
  /** As `password-hash.ts` says; `undefined` if the user has none, or none that can come along. */
  readonly passwordHash?: string | undefined;
  /** In plain text, in the place of a hash. */
  readonly password?: string | undefined;
  readonly disabled: boolean;
  /** Unchecked. Members that are no claim count as attributes. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly createdAt?: number | undefined;
  readonly role?: "user" | "auditor" | "operator" | undefined;
}

/** A refresh token that its client may present once, to get one of this server. */
export interface MovedToken
  extends Partial<Pick<Grant, "audience" | "authorizationDetails" | "requestedClaims" | "nonce" | "authTime">> {
  /** SHA-256 of what the client presents, or of a part of that (`moved-tokens.ts`), in hexadecimal. */
  readonly sha256: string;
  readonly clientId: string;
  readonly subject: string;
  readonly scopes: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** Whoever reads the other server's tables knows what is compared of it: it is worth something only from an app that authenticates. */
  readonly confidential?: boolean | undefined;
  /** The id of its grant, if that follows from the token already. The hash is then that of what follows from it as well. */
  readonly kept?: number | undefined;
  /** When its grant began, when the first of its family was issued, and when this one was; by default now. Milliseconds since 1970. */
  readonly createdAt?: number | undefined;
  readonly startedAt?: number | undefined;
  readonly rotatedAt?: number | undefined;
  /** The key that it is bound to. */
  readonly cnf?: Confirmation | undefined;
}

/** `at`: where it was found. `fresh`: its secret isn't known, so that it gets one that nobody knows. */
export type Found =
  | { readonly is: "api"; readonly at: string; readonly form: ApiForm }
  | { readonly is: "scope"; readonly at: string; readonly form: ScopeForm }
  | { readonly is: "client"; readonly at: string; readonly form: ClientForm; readonly fresh?: boolean | undefined }
  | { readonly is: "trusted-issuer"; readonly at: string; readonly form: TrustedIssuerForm }
  | { readonly is: "team"; readonly at: string; readonly team: Team }
  | { readonly is: "settings"; readonly at: string; readonly settings: StoredSettings["settings"] }
  | { readonly is: "consent"; readonly at: string; readonly consent: Consent }
  | { readonly is: "user"; readonly at: string; readonly user: MovedUser }
  | { readonly is: "client-record"; readonly at: string; readonly record: ClientRecord }
  | { readonly is: "left-name"; readonly at: string; readonly left: LeftName }
  | { readonly is: "audit"; readonly at: string; readonly entry: KeptAuditEntry }
  | { readonly is: "token"; readonly at: string; readonly token: MovedToken }
  | { readonly is: "note"; readonly note: Note };

export interface Asked {
  /** Redirect URIs that apps are known to send, for patterns. */
  readonly redirectUris: readonly string[];
}

/** A kind of server that can be moved from. */
export interface Source {
  readonly name: string;
  /** As it calls itself. */
  readonly title: string;
  /** What its files are, for the help. */
  readonly files: string;
  /** How its files are cut up. */
  readonly cut: "json" | "csv";
  /** Members of a document that are lists of entries. An object with none of them is an entry itself. */
  readonly lists: readonly string[];
  /** Reads all files together, in the order in which they are named. Without effects. `pieces` may be walked more than once. */
  readonly read: (pieces: AsyncIterable<Piece>, asked: Asked) => AsyncGenerator<Found>;
}
