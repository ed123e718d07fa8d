/** The standby from which a server reads lists and reports: whether it can be used, and is one of this database. */
import { type DeploymentCheck, where } from "../define.ts";
import type { Standby } from "../facts.ts";

/** What is wrong with one that could be opened. */
const opened =
  (find: (standby: Standby) => ReturnType<DeploymentCheck["find"]>): DeploymentCheck["find"] =>
  ({ standby }) =>
    standby?.fault === undefined ? standby && find(standby) : undefined;

export const standby: readonly DeploymentCheck[] = [
  {
    id: "standby/unreachable",
    when: "The database of DATABASE_REPLICA_URL can't be opened, so lists and reports are read from the primary.",
    expected: "a standby that accepts queries",
    fix: "Start it with hot_standby = on, and check DATABASE_REPLICA_URL. What the database says is in the finding.",
    find: ({ standby }) => standby && where(standby.fault !== undefined, () => `${standby.at}: ${standby.fault}`),
  },
  {
    id: "standby/of-other-database",
    when: "The database of DATABASE_REPLICA_URL is no copy of the one of DATABASE_URL.",
    expected: "a streaming standby of the cluster of DATABASE_URL, and the same database in it",
    fix: "Let DATABASE_REPLICA_URL name a standby of this cluster and the same database, or unset it. Until then, operators may see lists of other data.",
    find: opened(({ at, same }) =>
      where(same === false, () => `${at} has another system identifier, or another database`),
    ),
  },
  {
    id: "standby/accepts-writes",
    when: "The database of DATABASE_REPLICA_URL is no standby: it is the primary itself, or was promoted.",
    expected: "a database in recovery (pg_is_in_recovery)",
    fix: "Let DATABASE_REPLICA_URL name a standby, or unset it. If this one was promoted by a failover, check that DATABASE_URL names it now.",
    find: opened(({ at, same, recovering }) =>
      where(same !== false && recovering === false, () => `${at} accepts writes: it isn't a standby`),
    ),
  },
  {
    id: "standby/behind",
    when: "The standby lacks what the primary had ten seconds before, so lists and reports are read from the primary.",
    expected: "a standby that is less than ten seconds behind",
    fix: "Look at pg_stat_replication of the primary and at the standby's log: whether it is connected, and what it waits for.",
    find: opened(
      ({ behind }) =>
        behind &&
        where(behind.bytes > 0, () => `it lacks ${behind.bytes.toLocaleString("en")} bytes after 10 seconds`).map(
          (found) =>
            behind.paused
              ? { found: `${found}: its replay is paused`, fix: "Run select pg_wal_replay_resume() on the standby." }
              : found,
        ),
    ),
  },
  {
    id: "standby/unreadable",
    when: "The user of DATABASE_REPLICA_URL may not read all tables, so lists and reports are read from the primary.",
    expected: "a user who may select from every table of Candor",
    fix: "Name the user of DATABASE_URL there too, or grant the user of the standby select on all tables, on the primary.",
    find: opened(
      ({ unreadable: names }) => names && where(names.length > 0, () => `it may not read ${names.join(", ")}`),
    ),
  },
];
