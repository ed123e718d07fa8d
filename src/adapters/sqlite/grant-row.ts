/** How a grant is written to a row, and read from it. */
import type { SQLInputValue } from "node:sqlite";
import type { Confirmation } from "../../protocol/access-token.ts";
import type { Grant, GrantSource, RefreshState } from "../../protocol/grant.ts";
import type { Origin } from "../../protocol/origin.ts";
import { joinScopes, splitScopes } from "../sql/scopes.ts";

export interface GrantRow {
  readonly id: number;
  readonly client_id: string;
  readonly subject: string;
  readonly session_id: number;
  readonly scopes: string;
  readonly created_at: number;
  readonly auth_time: number;
  readonly nonce: string | null;
  readonly code_hash: Uint8Array;
  readonly code_expires_at: number;
  readonly redirect_uri: string;
  readonly redirect_uri_sent: number;
  readonly challenge: string | null;
  readonly redeemed_at: number | null;
  readonly redeemed_by: string | null;
  readonly refresh_generation: number | null;
  readonly refresh_hash: Uint8Array | null;
  readonly refresh_rotated_at: number | null;
  readonly refresh_started_at: number | null;
  readonly refresh_by: string | null;
  readonly refresh_cnf: string | null;
  readonly revoked_at: number | null;
  readonly revoked_because: string | null;
  /** The kind of the source; null for a code, as in every row from before there were others. */
  readonly source: string | null;
  /** What few grants have, as JSON, so that the others pay nothing for it. */
  readonly rare: string | null;
  /** The grant with which a managed one began; null in almost every row. */
  readonly managed: number | null;
}

/** What the columns contain where a grant has no such value: they were made when every grant had a code. */
const NONE = { session: 0, authTime: -1, hash: new Uint8Array(), expiresAt: 0, redirectUri: "" } as const;

/** What is in the column `rare`. */
type Rare = Pick<Grant, "audience" | "authorizationDetails" | "requestedClaims"> & {
  readonly source?: Omit<GrantSource, "kind"> | undefined;
  /** The key that a code is bound to. */
  readonly codeCnf?: Confirmation | undefined;
  /** When a managed one began. */
  readonly since?: number | undefined;
};

export const REFRESH_COLUMNS = [
  "refresh_generation",
  "refresh_hash",
  "refresh_rotated_at",
  "refresh_started_at",
  "refresh_by",
  "refresh_cnf",
];

export const GRANT_COLUMNS = [
  "id",
  "client_id",
  "subject",
  "session_id",
  "scopes",
  "created_at",
  "auth_time",
  "nonce",
  "code_hash",
  "code_expires_at",
  "redirect_uri",
  "redirect_uri_sent",
  "challenge",
  "redeemed_at",
  "redeemed_by",
  ...REFRESH_COLUMNS,
  "revoked_at",
  "revoked_because",
  "source",
  "rare",
  "managed",
];

/** An origin as a column: its agent, a space, its network; either may be missing. */
export const writeOrigin = (by: Origin | undefined): string | null =>
  by === undefined ? null : `${by.agent ?? ""} ${by.network ?? ""}`;

function readOrigin(text: string | null): Origin | undefined {
  if (text === null) return undefined;
  const [agent, network] = text.split(" ");
  return { agent: agent || undefined, network: network || undefined };
}

/** In the order of `REFRESH_COLUMNS`. */
export const refreshValues = (refresh: RefreshState | undefined): SQLInputValue[] => [
  refresh?.generation ?? null,
  refresh?.hash ?? null,
  refresh?.rotatedAt ?? null,
  refresh?.startedAt ?? null,
  writeOrigin(refresh?.by),
  refresh?.cnf === undefined ? null : JSON.stringify(refresh.cnf),
];

/** In the order of `GRANT_COLUMNS`. */
export function grantValues(grant: Grant): SQLInputValue[] {
  const { source } = grant;
  const code = source.kind === "code" ? source : undefined;
  return [
    grant.id,
    grant.clientId,
    grant.subject,
    grant.sessionId ?? NONE.session,
    joinScopes(grant.scopes),
    grant.createdAt,
    grant.authTime ?? NONE.authTime,
    grant.nonce ?? null,
    code?.hash ?? NONE.hash,
    code?.expiresAt ?? NONE.expiresAt,
    code?.redirectUri ?? NONE.redirectUri,
    Number(code?.redirectUriSent ?? false),
    code?.challenge ?? null,
    code?.redeemedAt ?? null,
    writeOrigin(code?.redeemedBy),
    ...refreshValues(grant.refresh),
    grant.revokedAt ?? null,
    grant.revokedBecause ?? null,
    code === undefined ? source.kind : null,
    writeRare(grant),
    grant.managed?.root ?? null,
  ];
}

function writeRare({ source, audience, authorizationDetails, requestedClaims, managed }: Grant): string | null {
  const { kind, ...own } = source;
  const others = kind === "code" || Object.keys(own).length === 0 ? undefined : own;
  const codeCnf = source.kind === "code" ? source.cnf : undefined;
  const since = managed?.since;
  const isCommon = (others ?? audience ?? authorizationDetails ?? requestedClaims ?? codeCnf ?? since) === undefined;
  return isCommon
    ? null
    : JSON.stringify({ source: others, audience, authorizationDetails, requestedClaims, codeCnf, since });
}

function refreshOf(row: GrantRow): RefreshState | undefined {
  const { refresh_generation, refresh_hash, refresh_rotated_at, refresh_started_at, refresh_cnf } = row;
  if (refresh_generation === null || refresh_hash === null) return undefined;
  return {
    generation: refresh_generation,
    hash: refresh_hash,
    rotatedAt: refresh_rotated_at ?? 0,
    startedAt: refresh_started_at ?? 0,
    by: readOrigin(row.refresh_by),
    ...(refresh_cnf !== null && { cnf: JSON.parse(refresh_cnf) }),
  };
}

/** Reads a row. */
export function grantOf(row: GrantRow): Grant {
  const { source, codeCnf, since, ...rare }: Rare = row.rare === null ? {} : JSON.parse(row.rare);
  return {
    id: row.id,
    clientId: row.client_id,
    subject: row.subject,
    source: row.source === null ? codeOf(row, codeCnf) : ({ ...source, kind: row.source } as GrantSource),
    sessionId: row.session_id === NONE.session ? undefined : row.session_id,
    scopes: splitScopes(row.scopes),
    createdAt: row.created_at,
    authTime: row.auth_time === NONE.authTime ? undefined : row.auth_time,
    nonce: row.nonce ?? undefined,
    refresh: refreshOf(row),
    revokedAt: row.revoked_at ?? undefined,
    revokedBecause: row.revoked_because ?? undefined,
    ...(row.managed !== null && { managed: { root: row.managed, since: since ?? row.created_at } }),
    ...rare,
  };
}

const codeOf = (row: GrantRow, cnf: Confirmation | undefined): GrantSource => ({
  kind: "code",
  hash: row.code_hash,
  expiresAt: row.code_expires_at,
  redirectUri: row.redirect_uri,
  redirectUriSent: row.redirect_uri_sent === 1,
  challenge: row.challenge ?? undefined,
  ...(cnf !== undefined && { cnf }),
  redeemedAt: row.redeemed_at ?? undefined,
  redeemedBy: readOrigin(row.redeemed_by),
});
