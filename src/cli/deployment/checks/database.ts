/** The database: whether it can be used, its schema, its settings, its audit log, the keys in it. */
import { faultInWords } from "../../../admin/audit-words.ts";
import { type DeploymentCheck, where } from "../define.ts";
import type { Database, Facts } from "../facts.ts";

/** Connections that one process may open: ten for requests, and one that hears of changes. */
const OF_ONE = 11;
/** The oldest version of PostgreSQL that is tested. */
const OLDEST = 150_000;
const DAY = 86_400_000;

/** A setting of PostgreSQL that must not have a value. */
const setting = (
  id: string,
  name: string,
  wrong: (value: string) => boolean,
  rest: Pick<DeploymentCheck, "when" | "expected" | "fix">,
): DeploymentCheck => ({
  id,
  ...rest,
  find: ({ database }) => {
    const value = database?.kind === "postgres" ? database.settings?.[name] : undefined;
    return value === undefined ? undefined : where(wrong(value), () => `${name} is ${value}`);
  },
});

const of = (kind: Database["kind"], { database }: Facts): Database | undefined =>
  database?.kind === kind && database.problem === undefined ? database : undefined;

export const database: readonly DeploymentCheck[] = [
  {
    id: "schema/absent",
    when: "There are no tables of Candor in the database.",
    expected: "the tables that the first start makes",
    fix: "Start the server once. If it has run before, this is another database than its own: check DATABASE_URL, or --data.",
    find: ({ database }) =>
      database?.migrations && where(database.migrations.length === 0, () => `${database.at} has no tables of Candor`),
  },
  {
    id: "schema/pending",
    when: "The database is from an older version: migrations are to be applied.",
    expected: "the schema of this version",
    fix: "Make a backup and start the server, which applies them.",
    find: ({ database }) =>
      database?.pending &&
      where(
        database.pending.length > 0 && (database.migrations?.length ?? 0) > 0,
        () => `${database.pending?.length} migrations are to be applied, from ${database.pending?.[0]} on`,
      ),
  },
  {
    id: "schema/newer",
    when: "The database has migrations that this version doesn't know.",
    expected: "migrations that this version knows",
    fix: "Install the version that runs on this database, or a later one.",
    find: ({ database }) =>
      database?.unknown && where(database.unknown.length > 0, () => `it has ${database.unknown?.join(", ")}`),
  },
  {
    id: "schema/missing",
    when: "A table, a column or an index that the migrations have made is missing.",
    expected: "all tables, columns and indexes of this version",
    fix: "Find out who has changed the database. Restore a backup, or make what is missing again as in a new database.",
    find: ({ database }) =>
      database?.missing &&
      where(database.missing.length > 0, () => `${database.at} lacks ${database.missing?.join(", ")}`),
  },
  {
    id: "postgres/not-permitted",
    when: "The database's user may not read or write all tables.",
    expected: "a user who may select, insert, update and delete in all of them",
    fix: "Let DATABASE_URL name the user who owns the tables, or grant that user what is missing.",
    find: ({ database }) =>
      database?.forbidden &&
      where(database.forbidden.length > 0, () => `it may not write ${database.forbidden?.join(", ")}`),
  },
  setting("postgres/commits-not-durable", "synchronous_commit", (value) => value === "off", {
    when: "synchronous_commit is off: PostgreSQL says that a commit is done before it is on the disk.",
    expected: "on, local, remote_write or remote_apply",
    fix: "Set synchronous_commit = on. Otherwise a crash forgets codes and refresh tokens that were used, and they work twice.",
  }),
  setting("postgres/fsync-off", "fsync", (value) => value === "off", {
    when: "fsync is off: a crash of the machine can destroy the database.",
    expected: "on",
    fix: "Set fsync = on, and restart PostgreSQL.",
  }),
  setting("postgres/pages-torn", "full_page_writes", (value) => value === "off", {
    when: "full_page_writes is off: a crash of the machine can leave half-written pages.",
    expected: "on",
    fix: "Set full_page_writes = on.",
  }),
  setting("postgres/too-old", "server_version_num", (value) => Number(value) < OLDEST, {
    when: "PostgreSQL is older than version 15.",
    expected: "version 15 or newer (server_version_num 150000)",
    fix: "Upgrade PostgreSQL.",
  }),
  setting("postgres/not-unicode", "server_encoding", (value) => value !== "UTF8", {
    when: "The encoding of the database isn't UTF8, so some names can't be stored.",
    expected: "UTF8",
    fix: "Make a database with encoding 'UTF8' template template0, and restore a backup into it.",
  }),
  setting("postgres/read-only", "transaction_read_only", (value) => value === "on", {
    when: "The database accepts no writes: it is a standby, or its transactions are read-only by default.",
    expected: "a database that accepts writes",
    fix: "Let DATABASE_URL name the primary, for example with target_session_attrs=read-write and all hosts.",
  }),
  {
    id: "postgres/two-primaries",
    when: "Several hosts in DATABASE_URL accept writes: a former primary runs on, or was started again as one.",
    expected: "one primary, which the others follow",
    fix: "End the one that was not promoted last, and make it a standby. What was written there since then is nowhere else.",
    find: (facts) => {
      const database = of("postgres", facts);
      const { primaries = [] } = database ?? {};
      return database && where(primaries.length > 1, () => `${primaries.join(" and ")} accept writes`);
    },
  },
  {
    id: "postgres/few-connections",
    when: "PostgreSQL has fewer free connections than one more process needs.",
    expected: `${OF_ONE} free connections that are not reserved for administrators`,
    fix: "Raise max_connections, or put a pooler in session mode in between.",
    find: (facts) => {
      const connections = of("postgres", facts)?.connections;
      return (
        connections &&
        where(
          connections.most - connections.used < OF_ONE,
          () => `${connections.used} of ${connections.most} connections are in use`,
        )
      );
    },
  },
  {
    id: "postgres/too-many-processes",
    when: "The processes of Candor that run now may open more connections than PostgreSQL accepts.",
    expected: `at most ${OF_ONE} connections for each process: 10 for requests, and 1 that hears of changes`,
    fix: "Raise max_connections, run fewer workers, or put a pooler in session mode in between.",
    find: (facts) => {
      const connections = of("postgres", facts)?.connections;
      if (connections === undefined) return undefined;
      const { processes, most } = connections;
      const needed = processes * OF_ONE;
      return where(
        needed > most,
        () => `${processes} processes may open ${needed} connections, and PostgreSQL accepts ${most}`,
      ).map((found) => ({
        found,
        fix: `Raise max_connections by at least ${needed - most}, run at most ${Math.floor(most / OF_ONE)} processes, or put a pooler in session mode in between.`,
      }));
    },
  },
  {
    id: "sqlite/no-log",
    when: "The database file doesn't have a write-ahead log.",
    expected: "journal_mode wal, which every start sets",
    fix: "Start the server once on a local disk. Network file systems can't have one.",
    find: (facts) => {
      const mode = of("sqlite", facts)?.settings?.journal_mode;
      return mode === undefined ? undefined : where(mode !== "wal", () => `journal_mode is ${mode}`);
    },
  },
  {
    id: "sqlite/damaged",
    when: "SQLite finds the file damaged.",
    expected: "ok",
    fix: "Stop the server, keep the file, and restore a backup with candor restore --force.",
    find: (facts) => {
      const integrity = of("sqlite", facts)?.integrity;
      return integrity === undefined ? undefined : where(integrity !== "ok", () => `the check says: ${integrity}`);
    },
  },
  {
    id: "sqlite/incomplete",
    when: "The file was copied without its log, so the latest writes are missing.",
    expected: "a file that was closed, or copied by candor backup",
    fix: "Restore a backup with candor restore --force. To go on without what is missing, start the server, which says so in the audit log.",
    find: (facts) => {
      const incomplete = of("sqlite", facts)?.incomplete;
      return incomplete === undefined ? undefined : where(incomplete, () => "the file lacks its log");
    },
  },
  {
    id: "audit/not-whole",
    when: "The audit log was changed, or entries are missing.",
    expected: "a chain of entries that is whole",
    fix: "Find out who had access to the database. candor audit verify says more, and candor audit repair continues a log that lost its end.",
    find: ({ database }) =>
      database?.audit &&
      where(database.audit.fault !== undefined, () =>
        database.audit?.fault ? faultInWords(database.audit.fault) : "",
      ),
  },
];

