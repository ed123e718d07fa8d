/** A client of IdentityServer, as its configuration or its database has it. */
import type { ClientForm } from "../../declared/forms.ts";
import { sha512Hash } from "../../ports/foreign-secret.ts";
import type { Asked, Found } from "../found.ts";
import { clientFrom, type Placed } from "../moved-client.ts";
import { note } from "../notes.ts";
import {
  asFlag,
  asList,
  asNumber,
  asObject,
  asText,
  asTime,
  defined,
  type Json,
  member,
  parsedJson,
} from "../read-as.ts";
import { hashedSecret, type MovedSecret, plainSecret } from "../secrets.ts";

/** The texts of a list, which in rows of the database are objects with one of them. */
export const textsIn = (list: unknown, name: string): readonly string[] =>
  asList(list).flatMap(
    (one) => asText(one) ?? asText(member(asObject(one), name)) ?? asText(member(asObject(one), "Name")) ?? [],
  );

export function* identityServerClient(
  at: string,
  client: Json,
  { known, isSeed }: { readonly known: ReadonlySet<string>; readonly isSeed: boolean },
  asked: Asked,
): Generator<Found> {
  const of = (name: string): unknown => member(client, name);
  const text = (name: string): string | undefined => asText(of(name));
  const id = text("ClientId") ?? "";
  const name = text("ClientName") ?? id;
  const protocol = text("ProtocolType") ?? "oidc";
  if (protocol !== "oidc") return yield { is: "note", note: note("import/client-not-oauth", at, { name, protocol }) };
  const grants = textsIn(of("AllowedGrantTypes"), "GrantType");
  const offline = asFlag(of("AllowOfflineAccess")) === true;
  const scopes = textsIn(of("AllowedScopes"), "Scope");
  for (const scope of scopes.filter((one) => !known.has(one)))
    yield { is: "note", note: note("import/scope-unknown", at, { scope, name }) };
  const isPublic = asFlag(of("RequireClientSecret")) === false;
  const placed = (list: string, each: string): readonly Placed[] =>
    textsIn(of(list), each).map((uri, i) => ({ text: uri, at: `${at}.${list}[${i}]` }));
  const redirectUris = placed("RedirectUris", "RedirectUri");
  const secrets = asList(of("ClientSecrets")).map(asObject);
  const keyed = isPublic ? {} : keysIn(secrets);
  yield* clientFrom(
    {
      at,
      id,
      name,
      disabled: asFlag(of("Enabled")) === false,
      isPublic,
      isNative: redirectUris.some(({ text: uri }) => !/^https?:/.test(uri)),
      methods: keyed.methods,
      secrets: isPublic ? [] : secrets.filter((one) => !isKey(one)).map((one) => secretOf(one, isSeed)),
      grants: [
        ...grants.map((grant) => (grant === "hybrid" ? "authorization_code" : grant)),
        ...(offline ? ["refresh_token"] : []),
      ],
      tokenResponses: grants.includes("hybrid") ? ["code id_token"] : [],
      redirectUris,
      postLogoutRedirectUris: placed("PostLogoutRedirectUris", "PostLogoutRedirectUri"),
      scopes: [...scopes.filter((one) => known.has(one)), ...(offline ? ["offline_access"] : [])],
      pkceRequired: asFlag(of("RequirePkce")) !== false,
      more: { ...moreOf(of), ...keyed.more },
    },
    asked,
  );
}

const typeOf = (secret: Json): string => asText(member(secret, "Type")) ?? "SharedSecret";
const isKey = (secret: Json): boolean => typeOf(secret) === "JWK" || typeOf(secret) === "X509Name";

/** How an app authenticates that has no shared secret but a key, or the name in a certificate. */
function keysIn(secrets: readonly Json[]): {
  readonly methods?: readonly string[];
  readonly more?: Partial<ClientForm>;
} {
  const textOf = (secret: Json): string | undefined => asText(member(secret, "Value"));
  const keys = secrets
    .filter((one) => typeOf(one) === "JWK")
    .map((one) => asObject(parsedJson(textOf(one))))
    .filter((key) => key.kty !== undefined);
  const name = secrets.filter((one) => typeOf(one) === "X509Name").map(textOf)[0];
  if (secrets.some((one) => !isKey(one)) || (keys.length === 0 && name === undefined)) return {};
  const isByKey = keys.length > 0;
  return {
    methods: [isByKey ? "private_key_jwt" : "tls_client_auth"],
    more: isByKey ? { jwks: { keys: keys.map(publicPart) } } : defined({ tlsClientAuthSubjectDn: name }),
  };
}

const publicPart = ({ d: _d, p: _p, q: _q, dp: _dp, dq: _dq, qi: _qi, k: _k, ...key }: Json): Record<string, unknown> =>
  key;

/** A shared secret is the base64 of its SHA-256, or of its SHA-512. Where a server is first filled, it isn't hashed yet. */
function secretOf(secret: Json, isSeed: boolean): MovedSecret {
  const type = typeOf(secret);
  const value = asText(member(secret, "Value")) ?? "";
  const expiresAt = asTime(member(secret, "Expiration"));
  if (type !== "SharedSecret") return { unusable: `it is a ${type}` };
  const bytes = Buffer.from(value, "base64");
  if (bytes.length === 64 && /^[A-Za-z0-9+/]{86}==$/.test(value)) return hashedSecret(sha512Hash(bytes), expiresAt);
  // A store of secrets of one's own may keep them otherwise.
  if (/^\$|^pbkdf2/.test(value)) return hashedSecret(value, expiresAt);
  if (isSeed) return plainSecret(value === "" ? undefined : value, expiresAt);
  if (bytes.length !== 32 || !/^[A-Za-z0-9+/]{43}=$/.test(value))
    return { unusable: "it isn't the base64 of a SHA-256" };
  return { sha256: bytes.toString("hex"), ...(expiresAt !== undefined && { expiresAt }) };
}

function moreOf(of: (name: string) => unknown): Partial<ClientForm> {
  const seconds = (name: string, most: number): number | undefined => {
    const value = asNumber(of(name));
    return value === undefined || value < 1 ? undefined : Math.min(Math.floor(value), most);
  };
  const isOn = (name: string): true | undefined => (asFlag(of(name)) === true ? true : undefined);
  return defined<Partial<ClientForm>>({
    // Refresh tokens are issued for offline_access there, too.
    refreshWithoutOfflineAccess: undefined,
    ...(asFlag(of("RequireConsent")) !== true && { firstParty: true }),
    accessTokenLifetime: seconds("AccessTokenLifetime", 86_400),
    idTokenLifetime: seconds("IdentityTokenLifetime", 86_400),
    codeLifetime: seconds("AuthorizationCodeLifetime", 600),
    refreshLifetime: seconds("AbsoluteRefreshTokenLifetime", 10 * 366 * 86_400),
    refreshIdleLifetime: seconds("SlidingRefreshTokenLifetime", 10 * 366 * 86_400),
    frontchannelLogoutUri: asText(of("FrontChannelLogoutUri")),
    backchannelLogoutUri: asText(of("BackChannelLogoutUri")),
    initiateLoginUri: asText(of("InitiateLoginUri")),
    requirePushedRequests: isOn("RequirePushedAuthorization"),
    dpopBoundAccessTokens: isOn("RequireDPoP"),
    ...(isOn("AlwaysIncludeUserClaimsInIdToken") && { idTokenClaims: true as const }),
  });
}
