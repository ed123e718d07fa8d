/** New kinds of refusals, and who was notified of them. */
import type { Dialect } from "./dialect.ts";

export const noticeTables = ({ integer, table }: Dialect): readonly string[] => [
  "create index refusal_groups_by_since on refusal_groups (since)",
  `create table refusal_notices (
    id text not null primary key,
    code text not null,
    client_id text not null,
    since ${integer} not null,
    webhook_at ${integer},
    tries ${integer} not null,
    mailed ${integer} not null
  ) ${table}`,
  "create index refusal_notices_due on refusal_notices (webhook_at) where webhook_at is not null",
  "create index refusal_notices_of_kind on refusal_notices (code, client_id, since)",
  "create index refusal_notices_by_since on refusal_notices (since)",
];
