/** Device authorization requests. */
import type { DeviceRequest, DeviceRequestStore } from "../../ports/device-requests.ts";
import { accessTokenInserter } from "./access-tokens.ts";
import { auditAppender } from "./audit.ts";
import { type Connection, insertInto } from "./connection.ts";
import { grantInserter } from "./grants.ts";
import { joinScopes, splitScopes } from "./scopes.ts";

interface Row {
  readonly id: number;
  readonly client_id: string;
  readonly hash: Uint8Array;
  readonly user_code_hash: Uint8Array;
  readonly scopes: string;
  readonly requested_at: number;
  readonly expires_at: number;
  readonly poll_interval: number;
  readonly polled_at: number | null;
  /** As JSON. */
  readonly decision: string | null;
  readonly used_at: number | null;
  /** What few have, as JSON. */
  readonly rare: string | null;
}

const COLUMNS = [
  ...["id", "client_id", "hash", "user_code_hash", "scopes", "requested_at", "expires_at"],
  ...["poll_interval", "polled_at", "decision", "used_at", "rare"],
];

const requestOf = (row: Row): DeviceRequest => ({
  id: row.id,
  clientId: row.client_id,
  hash: row.hash,
  userCodeHash: row.user_code_hash,
  scopes: splitScopes(row.scopes),
  requestedAt: row.requested_at,
  expiresAt: row.expires_at,
  interval: row.poll_interval,
  polledAt: row.polled_at ?? undefined,
  decided: row.decision === null ? undefined : JSON.parse(row.decision),
  usedAt: row.used_at ?? undefined,
  ...(row.rare !== null && JSON.parse(row.rare)),
});

export function deviceRequestStore({ prepare, read, writeRows }: Connection): DeviceRequestStore {
  const insert = prepare(`${insertInto("device_requests", COLUMNS)} on conflict (user_code_hash) do nothing`);
  const find = prepare<Row>("select * from device_requests where id = ?");
  const byUserCode = prepare<Row>("select * from device_requests where user_code_hash = ?");
  const waitingNow = prepare<Row>(
    `select * from device_requests where id < ?1 and decision is null and expires_at > ?2
     and (cast(?3 as text) is null or client_id = ?3) order by id desc limit ?4`,
  );
  const polled = prepare("update device_requests set polled_at = ?, poll_interval = poll_interval + ? where id = ?");
  const decide = prepare("update device_requests set decision = ? where id = ? and decision is null");
  const use = prepare(
    "update device_requests set used_at = ? where id = ? and used_at is null and json_extract(decision, '$.is') = 'allowed'",
  );
  const append = auditAppender(prepare);
  const insertGrant = grantInserter(prepare);
  const insertAccessToken = accessTokenInserter(prepare);
  const shown = (row: Row | undefined) => row && requestOf(row);
  return {
    insert: writeRows(function* (request) {
      const { changes } = yield* insert.run(
        ...[request.id, request.clientId, request.hash, request.userCodeHash, joinScopes(request.scopes)],
        ...[request.requestedAt, request.expiresAt, request.interval, request.polledAt ?? null],
        request.decided === undefined ? null : JSON.stringify(request.decided),
        request.usedAt ?? null,
        request.details === undefined ? null : JSON.stringify({ details: request.details, audience: request.audience }),
      );
      return changes === 1;
    }),
    find: read(function* (id) {
      return shown(yield* find.get(id));
    }),
    findByUserCode: read(function* (hash) {
      return shown(yield* byUserCode.get(hash));
    }),
    polled: writeRows(function* (id, at, longer) {
      yield* polled.run(at, longer, id);
    }),
    waiting: read(function* ({ clientId, before, limit }, now) {
      return (yield* waitingNow.all(before ?? Number.MAX_SAFE_INTEGER, now, clientId ?? null, limit)).map(requestOf);
    }),
    decide: writeRows(function* (id, decision, entry) {
      if ((yield* decide.run(JSON.stringify(decision), id)).changes !== 1) return false;
      if (entry !== undefined) yield* append(entry);
      return true;
    }),
    redeem: writeRows(function* (id, at, grant, { accessToken, forgetAfter }) {
      if ((yield* use.run(at, id)).changes !== 1) return false;
      yield* insertGrant(grant, forgetAfter);
      if (accessToken !== undefined) yield* insertAccessToken(accessToken);
      return true;
    }),
  };
}
