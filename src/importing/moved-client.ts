/** An app of another server as it is registered here. Sources say what they have in the names of RFC 7591. */
import type { ClientForm } from "../declared/forms.ts";
import { slowKindOf } from "../ports/foreign-secret.ts";
import { CIBA } from "../protocol/ciba/grant-type.ts";
import { methodOf } from "../protocol/client-authentication/index.ts";
import { DEVICE_CODE } from "../protocol/device/grant-type.ts";
import { GRANT_TYPES } from "../protocol/grants/index.ts";
import { redirectUriFault } from "../protocol/redirect-uri.ts";
import type { Asked, Found } from "./found.ts";
import { type Note, note } from "./notes.ts";
import { defined } from "./read-as.ts";
import { hasPlaceholder, type MovedSecret, nameOfHash, type UsableSecret } from "./secrets.ts";

/** A text, and where it was found. */
export interface Placed {
  readonly text: string;
  readonly at: string;
}

export interface MovedClient {
  readonly at: string;
  readonly id: string;
  readonly name?: string | undefined;
  readonly disabled?: boolean | undefined;
  readonly isPublic: boolean;
  readonly isNative?: boolean | undefined;
  /** Names of RFC 7591 and of OpenID Connect; by default the two that send a secret. */
  readonly methods?: readonly string[] | undefined;
  readonly secrets: readonly MovedSecret[];
  readonly grants: readonly string[];
  /** Response types that aren't `code`. */
  readonly tokenResponses?: readonly string[] | undefined;
  readonly redirectUris: readonly Placed[];
  readonly postLogoutRedirectUris: readonly Placed[];
  readonly scopes: readonly string[];
  /** Scopes that it got without asking. */
  readonly givenScopes?: readonly string[] | undefined;
  readonly pkceRequired: boolean;
  /** Whatever else is the same here. */
  readonly more?: Partial<ClientForm> | undefined;
}

const DEFAULT_METHODS = ["client_secret_basic", "client_secret_post"];

/** The app, and what is to be said about it; only the latter if it can't be registered. */
export function* clientFrom(moved: MovedClient, asked: Asked): Generator<Found> {
  const { at, id, name = id, isPublic } = moved;
  const say = (one: Note): Found => ({ is: "note", note: one });
  if (id === "") return yield say(note("import/client-without-id", at, { name: name === "" ? "of this entry" : name }));
  if (hasPlaceholder(id))
    return yield say(note("import/placeholder", at, { name: `The app ${name}`, member: "its id" }));
  const uris = [...redirects(moved, moved.redirectUris, asked)];
  const afterwards = [...redirects(moved, moved.postLogoutRedirectUris, asked)];
  for (const { said } of [...uris, ...afterwards]) if (said !== undefined) yield say(said);
  const redirectUris = [...new Set(uris.flatMap(({ good }) => good))];

  const grants = [...new Set(moved.grants)];
  if (grants.includes("password")) yield say(note("import/password-grant", at));
  const tokenResponses = moved.tokenResponses ?? [];
  if (tokenResponses.length > 0 || grants.includes("implicit"))
    yield say(note("import/implicit-flow", at, { types: tokenResponses.join(", ") || "token" }));
  for (const grant of grants.filter((one) => !KNOWN_GRANTS.has(one)))
    yield say(note("import/grant-unknown", at, { grant }));
  let grantTypes = GRANT_TYPES.filter(
    (one) => grants.includes(one) || (one === "authorization_code" && grants.includes("implicit")),
  );
  const lacksUri = grantTypes.includes("authorization_code") && redirectUris.length === 0;
  if (lacksUri) grantTypes = grantTypes.filter((one) => one !== "authorization_code");
  if (!grantTypes.some((one) => one !== "refresh_token"))
    return yield say(note(lacksUri ? "import/client-without-redirect" : "import/no-grant", at, { name }));
  if (lacksUri) yield say(note("import/no-redirect-uri", at, { name }));

  const usesCode = grantTypes.includes("authorization_code");
  const pkceRequired = isPublic || moved.pkceRequired;
  if (isPublic && !moved.pkceRequired && usesCode) yield say(note("import/pkce-public", at, { name }));
  if (!pkceRequired && usesCode) yield say(note("import/pkce-off", at, { name }));
  if ((moved.givenScopes ?? []).length > 0)
    yield say(note("import/default-scopes", at, { name, scopes: (moved.givenScopes ?? []).join(", ") }));

  const { authMethods, notes } = methodsOf(moved);
  for (const one of notes) yield say(one);
  const needsSecret = authMethods.some((method) => methodOf(method)?.secret === true);
  const secrets = needsSecret ? moved.secrets : [];
  const { usable, notes: aboutSecrets } = usableSecrets(secrets, at, name);
  for (const one of aboutSecrets) yield say(one);
  const fresh = needsSecret && usable.length === 0;
  if (fresh) {
    const [why = "it isn't in the file"] = secrets.flatMap((secret) => ("unusable" in secret ? [secret.unusable] : []));
    yield say(note("import/secret-new", at, { name, why }));
  }
  const form: ClientForm = defined({
    id,
    ...(name !== id && { name }),
    ...(moved.isNative === true && { applicationType: "native" as const }),
    ...(moved.disabled === true && { disabled: true }),
    authMethods,
    ...(usable.length > 0 && { secrets: usable.map(secretForm) }),
    grantTypes,
    ...(redirectUris.length > 0 && { redirectUris }),
    ...(afterwards.length > 0 && { postLogoutRedirectUris: [...new Set(afterwards.flatMap(({ good }) => good))] }),
    scopes: [...new Set(moved.scopes)],
    ...(!pkceRequired && { pkceRequired }),
    ...(grantTypes.includes("refresh_token") &&
      !("refreshWithoutOfflineAccess" in (moved.more ?? {})) && { refreshWithoutOfflineAccess: true }),
    ...moved.more,
  });
  yield { is: "client", at, form, fresh };
}

