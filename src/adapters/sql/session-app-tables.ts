/** The applications that users have signed in to, and who was notified that the session has ended. */
import type { Dialect } from "./dialect.ts";

export const sessionAppTables = ({ integer }: Dialect): readonly string[] => [
  `create table session_apps (
      id ${integer} not null primary key,
      session_id ${integer} not null,
      client_id text not null,
      subject text not null,
      ended_at ${integer},
      due_at ${integer},
      tries ${integer} not null default 0,
      fault text,
      told_at ${integer},
      forget_after ${integer} not null
    )`,
  "create unique index session_apps_of_session on session_apps (session_id, client_id)",
  "create index session_apps_open on session_apps (subject, session_id) where ended_at is null",
  "create index session_apps_due on session_apps (due_at) where due_at is not null",
  "create index session_apps_ended on session_apps (id) where ended_at is not null",
  "create index session_apps_of_client on session_apps (client_id, id) where ended_at is not null",
  "create index session_apps_of_subject on session_apps (subject, id) where ended_at is not null",
  "create index session_apps_by_end on session_apps (forget_after)",
];
