/** Backchannel authentication requests. */
import type { BackchannelRequest, BackchannelRequestStore, DueNotification } from "../../ports/backchannel-requests.ts";
import { accessTokenInserter } from "./access-tokens.ts";
import { auditAppender } from "./audit.ts";
import { type Connection, insertInto } from "./connection.ts";
import { grantInserter } from "./grants.ts";
import { joinScopes, splitScopes } from "./scopes.ts";

interface Row {
  readonly id: number;
  readonly client_id: string;
  readonly hash: Uint8Array;
  readonly subject: string;
  readonly scopes: string;
  readonly binding_message: string | null;
  readonly requested_at: number;
  readonly expires_at: number;
  readonly poll_interval: number;
  readonly polled_at: number | null;
  /** As JSON. */
  readonly decision: string | null;
  readonly used_at: number | null;
  readonly notification_token: string | null;
  /** What few requests have, as JSON. */
  readonly rare: string | null;
}

interface DueRow {
  readonly id: number;
  readonly client_id: string;
  readonly notification_token: string;
  readonly tries: number;
}

const COLUMNS = [
  ...["id", "client_id", "hash", "subject", "scopes", "binding_message", "requested_at", "expires_at"],
  ...["poll_interval", "polled_at", "decision", "used_at", "notification_token", "rare"],
];

const requestOf = (row: Row): BackchannelRequest => ({
  id: row.id,
  clientId: row.client_id,
  hash: row.hash,
  subject: row.subject,
  scopes: splitScopes(row.scopes),
  bindingMessage: row.binding_message ?? undefined,
  requestedAt: row.requested_at,
  expiresAt: row.expires_at,
  interval: row.poll_interval,
  polledAt: row.polled_at ?? undefined,
  decided: row.decision === null ? undefined : JSON.parse(row.decision),
  usedAt: row.used_at ?? undefined,
  notificationToken: row.notification_token ?? undefined,
  ...(row.rare !== null && JSON.parse(row.rare)),
});

/** What few requests have; null of the others. */
function rareOf({ details, audience, maxAge }: BackchannelRequest): string | null {
  const rare = JSON.stringify({ details, audience, maxAge });
  return rare === "{}" ? null : rare;
}

const dueOf = (row: DueRow): DueNotification => ({
  id: row.id,
  clientId: row.client_id,
  notificationToken: row.notification_token,
  tries: row.tries,
});

export function backchannelRequestStore({ prepare, read, writeRows }: Connection): BackchannelRequestStore {
  const insert = prepare(insertInto("backchannel_requests", COLUMNS));
  const find = prepare<Row>("select * from backchannel_requests where id = ?");
  const waiting = prepare<Row>(
    `select * from backchannel_requests
     where subject = ? and decision is null and expires_at > ? order by id limit ?`,
  );
  const waitingNow = prepare<Row>(
    `select * from backchannel_requests where id < ?1 and decision is null and expires_at > ?2
     and (cast(?3 as text) is null or client_id = ?3) order by id desc limit ?4`,
  );
  const polled = prepare(
    "update backchannel_requests set polled_at = ?, poll_interval = poll_interval + ? where id = ?",
  );
  const decide = prepare(
    `update backchannel_requests set decision = ?, due_at = case when notification_token is null then null else cast(? as bigint) end
     where id = ? and decision is null`,
  );
  const use = prepare(
    "update backchannel_requests set used_at = ? where id = ? and used_at is null and json_extract(decision, '$.is') = 'allowed'",
  );
  const isDue = prepare("select 1 from backchannel_requests where due_at <= ? limit 1");
  const take = prepare<DueRow>(
    `update backchannel_requests set due_at = ?1
     where id in (select id from backchannel_requests where due_at <= ?2 order by due_at limit ?3) and due_at <= ?2
     returning id, client_id, notification_token, tries`,
  );
  const done = prepare("update backchannel_requests set due_at = null, notification_token = null where id = ?");
  const failed = prepare(
    `update backchannel_requests set due_at = ?1, tries = tries + 1,
       notification_token = case when cast(?1 as bigint) is null then null else notification_token end
     where id = ?2 and tries = ?3 and due_at is not null`,
  );
  const append = auditAppender(prepare);
  const insertGrant = grantInserter(prepare);
  const insertAccessToken = accessTokenInserter(prepare);
  return {
    insert: writeRows(function* (one) {
      yield* insert.run(
        ...[one.id, one.clientId, one.hash, one.subject, joinScopes(one.scopes), one.bindingMessage ?? null],
        ...[one.requestedAt, one.expiresAt, one.interval, one.polledAt ?? null],
        one.decided === undefined ? null : JSON.stringify(one.decided),
        ...[one.usedAt ?? null, one.notificationToken ?? null, rareOf(one)],
      );
    }),
    find: read(function* (id) {
      const row = yield* find.get(id);
      return row && requestOf(row);
    }),
    waitingFor: read(function* (subject, now, limit) {
      return (yield* waiting.all(subject, now, limit)).map(requestOf);
    }),
    polled: writeRows(function* (id, at, longer) {
      yield* polled.run(at, longer, id);
    }),
    waiting: read(function* ({ clientId, before, limit }, now) {
      return (yield* waitingNow.all(before ?? Number.MAX_SAFE_INTEGER, now, clientId ?? null, limit)).map(requestOf);
    }),
    decide: writeRows(function* (id, decision, entry) {
      if ((yield* decide.run(JSON.stringify(decision), decision.at, id)).changes !== 1) return false;
      if (entry !== undefined) yield* append(entry);
      return true;
    }),
    redeem: writeRows(function* (id, at, grant, { accessToken, forgetAfter }) {
      if ((yield* use.run(at, id)).changes !== 1) return false;
      yield* insertGrant(grant, forgetAfter);
      if (accessToken !== undefined) yield* insertAccessToken(accessToken);
      return true;
    }),
    isDue: read(function* (now) {
      return (yield* isDue.get(now)) !== undefined;
    }),
    takeDue: writeRows(function* (now, until, most) {
      return (yield* take.all(until, now, most)).map(dueOf);
    }),
    notified: writeRows(function* (id) {
      yield* done.run(id);
    }),
    notificationFailed: writeRows(function* ({ id, tries }, dueAt) {
      yield* failed.run(dueAt ?? null, id, tries);
    }),
  };
}
