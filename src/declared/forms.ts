/** What is registered, as a file says it: in the names of the configuration, without defaults, and with hashes of secrets. */
import { isDeepStrictEqual } from "node:util";
import type { RegistryFile } from "../configuration/registry.ts";
import { FORMS } from "../configuration/schema.ts";
import { trustedIssuer } from "../configuration/trusted-issuers.ts";
import type {
  Contents,
  StoredApi,
  StoredApplication,
  StoredScope,
  StoredSecret,
  StoredTrustedIssuer,
} from "../ports/registered.ts";
import type { DeclaredKind } from "../ports/registrations.ts";

export type ClientForm = NonNullable<RegistryFile["clients"]>[number];
export type ScopeForm = NonNullable<RegistryFile["scopes"]>[number];
export type TrustedIssuerForm = NonNullable<RegistryFile["trustedIssuers"]>[number];
export type ApiForm = NonNullable<RegistryFile["apis"]>[number];

/** Members by their name in a file. */
export type Members = Readonly<Record<string, unknown>>;

/** All members, including those with their default. Secrets are hashes. */
export function membersOf<Kind extends DeclaredKind>(kind: Kind, stored: Contents[Kind]): Members {
  return MEMBERS[kind](stored);
}

const MEMBERS: { readonly [Kind in DeclaredKind]: (stored: Contents[Kind]) => Members } = {
  application: ({ client, logoUri, secrets }: StoredApplication) =>
    present(FORMS.client, { ...client, logoUri, secrets: secrets.map(secretForm) }),
  scope: ({ scope }: StoredScope) => {
    const { is, ...state } = scope.state;
    return present(FORMS.scope, { ...scope, ...(is !== "active" && { [is]: present(undefined, state) }) });
  },
  api: ({ api }: StoredApi) => present(FORMS.api, { ...api }),
  "trusted-issuer": ({ trusted }: StoredTrustedIssuer) => present(trustedIssuer, { ...trusted }),
};

/** The shortest form that says the same: what `candor export` writes. */
export function applicationForm(stored: StoredApplication): ClientForm {
  const { id } = stored.client;
  const defaults = { ...FORMS.client.parse({ id }), id: undefined, name: id };
  return without(membersOf("application", stored), defaults) as ClientForm;
}

export function scopeForm(stored: StoredScope): ScopeForm {
  return without(membersOf("scope", stored), { sensitive: false }) as ScopeForm;
}

export function apiForm(stored: StoredApi): ApiForm {
  const { tokens, alg, typ, lifetime } = FORMS.api.parse({ resource: "https://api.example", name: "API" });
  return without(membersOf("api", stored), { tokens, alg, typ, lifetime }) as ApiForm;
}

export function trustedIssuerForm(stored: StoredTrustedIssuer): TrustedIssuerForm {
  return without(membersOf("trusted-issuer", stored), {
    identityAssertions: false,
    subjects: "own",
  }) as TrustedIssuerForm;
}

/** A secret as a file says it: its hash. */
export function secretForm({ hash, foreign, expiresAt }: StoredSecret) {
  return {
    ...(foreign === undefined ? { sha256: Buffer.from(hash, "base64url").toString("hex") } : { hash: foreign }),
    ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }),
  };
}

/** The members that have a value, in the order of the schema. */
function present(form: { readonly shape: object } | undefined, members: Members): Members {
  const names = form === undefined ? Object.keys(members) : Object.keys(form.shape);
  return Object.fromEntries(names.flatMap((name) => (members[name] === undefined ? [] : [[name, members[name]]])));
}

function without(members: Members, defaults: Members): Members {
  return Object.fromEntries(
    Object.entries(members).filter(([name, value]) => !isDeepStrictEqual(value, defaults[name])),
  );
}
