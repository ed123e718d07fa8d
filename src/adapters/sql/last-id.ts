/** The highest id in use. */
import type { Connection, Steps } from "./connection.ts";

/** Those whose rows share one sequence of ids. */
const TABLES = [
  ...["grants", "access_tokens", "sessions", "invitations"],
  ...["pushed_requests", "device_requests", "backchannel_requests"],
];

/** Finds it within an open transaction; 0 if there is none. */
export function lastIdReader(prepare: Connection["prepare"]): () => Steps<number> {
  const highest = TABLES.map((table) => `select max(id) as id from ${table}`).join(" union all ");
  const last = prepare<{ readonly id: number | null }>(`select max(id) as id from (${highest}) one`);
  return function* () {
    return (yield* last.get())?.id ?? 0;
  };
}
