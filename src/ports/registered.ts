/** What the content of a registration says. */
import type { Client } from "../protocol/client.ts";
import { OPTIONAL_GRANT_TYPES } from "../protocol/grants/index.ts";
import type { Api, Scope } from "../protocol/scope/catalogue.ts";
import type { Settings, TrustedIssuer } from "../protocol/settings.ts";
import { slowKindOf } from "./foreign-secret.ts";
import type { Change, DeclaredKind, IndexedSecret, Named, Registration } from "./registrations.ts";
import type { ClientRecord, SecretShape } from "./registry.ts";
import { foldUsername } from "./username.ts";

interface Owned {
  /** The file that it was applied from. It is changed only there. */
  readonly ownedBy?: { readonly file: string } | undefined;
}

export interface StoredApplication extends Owned {
  readonly client: Client;
  readonly secrets: readonly StoredSecret[];
  /** How it registered itself; none if somebody else registered it. */
  readonly registration?: SelfRegistration | undefined;
  /** As a `data:` URL. */
  readonly logoUri?: string | undefined;
}

/** How an application registered itself (RFC 7591). Times are milliseconds since 1970. */
export interface SelfRegistration {
  /** SHA-256 of its registration access token, in base64url. */
  readonly tokenHash: string;
  /** The id of the initial access token; none if anybody may register applications. */
  readonly by?: string | undefined;
  /** Whom that token was for. It stays known when the token is gone. */
  readonly label?: string | undefined;
  /** Who vouches for it by a software statement (RFC 7591 2.3). */
  readonly statedBy?: string | undefined;
  /** The network that it came from. */
  readonly network?: string | undefined;
  readonly at: number;
  /** What it sent beside what is a setting of applications, as it is shown to it again: such as `software_id`. */
  readonly members: Readonly<Record<string, unknown>>;
  /** What it asked for and didn't get (`admin/registration/left-out.ts`); none for what is older than this member. */
  readonly leftOut?: readonly LeftOut[] | undefined;
}

/** A member that was left out, or the values of one: names of scopes, grant types and response types. */
export interface LeftOut {
  readonly member: string;
  readonly values?: readonly string[] | undefined;
}

/** The use by which applications are found that registered themselves, and those that did so without a token. */
export const BY_THEMSELVES = "*";
export const BY_ANYBODY = "anybody";
/** The use by which those are found that nobody vouches for. */
export const BY_NOBODY_VOUCHED = "unvouched";

/** A secret of an application: never in plain text. Times are milliseconds since 1970. */
export interface StoredSecret {
  /** Names it for the operator. */
  readonly id: string;
  /** What it is for. */
  readonly label?: string | undefined;
  /** SHA-256 in base64url; `UNKNOWN_HASH` as long as there is a foreign one. */
  readonly hash: string;
  /** The hash of another server, until the secret is known (`foreign-secret.ts`). */
  readonly foreign?: string | undefined;
  /** The mark of the foreign hash that it had. */
  readonly cameAs?: string | undefined;
  readonly createdAt: number;
  readonly expiresAt?: number | undefined;
  readonly guessable: boolean;
  readonly shape?: SecretShape | undefined;
}

export type StoredScope = Owned & { readonly scope: Scope };
export type StoredApi = Owned & { readonly api: Api };

/** A group of users who own applications together. */
export interface Team {
  readonly name: string;
  readonly members: readonly TeamMember[];
}

