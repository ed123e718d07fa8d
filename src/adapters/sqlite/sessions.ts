/** Sessions of users who are signed in. */
import type { Session, SessionStore } from "../../ports/storage.ts";
import { activityNoter } from "./activity.ts";
import { type Connection, insertInto } from "./connection.ts";

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
export function sessionStore({ prepare, read, write, cached, forget }: Connection): SessionStore {
  const insert = prepare(insertInto("sessions", COLUMNS));
  const proven = prepare("select 1 from accounts where subject = ? and disabled = 0 and password_hash = ?");
  const find = prepare<SessionRow>("select * from sessions where id = ?");
  const end = prepare("update sessions set ended_at = ? where id = ? and ended_at is null");
  const note = activityNoter(prepare);
  const load = cached((id: number) => {
    const row = find.get(id);
    return row && sessionOf(row);
  });
  return {
    insert: ({ id, hash, subject, authTime, expiresAt, endedAt, place }, passwordHash) =>
      write(() => {
        if (passwordHash !== undefined && proven.get(subject, passwordHash) === undefined) return false;
        insert.run(id, hash, subject, authTime, expiresAt, endedAt ?? null, place ? JSON.stringify(place) : null);
        note({ subject, at: authTime, what: "signed-in", place });
        return true;
      }),
    find: (id) => read(() => load(id)),
    end: (id, at) =>
      write(() => {
        forget();
        return end.run(at, id).changes === 1;
      }),
  };
}
