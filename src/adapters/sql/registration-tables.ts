/** The tables of what is registered at run time. */
import type { Dialect } from "./dialect.ts";

export const registrationTables = ({ integer, table }: Dialect): readonly string[] => [
  `create table registry (
      id ${integer} primary key,
      version ${integer} not null
    ) ${table}`,
  `create table registrations (
      kind text not null,
      id text not null,
      since ${integer} not null,
      until ${integer},
      content text not null,
      changed_at ${integer} not null,
      ended_at ${integer},
      primary key (kind, id, since)
    ) ${table}`,
  "create unique index registrations_in_force on registrations (kind, id) where until is null",
  "create index registrations_begun on registrations (since)",
  "create index registrations_ended on registrations (until) where until is not null",
  "create index registrations_by_end on registrations (ended_at) where ended_at is not null",
  `create table application_secrets (
      client_id text not null,
      hash text not null,
      guessable ${integer} not null,
      length ${integer},
      beginning ${integer}
    ) ${table}`,
  "create index application_secrets_by_client on application_secrets (client_id)",
  "create index application_secrets_by_hash on application_secrets (hash)",
  "create index application_secrets_by_beginning on application_secrets (beginning) where beginning is not null",
  "create index guessable_secrets on application_secrets (guessable) where guessable = 1",
];

/** Secrets with a hash of another server: how many there are of each kind is asked with each version of the registry. */
export const foreignSecrets: readonly string[] = [
  "alter table application_secrets add column foreign_kind text",
  "create index foreign_secrets on application_secrets (foreign_kind) where foreign_kind is not null",
];

export const foundRegistrations = ({ earlier }: Dialect): readonly string[] => [
  "alter table registrations add column owner text",
  "alter table registrations add column team text",
  "alter table registrations add column name text",
  ...earlier(
    `update registrations set
      owner = lower(json_extract(content, '$.client.owner')),
      name = coalesce(json_extract(content, '$.client.name'), json_extract(content, '$.scope.description'), json_extract(content, '$.api.name'))`,
  ),
  "create index registrations_by_owner on registrations (owner, kind, id) where until is null and owner is not null",
  "create index registrations_by_team on registrations (team, kind, id) where until is null and team is not null",
];
