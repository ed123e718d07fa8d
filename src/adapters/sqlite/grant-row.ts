/** How a grant is written to a row, and read from it. */
import type { SQLInputValue } from "node:sqlite";
import type { Grant, RefreshState } from "../../protocol/grant.ts";
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
  readonly revoked_at: number | null;
  readonly revoked_because: string | null;
}

export const REFRESH_COLUMNS = [
  "refresh_generation",
  "refresh_hash",
  "refresh_rotated_at",
  "refresh_started_at",
  "refresh_by",
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
];

/** In the order of `GRANT_COLUMNS`. */
export const grantValues = (grant: Grant): SQLInputValue[] => [
  grant.id,
  grant.clientId,
  grant.subject,
  grant.sessionId,
  joinScopes(grant.scopes),
  grant.createdAt,
  grant.authTime,
  grant.nonce ?? null,
  grant.codeHash,
  grant.codeExpiresAt,
  grant.redirectUri,
  Number(grant.redirectUriSent),
  grant.challenge ?? null,
  grant.redeemedAt ?? null,
  writeOrigin(grant.redeemedBy),
  ...refreshValues(grant.refresh),
  grant.revokedAt ?? null,
  grant.revokedBecause ?? null,
];

function refreshOf(row: GrantRow): RefreshState | undefined {
  const { refresh_generation, refresh_hash, refresh_rotated_at, refresh_started_at } = row;
  if (refresh_generation === null || refresh_hash === null) return undefined;
  return {
    generation: refresh_generation,
    hash: refresh_hash,
    rotatedAt: refresh_rotated_at ?? 0,
    startedAt: refresh_started_at ?? 0,
    by: readOrigin(row.refresh_by),
  };
}

/** Reads a row. */
export const grantOf = (row: GrantRow): Grant => ({
  id: row.id,
  clientId: row.client_id,
  subject: row.subject,
  sessionId: row.session_id,
  scopes: splitScopes(row.scopes),
  createdAt: row.created_at,
  authTime: row.auth_time,
  nonce: row.nonce ?? undefined,
  codeHash: row.code_hash,
  codeExpiresAt: row.code_expires_at,
  redirectUri: row.redirect_uri,
  redirectUriSent: row.redirect_uri_sent === 1,
  challenge: row.challenge ?? undefined,
  redeemedAt: row.redeemed_at ?? undefined,
  redeemedBy: readOrigin(row.redeemed_by),
  refresh: refreshOf(row),
  revokedAt: row.revoked_at ?? undefined,
  revokedBecause: row.revoked_because ?? undefined,
});
