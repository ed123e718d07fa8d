/** Settings, scopes, APIs and clients, as they are at one moment. */
import type { Client } from "../protocol/client.ts";
import type { DocumentFault } from "../protocol/client-document.ts";
import type { Catalogue } from "../protocol/scope/catalogue.ts";
import type { Settings } from "../protocol/settings.ts";
import type { HashKind } from "./password-hash.ts";
import type { Passwords } from "./passwords.ts";
import type { Kind } from "./registrations.ts";
import type { Soon } from "./soon.ts";

/** Gives the registry of this moment. */
export interface Registries {
  /** The version in force. The same object until something changes. */
  current(): Registry;
  /** Puts in force what was changed in the storage before this call. Rejects with `StorageUnavailable`. */
  refresh(): Promise<void>;
  /** Whether the configuration file registers this id, so that it can be changed only there. */
  inFile(kind: Kind, id: string): boolean;
  /** Settings that the file says, and those that are read only at the start, by their names in the configuration. */
  readonly settingsInFile: SettingsInFile;
  /** The ids of the clients that the configuration file registers, in order. */
  readonly clientsInFile: readonly string[];
  /** Documents of clients whose ids are URLs, as this process has read them; none where no document can make a client. */
  readonly documents?: ClientDocuments;
}

export interface ClientDocuments {
  /** The newest first, within bounds. */
  list(): readonly SeenDocument[];
  /** Reads one again, whatever is known of it. */
  refresh(id: string): Promise<SeenDocument>;
}

/** What came of reading a document. Times are milliseconds since 1970. */
export interface SeenDocument {
  readonly id: string;
  /** What the client calls itself. */
  readonly name?: string | undefined;
  readonly readAt: number;
  /** Until when this is used without reading it again. */
  readonly until: number;
  /** Why it makes no client. */
  readonly fault?: DocumentFault | undefined;
}

export interface SettingsInFile {
  /** What is in force if nothing is stored. */
  readonly settings: Settings;
  /** What is stored of these isn't in force. */
  readonly written: ReadonlySet<string>;
  readonly atStart: Readonly<Record<string, unknown>>;
}

/**
 * One version of everything that is registered. It never changes. A request takes one when it begins, and is decided by nothing
 * else.
 */
export interface Registry {
  /** Names the version. Two versions never have the same name. */
  readonly version: string;
  readonly settings: Settings;
  readonly catalogue: Catalogue;
  /** The client with this id. Rejects with `StorageUnavailable` if it can't be loaded. */
  client(id: string): Soon<RegisteredClient | undefined>;
  /** Why the document of a client whose id is a URL can't be used, once `client` has found none. Missing if no document makes a client. */
  unusable?(id: string): DocumentFault | undefined;
  /** The logo of the client with this id, as a `data:` URL. Rejects like `client`. */
  logo(id: string): Soon<string | undefined>;
  /** Stands for the credentials of a client that doesn't exist, so that comparing takes the same work. Nothing matches. */
  readonly nobody: Credentials;
  readonly secrets: SecretIndex;
}

export interface RegisteredClient {
  readonly client: Client;
  readonly credentials: Credentials;
  /** Since when its id stands for it, in milliseconds since 1970. Older tokens are those of an application that is gone. */
  readonly since?: number | undefined;
}

/** What a client proves itself with. The hashes never leave the adapter. */
export interface Credentials {
  /** The client's secret that equals the one that was sent. If several do, the one that expires last. Takes constant time. */
  matchSecret(sent: string): MatchedSecret | undefined;
  /**
   * The client's secret that made the MAC of a JWT; `none` if it has no secret in plain text, which only clients of the
   * configuration file have.
   */
  matchMac(jwt: string, alg: string): Promise<MatchedSecret | "none" | undefined>;
  /**
   * The client's secret that equals the one that was sent, if only the hash of another server is known of it. Comparing takes long, so
   * it is for what `matchSecret` doesn't find. Without such a secret, what is sent is compared with a decoy of the kind `like`.
   */
  matchSlowly(
    sent: string,
    passwords: Pick<Passwords, "verify">,
    like: string | undefined,
  ): Promise<MatchedSecret | undefined>;
}

export interface MatchedSecret {
  /** Names it, if it is one of the storage. */
  readonly id?: string | undefined;
  /** Milliseconds since 1970. Without it, the secret doesn't expire. */
  readonly expiresAt: number | undefined;
  /** Short enough to be guessed, so it must wait while attempts are throttled. */
  readonly guessable: boolean;
  /** The mark of the hash that it came with from another server (`foreign-secret.ts`), if that is still kept. */
  readonly cameAs?: string | undefined;
}

/** Finds clients' ids and secrets among texts that were sent in the wrong place. May reject with `StorageUnavailable`. */
export interface SecretIndex {
  /** Whether any secret could be guessed. */
  readonly haveGuessable: boolean;
  /** The kinds of those of which only a hash of another server is known that takes long to compare. */
  readonly foreignKinds: readonly HashKind[];
  /** Those texts that are the id of a client. */
  clientsAmong(texts: readonly string[]): Soon<ReadonlySet<string>>;
  /** Those SHA-256 hashes, in base64url, that are of a secret of any client. */
  secretsAmong(sha256: readonly string[]): Soon<ReadonlySet<string>>;
  /** Lengths of the secrets whose first characters have one of these fingerprints, by the fingerprint. */
  lengthsOf(beginnings: readonly number[]): Soon<ReadonlyMap<number, readonly number[]>>;
}

/** A client as a registry is filled with it. */
export interface ClientRecord {
  readonly client: Client;
  readonly since?: number | undefined;
  readonly secrets: readonly ClientSecret[];
  /** Its logo, as a `data:` URL. A registry keeps it apart from the client, so that clients stay small. */
  readonly logoUri?: string | undefined;
}

/** A client's secret, as SHA-256. That is enough for a long random secret. A weak one is the operator's choice. */
export interface ClientSecret extends Omit<MatchedSecret, "cameAs"> {
  readonly hash: Uint8Array;
  /** The hash of another server, as long as no other is known (`foreign-secret.ts`). */
  readonly foreign?: string | undefined;
  /** The secret itself, if the client authenticates with MACs by it. */
  readonly text?: string | undefined;
  /** How to find it within a longer text; unknown if the operator has configured only the hash. */
  readonly shape?: SecretShape | undefined;
}

export interface SecretShape {
  readonly length: number;
  /** The fingerprint of its first characters. */
  readonly beginning: number;
}
