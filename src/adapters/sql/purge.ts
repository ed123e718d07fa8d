/**
 * Deletes what has ended. Each kind has an index by end date, appended to at insertion, so that due rows are found without a
 * scan. Rows are deleted in small batches, each one operation of the queue, so that requests are served in between.
 */
import { KEPT_FOR } from "../../ports/activity.ts";
import { DEVICE_KEPT_FOR } from "../../ports/device-requests.ts";
import { KEYED_FOR } from "../../ports/idempotency.ts";
import { SECRET_USE_KEPT_FOR } from "../../ports/secret-uses.ts";
import type { Connection, Steps } from "./connection.ts";

/** Rows that one operation examines: about a millisecond. */
const PORTION = 200;

interface Progress {
  readonly seen: number;
  readonly deleted: number;
}

/** Deletes a batch of at most `size` rows. */
type Purge = (now: number, size: number) => Steps<Progress>;

/** Makes the purge of a database: see `Storage.purge`. */
export function purger({ prepare, writeRows, forget }: Connection): (now: number, limit: number) => Promise<number> {
  const purges: readonly Purge[] = [
    grantPurge(prepare),
    purgeBy(prepare, "access_tokens", "id", "expires_at"),
    purgeBy(prepare, "sessions", "id", "coalesce(ended_at, expires_at)"),
    purgeBy(prepare, "session_apps", "id", "forget_after"),
    purgeBy(prepare, "invitations", "id", "coalesce(used_at, expires_at)"),
    purgeBy(prepare, "failures", "failure_key", "empty_at"),
    purgeBy(prepare, "registrations", "kind, id, since", "ended_at"),
    purgeBy(prepare, "secret_uses", "client_id, secret_id", "used_at", SECRET_USE_KEPT_FOR),
    purgeBy(prepare, "used_once", "hash", "used_until"),
    purgeBy(prepare, "pushed_requests", "id", "ends_at"),
    purgeBy(prepare, "device_requests", "id", "expires_at", DEVICE_KEPT_FOR),
    purgeBy(prepare, "backchannel_requests", "id", "expires_at", DEVICE_KEPT_FOR),
    purgeBy(prepare, "keyed_requests", "id", "began_at", KEYED_FOR),
    purgeBy(prepare, "activity", "id", "happened_at", KEPT_FOR),
  ];
  const deleteBy = writeRows((purge: Purge, now: number, size: number) => {
    forget();
    return purge(now, size);
  });
  return async (now, limit) => {
    let total = 0;
    for (const purge of purges) {
      for (let left = limit; left > 0; ) {
        const size = Math.min(PORTION, left);
        const { seen, deleted } = await deleteBy(purge, now, size);
        left -= deleted;
        total += deleted;
        if (seen < size) break;
      }
    }
    return total;
  };
}

/** `kept`: milliseconds that a row is kept after its end. */
function purgeBy(prepare: Connection["prepare"], table: string, key: string, end: string, kept = 0): Purge {
  const remove = prepare(
    `delete from ${table} where (${key}) in (select ${key} from ${table} where ${end} < ?1 order by ${end} limit ?2) and ${end} < ?1`,
  );
  return function* (now, size) {
    const deleted = (yield* remove.run(now - kept, size)).changes;
    return { seen: deleted, deleted };
  };
}

/** A grant that was refreshed since its date was set lives on and gets its current date. Two statements, however many rows. */
function grantPurge(prepare: Connection["prepare"]): Purge {
  const due = "select id from grants where due_at < ?1 order by due_at limit ?2";
  const defer = prepare(`update grants set due_at = forget_after where id in (${due}) and forget_after >= ?1`);
  const remove = prepare(`delete from grants where id in (${due}) and forget_after < ?1`);
  return function* (now, size) {
    const deferred = (yield* defer.run(now, size)).changes;
    const deleted = (yield* remove.run(now, size)).changes;
    // If nothing was deferred, both have seen the same rows, and there are no others.
    return { seen: deferred === 0 ? deleted : size, deleted };
  };
}
