/** What a configuration warning is: a setting that works, but won't do what its author expects. */

import type { Configuration } from "../schema.ts";
import type { StorageKind } from "../storage-kind.ts";

/** Everything that the warnings are based on. */
export interface Facts {
  readonly configuration: Configuration;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly demo: boolean;
  readonly storage: StorageKind;
  /** Whether there is an account with a user name; absent if accounts weren't looked up. */
  readonly hasAccount?: ((username: string) => boolean) | undefined;
  /** The certificate of `tls`, if it can be read. */
  readonly certificate?: Certificate | undefined;
  /** Whether the database seems to lack the latest writes. */
  readonly incomplete?: boolean | undefined;
  /** The issuer that the data was served as before; `undefined` where it is new. */
  readonly servedBefore?: string | undefined;
  /** Files and directories that other users of the machine can read or replace without need. */
  readonly exposures?: readonly { readonly key: string; readonly file: string; readonly mode: string }[];
}

/** The part of `X509Certificate` that is used. */
export interface Certificate {
  readonly checkHost: (name: string) => string | undefined;
  readonly checkIP: (address: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly validTo: number;
}

/** Where something was found, and its value. */
export interface Found {
  readonly key: string;
  readonly is: string;
}

export interface Check {
  /** Its name. A released name is never reused. */
  readonly name: string;
  /** The setting, as in the reference. */
  readonly setting: string;
  /** When the warning applies. */
  readonly when: string;
  /** The consequence. */
  readonly means: string;
  /** What to set. */
  readonly fix: string;
  /** Only relevant to a server that listens on its own. A host listens, encrypts and keeps its environment as it likes. */
  readonly alone?: true;
  readonly find: (facts: Facts) => Iterable<Found>;
}

type ClientSettings = Configuration["clients"][number];
type ScopeSettings = Configuration["scopes"][number];
type ApiSettings = Configuration["apis"][number];

/** The value where something is found, or nothing. */
type Is<Subject> = (subject: Subject, facts: Facts) => string | false | undefined;

function* each<Subject>(
  list: "clients" | "scopes" | "apis",
  subjects: readonly Subject[],
  setting: string,
  is: Is<Subject>,
  facts: Facts,
): Generator<Found> {
  for (const [i, subject] of subjects.entries()) {
    const found = is(subject, facts);
    if (typeof found === "string") yield { key: `${list}[${i}]${setting}`, is: found };
  }
}

/** Checks each client that isn't disabled; `setting` is below it, such as `.scopes`. */
export const ofClients =
  (setting: string, is: Is<ClientSettings>): Check["find"] =>
  (facts) =>
    each("clients", facts.configuration.clients, setting, (one, all) => !one.disabled && is(one, all), facts);

export const ofScopes =
  (setting: string, is: Is<ScopeSettings>): Check["find"] =>
  (facts) =>
    each("scopes", facts.configuration.scopes, setting, is, facts);

export const ofApis =
  (setting: string, is: Is<ApiSettings>): Check["find"] =>
  (facts) =>
    each("apis", facts.configuration.apis, setting, is, facts);

/** Checks the server's own settings. */
export const ofServer =
  (key: string, is: Is<Configuration>): Check["find"] =>
  (facts) => {
    const found = is(facts.configuration, facts);
    return typeof found === "string" ? [{ key, is: found }] : [];
  };
