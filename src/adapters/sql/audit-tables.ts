/** The tables of the audit log. */
import type { Dialect } from "./dialect.ts";

/** Statements of the migration that makes them. The head is kept apart, so that a cut end shows. */
export const auditTables = ({ integer, table, appendOnly }: Dialect): readonly string[] => [
  // What doesn't fit into the columns is JSON in `content`.
  `create table audit (
    number ${integer} primary key,
    changed_at ${integer} not null,
    actor_is text not null,
    actor_id text not null,
    actor_network text,
    action text not null,
    target_kind text not null,
    target_id text not null,
    content text not null,
    hash text not null
  ) ${table}`,
  "create index audit_of_target on audit (target_id)",
  ...appendOnly("audit"),
  `create table audit_head (
    id ${integer} primary key,
    number ${integer} not null,
    hash text not null
  ) ${table}`,
  "insert into audit_head (id, number, hash) values (1, 0, '')",
];
