/** The tables of what applications use. */
import type { Dialect } from "./dialect.ts";

export const usageTables = ({ integer, table }: Dialect): readonly string[] => [
  `create table scope_uses (
      client_id text not null,
      scope text not null,
      asked_at ${integer},
      granted_at ${integer},
      refused_at ${integer},
      last_at ${integer} not null,
      primary key (client_id, scope)
    ) ${table}`,
  "create index scope_uses_by_scope on scope_uses (scope, client_id)",
  "create index scope_uses_by_time on scope_uses (scope, asked_at)",
  "create index scope_uses_by_last on scope_uses (last_at)",
  `create table successes (
      client_id text not null,
      kind text not null,
      variety text not null,
      granted_at ${integer} not null,
      record text not null,
      primary key (client_id, kind, variety)
    ) ${table}`,
  "create index successes_by_time on successes (granted_at)",
];
