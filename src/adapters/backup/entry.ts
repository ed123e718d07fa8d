/** What a restored database says of itself, and what of it can't be trusted. */
import { basename } from "node:path";
import type { Actor, AuditEntry } from "../../ports/audit.ts";
import type { DatabaseSummary } from "../sqlite/verify.ts";

export interface Restoration {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly by: Actor;
  readonly summary: DatabaseSummary;
  /** The file. */
  readonly backup: string;
  /** Whether everything that is held of the backup has ended. */
  readonly endGrants: boolean;
}

/** For the audit log: what its log ended with, because whatever the replaced database knew of later is not in it. */
export const restoreEntry = ({ at, by, summary, backup, endGrants }: Restoration): AuditEntry => ({
  ...{ at, actor: by, action: "database/restore", target: { kind: "database", id: "candor" } },
  after: {
    backup: basename(backup),
    auditEntries: summary.auditEntries,
    migration: summary.migration,
    users: summary.users,
    ...(endGrants && { endedGrants: true }),
  },
});

const BECAUSE = "a backup was restored";

/** Ends what was handed out before a backup, of which some was revoked or used since. `now` in milliseconds. */
export const endingStatements = (now: number): readonly string[] => [
  `update grants set revoked_at = ${now}, revoked_because = '${BECAUSE}' where revoked_at is null`,
  `update access_tokens set revoked_at = ${now} where revoked_at is null`,
  `update sessions set ended_at = ${now} where ended_at is null`,
  `update invitations set used_at = ${now} where used_at is null`,
  "delete from pushed_requests",
  "delete from device_requests",
  "delete from backchannel_requests",
];
