/** The table of requests with an Idempotency-Key. */
import type { Dialect } from "./dialect.ts";

export const idempotencyTables = ({ integer, bytes, table }: Dialect): readonly string[] => [
  `create table keyed_requests (
    id text not null primary key,
    caller text not null,
    request text not null,
    began_at ${integer} not null,
    held_until ${integer} not null,
    audited ${integer} not null,
    finished ${integer} not null,
    response ${bytes}
  ) ${table}`,
  // Everything that limits need, so that no response is read for them.
  `create index keyed_requests_of_caller on keyed_requests (caller, began_at, id, (coalesce(length(response), 0)))
    where finished = 1`,
  "create index keyed_requests_by_time on keyed_requests (began_at)",
];
