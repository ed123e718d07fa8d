/** Opaque access tokens, and the marks of revoked JWTs. */
import type { AccessTokenStore } from "../../ports/storage.ts";
import type { AccessToken } from "../../protocol/access-token.ts";
import { type Connection, insertInto, type SqlValue, type Steps } from "./connection.ts";
import { joinScopes, splitScopes } from "./scopes.ts";

/** A row, in the order of `TOKEN_COLUMNS`. Reading a list takes a fifth less time than reading an object. */
type Row = readonly [
  id: number,
  hash: Uint8Array,
  clientId: string,
  grantId: number | null,
  subject: string,
  scopes: string,
  audience: string,
  expiresAt: number,
  revokedAt: number | null,
  issuedAt: number | null,
  claims: string | null,
  rare: string | null,
];

/** A row that was looked up, with the sign-in behind its grant. */
export type FoundTokenRow = readonly [...row: Row, authTime: number | null];

/**
 * Looks tokens up, as rows of `FoundTokenRow`. Revoking a grant writes only the grant's row, however many tokens belong to it.
 */
export const FIND_TOKENS = `select t.id, t.hash, t.client_id, t.grant_id, t.subject, t.scopes, t.audience, t.expires_at,
  coalesce(t.revoked_at, g.revoked_at), t.issued_at, t.claims, t.rare, g.auth_time
  from access_tokens t left join grants g on g.id = t.grant_id where t.id`;

export const TOKEN_COLUMNS = [
  "id",
  "hash",
  "client_id",
  "grant_id",
  "subject",
  "scopes",
  "audience",
  "expires_at",
  "revoked_at",
  "issued_at",
  "claims",
  "rare",
] as const;

/** In the order of `TOKEN_COLUMNS`. */
export const tokenValues = (token: AccessToken): SqlValue[] => [
  token.id,
  token.hash,
  token.clientId,
  token.grantId ?? null,
  token.subject,
  joinScopes(token.scopes),
  token.audience[0] ?? "",
  token.expiresAt,
  token.revokedAt ?? null,
  token.issuedAt ?? null,
  token.claims === undefined ? null : JSON.stringify(token.claims),
  writeRare(token),
];

/** What few tokens have, as JSON: null for the others. The column of the audience has its first, which is almost always the only one. */
function writeRare({ audience, cnf, act, authorizationDetails, requestedClaims }: AccessToken): string | null {
  const several = audience.length === 1 ? undefined : audience;
  const isCommon = (several ?? cnf ?? act ?? authorizationDetails ?? requestedClaims) === undefined;
  return isCommon ? null : JSON.stringify({ audience: several, cnf, act, authorizationDetails, requestedClaims });
}

/** Reads a row. */
export const tokenOf = ([
  id,
  hash,
  clientId,
  grantId,
  subject,
  scopes,
  audience,
  expiresAt,
  revokedAt,
  issuedAt,
  claims,
  rare,
  authTime,
]: FoundTokenRow): AccessToken => ({
  id,
  hash,
  clientId,
  grantId: grantId ?? undefined,
  subject,
  scopes: splitScopes(scopes),
  audience: [audience],
  expiresAt,
  revokedAt: revokedAt ?? undefined,
  ...(issuedAt !== null && { issuedAt }),
  ...(claims !== null && { claims: JSON.parse(claims) }),
  ...(rare !== null && JSON.parse(rare)),
  // -1: the grant has none.
  ...(authTime !== null && authTime >= 0 && { authTime }),
});

/** Inserts a token within an open transaction. Redeeming and rotating use it too. */
export function accessTokenInserter(prepare: Connection["prepare"]): (token: AccessToken) => Steps<void> {
  const insert = prepare(insertInto("access_tokens", TOKEN_COLUMNS));
  return function* (token) {
    yield* insert.run(...tokenValues(token));
  };
}

/** The access tokens of a database. */
export function accessTokenStore({ prepare, read, writeRows, cached, forget }: Connection): AccessTokenStore {
  const insert = accessTokenInserter(prepare);
  const find = prepare<FoundTokenRow>(`${FIND_TOKENS} = ?`, { lists: true });
  const revoke = prepare(
    `${insertInto("access_tokens", TOKEN_COLUMNS)}
     on conflict (id) do update set revoked_at = coalesce(access_tokens.revoked_at, excluded.revoked_at)`,
  );
  const load = cached(function* (id: number) {
    const row = yield* find.get(id);
    return row && tokenOf(row);
  });
  return {
    insert: writeRows(insert),
    find: read(load),
    revoke: writeRows(function* (token, at) {
      forget();
      yield* revoke.run(...tokenValues({ ...token, revokedAt: at }));
    }),
  };
}
