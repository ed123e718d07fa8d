/** Requests with an Idempotency-Key, in a database. */
import { type IdempotencyStore, KEYED_FOR, type KeyedRequest, type KeyedStanding } from "../../ports/idempotency.ts";
import type { Connection } from "./connection.ts";

interface Row extends KeyedRequest {
  readonly finished: number;
  readonly response: Uint8Array | null;
}

const standingOf = ({ finished, response, ...kept }: Row): KeyedStanding =>
  finished === 0
    ? { is: "running", kept }
    : { is: "finished", kept, response: response === null ? undefined : new Uint8Array(response) };

export function idempotencyStore({ prepare, write, writeRows }: Connection): IdempotencyStore {
  const find =
    prepare<Row>(`select id, caller, request, began_at as "beganAt", held_until as "heldUntil", audited, finished,
      response from keyed_requests where id = ? and began_at > ?`);
  const begin = prepare(`insert into keyed_requests (id, caller, request, began_at, held_until, audited, finished)
    values (?, ?, ?, ?, ?, ?, 0) on conflict (id) do update set request = excluded.request, began_at = excluded.began_at,
      held_until = excluded.held_until, audited = excluded.audited, finished = 0, response = null`);
  const hold = prepare("update keyed_requests set held_until = ? where id = ? and finished = 0 and held_until = ?");
  const finish = prepare("update keyed_requests set finished = 1, response = ? where id = ? and finished = 0");
  // What exceeds the limits is old: all newer ones together are within them.
  const limit = prepare(`delete from keyed_requests where id in (select id from (
      select id, row_number() over newest as place, sum(coalesce(length(response), 0)) over newest as bytes
      from keyed_requests where finished = 1 and caller = (select caller from keyed_requests where id = ?)
      window newest as (order by began_at desc, id desc)) one
    where place > ? or bytes > ?)`);
  const forget = prepare("delete from keyed_requests where id = ? and finished = 0");
  return {
    begin: write(function* (request) {
      const { id, caller, beganAt, heldUntil, audited } = request;
      const found = yield* find.get(id, beganAt - KEYED_FOR);
      if (found !== undefined) return standingOf(found);
      yield* begin.run(id, caller, request.request, beganAt, heldUntil, audited);
      return undefined;
    }),
    hold: writeRows(function* (id, from, until) {
      return (yield* hold.run(until, id, from)).changes === 1;
    }),
    finish: writeRows(function* (id, response, { count, bytes }) {
      if ((yield* finish.run(response ?? null, id)).changes === 1) yield* limit.run(id, count, bytes);
    }),
    forget: writeRows(function* (id) {
      yield* forget.run(id);
    }),
  };
}
