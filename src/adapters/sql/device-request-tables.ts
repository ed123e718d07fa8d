/** The table of device authorization requests. */
import type { Dialect } from "./dialect.ts";

export const deviceRequestTables = ({ integer, bytes }: Dialect): readonly string[] => [
  `create table device_requests (
      id ${integer} not null primary key,
      client_id text not null,
      hash ${bytes} not null,
      user_code_hash ${bytes} not null,
      scopes text not null,
      requested_at ${integer} not null,
      expires_at ${integer} not null,
      poll_interval ${integer} not null,
      polled_at ${integer},
      decision text,
      used_at ${integer}
    )`,
  "create unique index device_requests_by_user_code on device_requests (user_code_hash)",
  "create index device_requests_by_end on device_requests (expires_at)",
];
