/** What finds users, sessions, grants and consents, and what somebody leaves behind. */
import type { Dialect } from "./dialect.ts";

export const peopleTables = ({ integer, table, earlier }: Dialect): readonly string[] => [
  // A refresh changes neither column, so it writes neither index.
  "create index grants_of_subject on grants (subject, id)",
  "create index grants_of_client on grants (client_id, id)",
  "create index sessions_of_subject on sessions (subject, id)",
  "create index consents_of_client on consents (client_id, subject)",
  "alter table sessions add column place text",

  // `kind`: word or group. See ports/user-search.ts.
  `create table account_words (
    kind text not null,
    word text not null,
    subject text not null,
    primary key (kind, word, subject)
  ) ${table}`,
  "create index account_words_of_subject on account_words (subject)",
  ...earlier(
    "insert into account_words select 'word', value, subject from accounts, json_each(words_of(username, claims))",
    "insert into account_words select 'group', value, subject from accounts, json_each(groups_of(username, claims))",
  ),
  "create index accounts_by_role on accounts (role, username_folded) where role <> 'user'",
  "create index accounts_disabled on accounts (username_folded) where disabled = 1",

  // User names that their users have left, by removal or by another name.
  `create table left_names (
    name text not null,
    subject text not null,
    left_at ${integer} not null,
    primary key (name, subject)
  ) ${table}`,

  // Applications of the configuration file, as of the last start, and since when their ids stand for them. The empty id says that
  // there was such a start.
  `create table file_clients (
    client_id text not null primary key,
    since ${integer} not null
  ) ${table}`,

  // Since when the id stands for what is registered, whatever was changed of it since.
  `alter table registrations add column added_at ${integer}`,

  // Null for the first operator's.
  "alter table invitations add column content text",
  "alter table invitations add column team text",
  "create index invitations_of_team on invitations (team, id) where team is not null",

  `create table activity (
    id ${integer} primary key,
    subject text not null,
    happened_at ${integer} not null,
    what text not null,
    content text
  ) ${table}`,
  "create index activity_of_subject on activity (subject, id)",
  "create index activity_by_age on activity (happened_at)",
];
