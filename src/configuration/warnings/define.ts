/** What a configuration warning is: a setting that can be served, and will not do what its author expects. */
import type { Configuration } from "../schema.ts";

/** Everything that warnings are found by. */
export interface Facts {
  readonly configuration: Configuration;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly demo: boolean;
  readonly storage: "sqlite" | "memory";
  /** Whether there is an account with a user name; none where accounts were not looked up. */
  readonly hasAccount?: ((username: string) => boolean) | undefined;
  /** The certificate of `tls`, where it can be read. */
  readonly certificate?: Certificate | undefined;
  /** Whether the database seems to lack what was written last. */
  readonly incomplete?: boolean | undefined;
  /** Files and directories that other users of the machine can read or replace, and need not. */
  readonly exposures?: readonly { readonly key: string; readonly file: string; readonly mode: string }[];
}

/** As much of `X509Certificate` as is looked at. */
export interface Certificate {
  readonly checkHost: (name: string) => string | undefined;
  readonly checkIP: (address: string) => string | undefined;
  /** Milliseconds since 1970. */
  readonly validTo: number;
}

/** Where something was found, and what it is. */
export interface Found {
  readonly key: string;
  readonly is: string;
}

export interface Check {
  /** Its name. A released name is never reused. */
  readonly name: string;
  /** The setting, as the reference calls it. */
  readonly setting: string;
  /** In which case it is found. */
  readonly when: string;
  /** What happens because of it. */
  readonly means: string;
  /** What to set. */
  readonly fix: string;
  /** Only of interest to a server that listens on its own: a host listens, encrypts and keeps its environment as it likes. */
  readonly alone?: true;
  readonly find: (facts: Facts) => Iterable<Found>;
}

type ClientSettings = Configuration["clients"][number];
type ScopeSettings = Configuration["scopes"][number];
type ApiSettings = Configuration["apis"][number];

/** What something is where it is found, and nothing otherwise. */
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

/** Looks at each client that is not disabled; `setting` is below it, such as `.scopes`. */
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

/** Looks at the server's own settings. */
export const ofServer =
  (key: string, is: Is<Configuration>): Check["find"] =>
  (facts) => {
    const found = is(facts.configuration, facts);
    return typeof found === "string" ? [{ key, is: found }] : [];
  };
