/** What the content of a registration says. */
import type { Client } from "../protocol/client.ts";
import type { Api, Scope } from "../protocol/scope/catalogue.ts";
import type { Change, IndexedSecret, Registration } from "./registrations.ts";
import type { ClientRecord, SecretShape } from "./registry.ts";

interface Owned {
  /** The file that it was applied from. It is changed only there. */
  readonly ownedBy?: { readonly file: string } | undefined;
}

export interface StoredApplication extends Owned {
  readonly client: Client;
  readonly secrets: readonly StoredSecret[];
}

/** A secret of an application: never in plain text. Times are milliseconds since 1970. */
export interface StoredSecret {
  /** Names it for the operator. */
  readonly id: string;
  /** SHA-256 in base64url. */
  readonly hash: string;
  readonly createdAt: number;
  readonly expiresAt?: number | undefined;
  readonly guessable: boolean;
  readonly shape?: SecretShape | undefined;
}

export type StoredScope = Owned & { readonly scope: Scope };
export type StoredApi = Owned & { readonly api: Api };

/** What each kind says. */
export interface Contents {
  readonly application: StoredApplication;
  readonly scope: StoredScope;
  readonly api: StoredApi;
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
    ({ hash, guessable, shape }): IndexedSecret => ({ hash, guessable, ...shape }),
  );
  return { kind: "application", id: application.client.id, from, content: JSON.stringify(application), secrets };
}

export const scopeChange = (stored: StoredScope, from: number): Change => ({
  kind: "scope",
  id: stored.scope.name,
  from,
  content: JSON.stringify(stored),
});

export const apiChange = (stored: StoredApi, from: number): Change => ({
  kind: "api",
  id: stored.api.resource,
  from,
  content: JSON.stringify(stored),
});

/** An application as a registry takes it. */
export const recordOf = ({ client, secrets }: StoredApplication): ClientRecord => ({
  client,
  secrets: secrets.map(({ hash, expiresAt, guessable, shape }) => ({
    hash: Buffer.from(hash, "base64url"),
    expiresAt,
    guessable,
    shape,
  })),
});
