/** The applications that users have signed in to, and who was notified that the session has ended. */
import type { DueLogout, SessionApp, SessionAppStore } from "../../ports/session-apps.ts";
import { LOGOUT_KEPT_FOR } from "../../ports/session-apps.ts";
import type { Connection, SqlValue, Steps } from "./connection.ts";

interface Row {
  readonly id: number;
  readonly session_id: number;
  readonly client_id: string;
  readonly subject: string;
  readonly ended_at: number | null;
  readonly due_at: number | null;
  readonly tries: number;
  readonly fault: string | null;
  readonly told_at: number | null;
}

const appOf = (row: Row): SessionApp => ({
  id: row.id,
  sessionId: row.session_id,
  clientId: row.client_id,
  subject: row.subject,
  endedAt: row.ended_at ?? undefined,
  dueAt: row.due_at ?? undefined,
  tries: row.tries,
  fault: row.fault ?? undefined,
  toldAt: row.told_at ?? undefined,
});

/** Makes the applications of sessions due, within the transaction that ends the sessions. */
export function appsTold(prepare: Connection["prepare"]) {
  const due = (where: string) => {
    const run = prepare(
      `update session_apps set ended_at = ?1, due_at = ?1, forget_after = cast(?1 as bigint) + ${LOGOUT_KEPT_FOR} where ended_at is null and ${where}`,
    );
    return function* (at: number, ...values: SqlValue[]): Steps<void> {
      yield* run.run(at, ...values);
    };
  };
  const keep = prepare("update session_apps set forget_after = ? where session_id = ? and ended_at is null");
  return {
    /** Keeps those of a session that lasts until then. */
    *keepOpen(until: number, sessionId: number): Steps<void> {
      yield* keep.run(until, sessionId);
    },
    ofSession: due("session_id = ?2"),
    ofSubject: due("subject = ?2"),
    ofOtherSessions: due("subject = ?2 and session_id <> ?3"),
    ofSessionsThrough: due("subject = ?2 and session_id <= ?3"),
  };
}

const LAST = Number.MAX_SAFE_INTEGER;

export function sessionAppStore({ prepare, read, writeRows }: Connection): SessionAppStore {
  const insert = prepare(
    "insert into session_apps (session_id, client_id, subject, forget_after) values (?, ?, ?, ?) on conflict do nothing",
  );
  const ofSession = prepare<Row>("select * from session_apps where session_id = ? order by id");
  const due = prepare<Row & { readonly ended_at: number }>(
    "select * from session_apps where due_at <= ? order by due_at, id limit ? for update",
  );
  const isDue = prepare("select 1 from session_apps where due_at <= ? limit 1");
  const take = prepare("update session_apps set due_at = ? where id = ?");
  const told = prepare("update session_apps set told_at = ?, due_at = null, fault = null where id = ?");
  const failed = prepare(
    "update session_apps set tries = tries + 1, fault = ?, due_at = ? where id = ? and tries = ? and due_at is not null",
  );
  const listed = (where: string) =>
    prepare<Row>(
      `select * from session_apps where ended_at is not null and ${where}
        and id < ?2 and (?3 = 0 or told_at is null) order by id desc limit ?4`,
    );
  const lists = {
    client: listed("client_id = ?1"),
    subject: listed("subject = ?1"),
    all: listed("cast(?1 as text) is null"),
  };
  return {
    add: writeRows(function* ({ sessionId, clientId, subject, until }) {
      yield* insert.run(sessionId, clientId, subject, until);
    }),
    ofSession: read(function* (sessionId) {
      return (yield* ofSession.all(sessionId)).map(appOf);
    }),
    isDue: read(function* (now) {
      return (yield* isDue.get(now)) !== undefined;
    }),
    take: writeRows(function* (now, until, limit) {
      const rows = yield* due.all(now, limit);
      for (const { id } of rows) yield* take.run(until, id);
      return rows.map((row): DueLogout => ({ ...appOf(row), endedAt: row.ended_at }));
    }),
    told: writeRows(function* (id, at) {
      yield* told.run(at, id);
    }),
    failed: writeRows(function* ({ id, tries }, fault, dueAt) {
      yield* failed.run(fault, dueAt ?? null, id, tries);
    }),
    list: read(function* ({ clientId, subject, untold = false, before = LAST, limit }) {
      const by = clientId !== undefined ? "client" : subject !== undefined ? "subject" : "all";
      const rows = yield* lists[by].all(clientId ?? subject ?? null, before, Number(untold), limit);
      return rows.map(appOf);
    }),
  };
}
