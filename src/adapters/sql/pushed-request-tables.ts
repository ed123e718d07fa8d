/** The table of pushed authorization requests. */
import type { Dialect } from "./dialect.ts";

export const pushedRequestTables = ({ integer, bytes }: Dialect): readonly string[] => [
  `create table pushed_requests (
      id ${integer} not null primary key,
      hash ${bytes} not null,
      client_id text not null,
      parameters text not null,
      pushed_at ${integer} not null,
      expires_at ${integer} not null,
      opened_at ${integer},
      used_at ${integer},
      ends_at ${integer} not null
    )`,
  "create index pushed_requests_by_end on pushed_requests (ends_at)",
];
