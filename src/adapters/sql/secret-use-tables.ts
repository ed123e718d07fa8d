/** The table of when secrets were last used. */
import type { Dialect } from "./dialect.ts";

export const secretUseTables = ({ integer, table }: Dialect): readonly string[] => [
  `create table secret_uses (
      client_id text not null,
      secret_id text not null,
      used_at ${integer} not null,
      primary key (client_id, secret_id)
    ) ${table}`,
  "create index secret_uses_by_time on secret_uses (used_at)",
];
