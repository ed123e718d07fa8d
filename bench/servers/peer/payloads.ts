/** What the peer's durable adapters share: how a payload is kept as a row, whatever the database. */
import type { Payload } from "oidc-provider";

export interface Row {
  readonly payload: string;
  readonly expires_at: number | null;
  readonly consumed_at: number | null;
}

/** The values of a row, in the order of its columns. `expiresIn` is in seconds. */
export function valuesOf(model: string, id: string, payload: Payload, expiresIn: number) {
  const { grantId = null, userCode = null, uid = null } = payload;
  const expiresAt = expiresIn ? seconds() + expiresIn : null;
  return [model, id, JSON.stringify(payload), grantId, userCode, uid, expiresAt];
}

/** The payload of a row; `undefined` if it has expired. */
export function payloadOf(row: Row | undefined): Payload | undefined {
  if (row === undefined || (row.expires_at !== null && row.expires_at < seconds())) return undefined;
  const payload = JSON.parse(row.payload) as Payload;
  if (row.consumed_at !== null) payload.consumed = row.consumed_at;
  return payload;
}

export const seconds = (): number => Math.floor(Date.now() / 1000);