export const keys: readonly DeploymentCheck[] = [
  {
    id: "keys/unreadable",
    when: "A key in the database can't be decrypted.",
    expected: "a CANDOR_KEY_ENCRYPTION_SECRET that decrypts all of them",
    fix: "Set CANDOR_KEY_ENCRYPTION_SECRET to the secret that encrypted them. A server doesn't start without it.",
    find: ({ keys }) => keys && where(keys.fault !== undefined, () => keys.fault ?? ""),
  },
  {
    id: "keys/not-encrypted",
    when: "Keys are in the database in plain text, so whoever reads the database or a backup can sign tokens.",
    expected: "encrypted keys",
    fix: "Set CANDOR_KEY_ENCRYPTION_SECRET to a random secret of 16 characters or more, keep it in another place too, and restart.",
    find: ({ keys }) => {
      const plain = keys?.all.filter(({ encrypted }) => !encrypted).length ?? 0;
      return keys && where(plain > 0, () => `${plain} of ${keys.all.length} keys are in plain text`);
    },
  },
  {
    id: "keys/overdue",
    when: "A key signs for longer than the configuration wants.",
    expected: "keys that are replaced on the schedule of keyRotation",
    fix: "A running server replaces them. Start it, and look in its log for why it couldn't; or run candor keys rotate.",
    find: ({ keys, now }) => {
      if (keys?.every === undefined) return undefined;
      const { every } = keys;
      return newest(keys.all).flatMap(({ use, signsFrom }) =>
        where(now - signsFrom > every + DAY, () => `${use} has signed for ${Math.floor((now - signsFrom) / DAY)} days`),
      );
    },
  },
  {
    id: "keys/next-missing",
    when: "A key is about to be replaced, and the next one isn't published, so APIs and clients won't know it in time.",
    expected: "the next key in the JWKS before it signs",
    fix: "A running server publishes it. Start it, and look in its log for why it couldn't; or run candor keys rotate.",
    find: ({ keys, now }) => {
      if (keys?.every === undefined) return undefined;
      const { every, ahead = 0 } = keys;
      return newest(keys.all).flatMap(({ use, signsFrom }) => {
        const due = signsFrom + every;
        return where(
          now > due - ahead / 2 && now - signsFrom <= every + DAY,
          () => `${use} is to be replaced at ${new Date(due).toISOString()}`,
        );
      });
    },
  },
];

/** The latest key of each use, whether it signs already or not. */
function newest<T extends { readonly use: string; readonly signsFrom: number }>(all: readonly T[]): readonly T[] {
  const latest = new Map<string, T>();
  for (const key of all)
    if (key.use !== "tag" && key.signsFrom > (latest.get(key.use)?.signsFrom ?? Number.NEGATIVE_INFINITY))
      latest.set(key.use, key);
  return [...latest.values()];
}
