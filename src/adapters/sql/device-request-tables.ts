/** The tables of requests that wait for a user who decides elsewhere: of devices, and of apps that ask. */
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

export const backchannelRequestTables = ({ integer, bytes }: Dialect): readonly string[] => [
  `create table backchannel_requests (
      id ${integer} not null primary key,
      client_id text not null,
      hash ${bytes} not null,
      subject text not null,
      scopes text not null,
      binding_message text,
      requested_at ${integer} not null,
      expires_at ${integer} not null,
      poll_interval ${integer} not null,
      polled_at ${integer},
      decision text,
      used_at ${integer},
      notification_token text,
      due_at ${integer},
      tries ${integer} not null default 0
    )`,
  "create index backchannel_requests_by_user on backchannel_requests (subject, id)",
  "create index backchannel_requests_by_due on backchannel_requests (due_at) where due_at is not null",
  "create index backchannel_requests_by_end on backchannel_requests (expires_at)",
];
