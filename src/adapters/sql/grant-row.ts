/** How a grant is written to a row, and read from it. */
import type { Confirmation } from "../../protocol/access-token.ts";
import type { Grant, GrantSource, RefreshState } from "../../protocol/grant.ts";
import type { Origin } from "../../protocol/origin.ts";
import type { SqlValue } from "./connection.ts";
import { joinScopes, splitScopes } from "./scopes.ts";

/** A row, in the order of `GRANT_COLUMNS`. Reading a list takes half the time of reading an object. */
export type GrantRow = readonly [
  id: number,
  clientId: string,
  subject: string,
  sessionId: number,
  scopes: string,
  createdAt: number,
  authTime: number,
  nonce: string | null,
  codeHash: Uint8Array,
  codeExpiresAt: number,
  redirectUri: string,
  redirectUriSent: number,
  challenge: string | null,
  redeemedAt: number | null,
  redeemedBy: string | null,
  refreshGeneration: number | null,
  refreshHash: Uint8Array | null,
  refreshRotatedAt: number | null,
  refreshStartedAt: number | null,
  refreshBy: string | null,
  refreshCnf: string | null,
  revokedAt: number | null,
  revokedBecause: string | null,
  /** The kind of the source; null for a code, as in every row from before there were others. */
  source: string | null,
  /** What few grants have, as JSON, so that the others pay nothing for it. */
  rare: string | null,
  /** The grant with which a managed one began; null in almost every row. */
  managed: number | null,
];

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
export const refreshValues = (refresh: RefreshState | undefined): SqlValue[] => [
  refresh?.generation ?? null,
  refresh?.hash ?? null,
  refresh?.rotatedAt ?? null,
  refresh?.startedAt ?? null,
  writeOrigin(refresh?.by),
  refresh?.cnf === undefined ? null : JSON.stringify(refresh.cnf),
];

/** In the order of `GRANT_COLUMNS`. */
export function grantValues(grant: Grant): SqlValue[] {
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

function writeRare(grant: Grant): string | null {
  const { source, audience, authorizationDetails, requestedClaims, managed } = grant;
  const since = managed?.since;
  const codeCnf = source.kind === "code" ? source.cnf : undefined;
  const others = source.kind === "code" ? undefined : restOf(source);
  const isCommon = (others ?? audience ?? authorizationDetails ?? requestedClaims ?? codeCnf ?? since) === undefined;
  return isCommon
    ? null
    : JSON.stringify({ source: others, audience, authorizationDetails, requestedClaims, codeCnf, since });
}

/** What a source has beside its kind. */
function restOf({ kind: _, ...own }: GrantSource): Rare["source"] {
  return Object.keys(own).length === 0 ? undefined : own;
}

/** Reads a row, whatever else was selected after its columns. */
export function grantOf([
  id,
  clientId,
  subject,
  sessionId,
  scopes,
  createdAt,
  authTime,
  nonce,
  hash,
  expiresAt,
  redirectUri,
  redirectUriSent,
  challenge,
  redeemedAt,
  redeemedBy,
  generation,
  refreshHash,
  rotatedAt,
  startedAt,
  refreshBy,
  refreshCnf,
  revokedAt,
  revokedBecause,
  kind,
  rareText,
  managed,
]: readonly [...row: GrantRow, ...more: unknown[]]): Grant {
  const { source, codeCnf, since, ...rare }: Rare = rareText === null ? {} : JSON.parse(rareText);
  const code = (): GrantSource => ({
    ...{ kind: "code", hash, expiresAt, redirectUri, redirectUriSent: redirectUriSent === 1 },
    challenge: challenge ?? undefined,
    ...(codeCnf !== undefined && { cnf: codeCnf }),
    redeemedAt: redeemedAt ?? undefined,
    redeemedBy: readOrigin(redeemedBy),
  });
  const refresh = (hash: Uint8Array): RefreshState => ({
    ...{ generation: generation ?? 0, hash, rotatedAt: rotatedAt ?? 0, startedAt: startedAt ?? 0 },
    by: readOrigin(refreshBy),
    ...(refreshCnf !== null && { cnf: JSON.parse(refreshCnf) }),
  });
  return {
    ...{ id, clientId, subject },
    source: kind === null ? code() : ({ ...source, kind } as GrantSource),
    sessionId: sessionId === NONE.session ? undefined : sessionId,
    scopes: splitScopes(scopes),
    createdAt,
    authTime: authTime === NONE.authTime ? undefined : authTime,
    nonce: nonce ?? undefined,
    refresh: generation === null || refreshHash === null ? undefined : refresh(refreshHash),
    revokedAt: revokedAt ?? undefined,
    revokedBecause: revokedBecause ?? undefined,
    ...(managed !== null && { managed: { root: managed, since: since ?? createdAt } }),
    ...rare,
  };
}
