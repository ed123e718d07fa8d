/** What `candor doctor` knows of a deployment. Everything here was looked up before; no secret is in it. */
import type { Problem } from "../../adapters/postgres/problems.ts";
import type { ConfigurationFault } from "../../configuration/fault.ts";
import type { ConfigurationWarning } from "../../configuration/warnings/index.ts";
import type { ChainFault } from "../../ports/audit-chain.ts";

/** What couldn't be looked up is absent, and its checks are skipped. Times are in milliseconds since 1970. */
export interface Facts {
  readonly now: number;
  readonly configuration?: {
    readonly faults: readonly ConfigurationFault[];
    readonly warnings: readonly ConfigurationWarning[];
    readonly trustedProxy?: readonly string[];
  };
  readonly disk?: Disk;
  readonly database?: Database;
  readonly standby?: Standby;
  readonly keys?: Keys;
  readonly server?: Server;
  readonly backups?: Backups;
  readonly reached?: readonly Reached[];
}

/** The data directory and its file system. */
export interface Disk {
  readonly directory: string;
  /** Why a server couldn't use it. */
  readonly faults: readonly ConfigurationFault[];
  /** Bytes. */
  readonly free: number;
  readonly size: number;
  readonly database: number;
  /** How many files can still be made; absent where the file system has no bound. */
  readonly files?: number;
  /** Files of others' to read or write, with their mode in octal. */
  readonly open: readonly { readonly file: string; readonly mode: string }[];
}

export interface Database {
  readonly kind: "sqlite" | "postgres";
  /** A directory, or a URL without its password. */
  readonly at: string;
  /** Why it can't be used. If it can't be opened, the rest is absent. */
  readonly problem?: Problem;
  /** The applied migrations, and how many there are to apply. */
  readonly migrations?: readonly string[];
  readonly pending?: readonly string[];
  readonly unknown?: readonly string[];
  /** Tables, columns and indexes that the migrations have made and that aren't there any more. */
  readonly missing?: readonly string[];
  /** Tables into which this user may not write. */
  readonly forbidden?: readonly string[];
  /** What the database's clock says, and this machine's when it was asked. */
  readonly clock?: { readonly there: number; readonly here: number };
  /** Settings of PostgreSQL, by their names there, or pragmas of SQLite. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Where several hosts are named: those that accept writes. */
  readonly primaries?: readonly string[];
  /** `most`: without those that are reserved. `processes`: those of Candor that are connected. */
  readonly connections?: { readonly used: number; readonly most: number; readonly processes: number };
  /** `ok`, or what `pragma quick_check` says. */
  readonly integrity?: string;
  /** Whether the latest writes seem to be missing. */
  readonly incomplete?: boolean;
  readonly audit?: { readonly entries: number; readonly fault: ChainFault | undefined };
}

/** The database of `DATABASE_REPLICA_URL`. */
export interface Standby {
  /** Its URL without the password. */
  readonly at: string;
  /** Why it can't be used; the rest is absent then. */
  readonly fault?: string;
  /** Whether it is in recovery, as a standby always is. */
  readonly recovering?: boolean;
  /** Whether it is a copy of the database of `DATABASE_URL`. */
  readonly same?: boolean;
  /** What it lacks after ten seconds of what the primary has, and whether its replay is paused. */
  readonly behind?: { readonly bytes: number; readonly paused: boolean };
  /** Tables that its user may not read. */
  readonly unreadable?: readonly string[];
}

export interface Keys {
  /** Whether a secret is set that encrypts them. */
  readonly secret: boolean;
  /** Why one can't be decrypted. */
  readonly fault?: string;
  readonly all: readonly {
    readonly kid: string;
    readonly use: string;
    readonly encrypted: boolean;
    readonly signsFrom: number;
  }[];
  /** Milliseconds after which a key is replaced; absent where nothing replaces them. */
  readonly every?: number;
  /** Milliseconds before that at which the next one must be published. */
  readonly ahead?: number;
}

/** What a server says to a client from outside. */
export interface Server {
  readonly issuer: string;
  /** Why it can't be reached; the rest is absent then. */
  readonly fault?: string;
  /** By path below the issuer. */
  readonly statuses?: Readonly<Record<string, number>>;
  /** Of the metadata at each of its URLs. */
  readonly metadata?: readonly { readonly url: string; readonly issuer: unknown; readonly text: string }[];
  /** The `Date` header of a response, and the time here halfway through the request. */
  readonly clock?: { readonly there: number; readonly here: number };
  /** The URL of the reason with which an empty token request was refused. */
  readonly refusal?: string;
  /** From which network the server thinks that this request came; and this command's own network. */
  readonly origin?: { readonly seen: string; readonly own: string | undefined };
  readonly tls?: Tls;
}

export interface Tls {
  readonly protocol: string;
  readonly validTo: number;
  /** Why a client wouldn't trust it. */
  readonly fault?: string;
  /** The name of `fault`, as Node has it. */
  readonly code?: string;
  readonly names: string;
}

export interface Backups {
  readonly directory: string;
  readonly newest?: {
    readonly file: string;
    readonly at: number;
    readonly fault?: string;
    /** Why its keys can't be decrypted. */
    readonly keyFault?: string;
  };
  /** Hours. */
  readonly oldest: number;
}

/** A server that this one sends to. */
export interface Reached {
  readonly what: "mail" | "webhook";
  readonly at: string;
  readonly fault?: string;
}
