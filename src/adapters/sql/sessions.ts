/** Sessions of users who are signed in. */
import type { Session, SessionStore } from "../../ports/storage.ts";
import { activityNoter } from "./activity.ts";
import { type Connection, insertInto } from "./connection.ts";
import { appsTold } from "./session-apps.ts";

export interface SessionRow {
  readonly id: number;
  readonly hash: Uint8Array;
  readonly subject: string;
  readonly auth_time: number;
  readonly expires_at: number;
  readonly ended_at: number | null;
  readonly place: string | null;
}

const COLUMNS = ["id", "hash", "subject", "auth_time", "expires_at", "ended_at", "place"] as const;

/** Reads a row. */
export const sessionOf = (row: SessionRow): Session => ({
  id: row.id,
  hash: row.hash,
  subject: row.subject,
  authTime: row.auth_time,
  expiresAt: row.expires_at,
  endedAt: row.ended_at ?? undefined,
  ...(row.place !== null && { place: JSON.parse(row.place) }),
});

/** The sessions of a database. */
export function sessionStore({ prepare, read, writeRows, cached, forget }: Connection): SessionStore {
  const insert = prepare(insertInto("sessions", COLUMNS));
  // The account is held until the session is there: whoever changes it afterwards ends that too.
  const proven = prepare("select 1 from accounts where subject = ? and disabled = 0 and password_hash = ? for share");
  const renew = prepare(
    "update sessions set hash = ?, auth_time = ?, expires_at = ?, place = ? where id = ? and subject = ? and ended_at is null",
  );
  const find = prepare<SessionRow>("select * from sessions where id = ?");
  const end = prepare("update sessions set ended_at = ? where id = ? and ended_at is null");
  const endRefreshing = prepare(
    `update grants set revoked_at = ?1, revoked_because = 'the user signed out' where revoked_at is null and refresh_generation is not null
      and subject = (select subject from sessions where id = ?2) and session_id = ?2 and instr(' ' || scopes || ' ', ' offline_access ') = 0`,
  );
  const told = appsTold(prepare);
  const note = activityNoter(prepare);
  const load = cached(function* (id: number) {
    const row = yield* find.get(id);
    return row && sessionOf(row);
  });
  return {
    insert: writeRows(function* ({ id, hash, subject, authTime, expiresAt, endedAt, place }, passwordHash) {
      if (passwordHash !== undefined && (yield* proven.get(subject, passwordHash)) === undefined) return false;
      const where = place ? JSON.stringify(place) : null;
      yield* insert.run(id, hash, subject, authTime, expiresAt, endedAt ?? null, where);
      yield* note({ subject, at: authTime, what: "signed-in", place });
      return true;
    }),
    renew: writeRows(function* ({ id, hash, subject, authTime, expiresAt, place }, passwordHash) {
      if (passwordHash !== undefined && (yield* proven.get(subject, passwordHash)) === undefined) return false;
      forget();
      const where = place ? JSON.stringify(place) : null;
      if ((yield* renew.run(hash, authTime, expiresAt, where, id, subject)).changes !== 1) return undefined;
      yield* told.keepOpen(expiresAt, id);
      yield* note({ subject, at: authTime, what: "signed-in", place });
      return true;
    }),
    find: read(load),
    end: writeRows(function* (id, at) {
      forget();
      if ((yield* end.run(at, id)).changes !== 1) return false;
      yield* endRefreshing.run(at, id);
      yield* told.ofSession(at, id);
      return true;
    }),
  };
}