export interface TeamMember {
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** An access token with which applications register themselves: never in plain text. Times are milliseconds since 1970. */
export interface InitialToken {
  /** Names it. */
  readonly id: string;
  /** Whom it is for. */
  readonly label: string;
  /** SHA-256 in base64url. */
  readonly hash: string;
  readonly createdAt: number;
  readonly expiresAt: number;
  /** How many applications it may register in all, and how many more. */
  readonly uses: number;
  readonly usesLeft: number;
  /** User name of whom the applications belong to that register with it. */
  readonly owner?: string | undefined;
}

/** An issuer whose assertions are grants. */
export type StoredTrustedIssuer = Owned & { readonly trusted: TrustedIssuer };

export type StoredInitialToken = Owned & { readonly token: InitialToken };

export type StoredTeam = Owned & { readonly team: Team };

/** Somebody asks that an application is allowed sensitive scopes. Times are milliseconds since 1970. */
export interface ScopeRequest {
  /** Grows with time. */
  readonly id: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Subject of the user who asks, and why. */
  readonly by: string;
  readonly reason: string;
  readonly at: number;
  readonly state: "open" | "approved" | "declined" | "withdrawn";
  /** What an approval relies on: members of the application as they were. */
  readonly basis: Readonly<Record<string, unknown>>;
  /** The decision: who, why, when. */
  readonly decided?: { readonly by: string; readonly reason: string; readonly at: number } | undefined;
}

export type StoredRequest = Owned & { readonly request: ScopeRequest };

/** Settings that were changed at run time, by their names in the configuration, such as `keyRotation.every`. The others are those of the configuration. */
export type StoredSettings = Owned & { readonly settings: Readonly<Record<string, unknown>> };

/** The id of the one registration of settings. */
export const SETTINGS_ID = "server";

/** The settings in force: what is stored replaces defaults, and what the file says stays. */
export function withStored(
  settings: Settings,
  written: ReadonlySet<string>,
  stored: StoredSettings["settings"],
): Settings {
  let all: Readonly<Record<string, unknown>> = { ...settings };
  for (const [name, value] of Object.entries(stored)) {
    const [first = "", second] = name.split(".");
    if (written.has(name)) continue;
    all = { ...all, [first]: second === undefined ? value : { ...(all[first] as object), [second]: value } };
  }
  return all as unknown as Settings;
}

export const settingsChange = (stored: StoredSettings, from: number): Change => ({
  kind: "settings",
  id: SETTINGS_ID,
  from,
  content: JSON.stringify(stored),
});

/** What a file can say. */
export type DeclaredContents = Pick<Contents, DeclaredKind>;

/** What each kind says. */
export interface Contents {
  readonly application: StoredApplication;
  readonly scope: StoredScope;
  readonly api: StoredApi;
  readonly team: StoredTeam;
  readonly request: StoredRequest;
  readonly settings: StoredSettings;
  readonly "initial-token": StoredInitialToken;
  readonly "trusted-issuer": StoredTrustedIssuer;
}

/** The content of a registration of a kind. */
export function contentOf<Kind extends keyof Contents>(
  registration: Registration & { readonly kind: Kind },
): Contents[Kind] {
  return JSON.parse(registration.content) as Contents[Kind];
}

/** A change that registers an application as this from now on. */
export function applicationChange(application: StoredApplication, from: number): Change {
  const secrets = application.secrets.map(
    ({ hash, foreign, guessable, shape }): IndexedSecret =>
      foreign === undefined
        ? { hash, guessable, ...shape }
        : // It can't be found among texts.
          { hash, guessable: false, foreignKind: slowKindOf(foreign) },
  );
  const { id, name, owner, team, scopes, introspects, grantTypes } = application.client;
  const found = { name, team, owner: owner === undefined ? undefined : foldUsername(owner) };
  const uses = [
    ...named("scope", scopes),
    ...named("api", introspects),
    ...named("team", [team]),
    ...OPTIONAL_GRANT_TYPES.filter((name) => grantTypes.includes(name)).map(grantTypeUse),
    ...registeredBy(application),
  ];
  return { kind: "application", id, from, content: JSON.stringify(application), found, secrets, uses };
}

/** How applications with a grant type are found that the metadata lists only where one of them may use it. */
export const grantTypeUse = (grantType: string): Named => ({ kind: "settings", id: `grant type ${grantType}` });

const registeredBy = (application: StoredApplication): readonly Named[] =>
  application.registration === undefined
    ? []
    : named("initial-token", [
        BY_THEMSELVES,
        application.registration.by ?? BY_ANYBODY,
        isUnvouched(application) ? BY_NOBODY_VOUCHED : undefined,
      ]);

const named = (kind: Named["kind"], ids: Iterable<string | undefined>): readonly Named[] =>
  [...new Set(ids)].flatMap((id) => (id === undefined ? [] : [{ kind, id }]));

/** What a scope refers to: its API, and the scope that replaces it. */
const usesOf = ({ api, state }: Scope): readonly Named[] => [
  ...named("api", [api]),
  ...named("scope", [state.is === "active" ? undefined : state.replacement]),
];

export const scopeChange = (stored: StoredScope, from: number): Change => ({
  kind: "scope",
  id: stored.scope.name,
  from,
  content: JSON.stringify(stored),
  found: { name: stored.scope.description },
  uses: usesOf(stored.scope),
});

export const apiChange = (stored: StoredApi, from: number): Change => ({
  kind: "api",
  id: stored.api.resource,
  from,
  content: JSON.stringify(stored),
  found: { name: stored.api.name },
});

/** Found by the application that it is about, and by its state. */
export const requestChange = (stored: StoredRequest, from: number, found: Change["found"]): Change => ({
  kind: "request",
  id: stored.request.id,
  from,
  content: JSON.stringify(stored),
  found,
  uses: [...named("application", [stored.request.clientId]), ...named("request", [stored.request.state])],
});

export const initialTokenChange = (stored: StoredInitialToken, from: number): Change => ({
  kind: "initial-token",
  id: stored.token.id,
  from,
  content: JSON.stringify(stored),
  found: {
    name: stored.token.label,
    owner: stored.token.owner === undefined ? undefined : foldUsername(stored.token.owner),
  },
});

export const trustedIssuerChange = (stored: StoredTrustedIssuer, from: number): Change => ({
  kind: "trusted-issuer",
  id: stored.trusted.issuer,
  from,
  content: JSON.stringify(stored),
});

export const teamChange = (stored: StoredTeam, from: number): Change => ({
  kind: "team",
  id: stored.team.name,
  from,
  content: JSON.stringify(stored),
});

/** An application as a registry takes it. */
export const recordOf = (application: StoredApplication): ClientRecord => ({
  client: isUnvouched(application) ? { ...application.client, unvouched: true } : application.client,
  secrets: application.secrets.map(({ id, hash, foreign, expiresAt, guessable, shape }) => ({
    id,
    // A copy: the buffer itself would keep the pool that it is a part of, 8 kB for each secret.
    hash: new Uint8Array(Buffer.from(hash, "base64url")),
    ...(foreign !== undefined && { foreign }),
    expiresAt,
    guessable,
    shape,
  })),
});

/** Whether nobody vouches for an application that registered itself. Whoever gives it an owner does. */
export const isUnvouched = ({ client, registration }: StoredApplication): boolean =>
  registration !== undefined &&
  registration.by === undefined &&
  registration.statedBy === undefined &&
  client.owner === undefined &&
  client.team === undefined &&
  !client.firstParty;
