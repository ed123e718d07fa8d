/** The highest id in use. */
import type { Connection } from "./connection.ts";

/** Finds it within an open transaction; 0 if there is none. */
export function lastIdReader(prepare: Connection["prepare"]): () => number {
  const last = prepare<{ readonly id: number }>(
    `select max(
       coalesce((select max(id) from grants), 0),
       coalesce((select max(id) from access_tokens), 0),
       coalesce((select max(id) from sessions), 0),
       coalesce((select max(id) from invitations), 0),
       coalesce((select max(id) from pushed_requests), 0),
       coalesce((select max(id) from device_requests), 0),
       coalesce((select max(id) from backchannel_requests), 0)
     ) as id`,
  );
  return () => last.get()?.id ?? 0;
}