const KNOWN_GRANTS: ReadonlySet<string> = new Set([...GRANT_TYPES, "password", "implicit", DEVICE_CODE, CIBA]);

type Method = NonNullable<ClientForm["authMethods"]>[number];

/** The methods that exist here and can be stored. */
function methodsOf({ at, isPublic, methods = DEFAULT_METHODS }: MovedClient): {
  readonly authMethods: Method[];
  readonly notes: readonly Note[];
} {
  if (isPublic) return { authMethods: ["none"], notes: [] };
  const refused = (method: string): string | undefined => {
    if (method === "none") return undefined;
    if (methodOf(method) === undefined) return "it isn't supported";
    // Its MACs can be verified only with the secret itself.
    return method === "client_secret_jwt"
      ? "its MACs can be verified only with the secret itself, and only hashes of secrets are stored"
      : undefined;
  };
  const notes = methods.flatMap((method) => {
    const why = refused(method);
    return why === undefined ? [] : [note("import/method-unknown", at, { method, why })];
  });
  const usable = methods.filter((method) => method !== "none" && refused(method) === undefined) as Method[];
  return { authMethods: usable.length > 0 ? usable : (DEFAULT_METHODS as Method[]), notes };
}

/** The secrets that can come along, of which at most one may be slow to compare. */
function usableSecrets(secrets: readonly MovedSecret[], at: string, name: string) {
  const known = secrets.flatMap((secret): UsableSecret[] => ("unusable" in secret ? [] : [secret]));
  const isSlow = (secret: UsableSecret): boolean => "hash" in secret && slowKindOf(secret.hash) !== undefined;
  const first = known.find(isSlow);
  const usable = known.filter((secret) => secret === first || !isSlow(secret));
  const notes = usable.flatMap((secret) =>
    "hash" in secret ? [note("import/secret-hashed", at, { name, form: nameOfHash(secret.hash) })] : [],
  );
  const left = known.length - usable.length;
  return { usable, notes: left === 0 ? notes : [...notes, note("import/secret-second", at, { name, left })] };
}

function secretForm(secret: UsableSecret) {
  const { expiresAt, ...of } = secret;
  return { ...of, ...(expiresAt !== undefined && { expiresAt: new Date(expiresAt).toISOString() }) };
}

/** Each redirect URI as it can be registered, and what is to be said about it. */
function* redirects(
  { isNative, more }: MovedClient,
  uris: readonly Placed[],
  asked: Asked,
): Generator<{ readonly good: readonly string[]; readonly said?: Note }> {
  const client = {
    applicationType: isNative === true ? ("native" as const) : ("web" as const),
    allowedSchemes: more?.allowedSchemes ?? [],
  };
  for (const { text: uri, at } of uris) {
    if (hasPlaceholder(uri)) {
      yield { good: [], said: note("import/redirect-placeholder", at, { uri }) };
      continue;
    }
    if (uri.includes("*")) {
      const matching = asked.redirectUris.filter(
        (one) => matches(one, uri) && redirectUriFault(one, client) === undefined,
      );
      yield matching.length === 0
        ? { good: [], said: note("import/redirect-wildcard", at, { uri }) }
        : { good: matching, said: note("import/redirect-wildcard-expanded", at, { uri, count: matching.length }) };
      continue;
    }
    const fault = redirectUriFault(uri, client);
    yield fault === undefined
      ? { good: [uri] }
      : {
          good: [],
          said: note("import/redirect-refused", at, { uri, fault: fault.replace(/^https,/, "it must be https,") }),
        };
  }
}

/** Whether a URI is one that a pattern with `*` means: within its host name one label, elsewhere anything. */
export function matches(uri: string, pattern: string): boolean {
  const [, start = "", rest = pattern] = /^([a-z][a-z0-9+.-]*:\/\/[^/?]*)?(.*)$/i.exec(pattern) ?? [];
  const escaped = (text: string, any: string): string =>
    text
      .split("*")
      .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"))
      .join(any);
  return new RegExp(`^${escaped(start, "[^./?#]*")}${escaped(rest, ".*")}$`).test(uri);
}
