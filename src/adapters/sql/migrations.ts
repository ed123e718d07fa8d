/**
 * The schema, as ordered migrations that are only ever appended to. The databases differ in the words of
 * a dialect. The rest is SQL that all of them accept.
 *
 * Rows whose ids grow with time have only that key. Inserts then append to the last page, and issuing a token writes no
 * index over random text. There are no foreign keys: a grant is forgotten by its own date, and its tokens by theirs.
 *
 * While one process replaces another, the older version still works on the newer one's schema, so what it writes and reads must
 * stay.
 */
import type { Dialect } from "./dialect.ts";
import type { Migration } from "./migration.ts";
import { runningMigrations } from "./running-migrations.ts";

export type { Migration };

/** All migrations, oldest first. */
export function migrations(dialect: Dialect): readonly Migration[] {
  const { integer, bytes, table } = dialect;
  return [
    {
      name: "0001-first",
      statements: [
        // due_at is when purging looks at the row, at the latest at the first forget_after. A refresh moves only forget_after,
        // so that it doesn't write the index. Nothing reads refresh_asked any more. It stays because the previous version
        // writes it, and because SQLite would rewrite every row to drop it.
        `create table grants (
          id ${integer} primary key,
          client_id text not null,
          subject text not null,
          session_id ${integer} not null,
          scopes text not null,
          created_at ${integer} not null,
          auth_time ${integer} not null,
          nonce text,
          code_hash ${bytes} not null,
          code_expires_at ${integer} not null,
          redirect_uri text not null,
          redirect_uri_sent ${integer} not null,
          challenge text,
          redeemed_at ${integer},
          refresh_generation ${integer},
          refresh_hash ${bytes},
          refresh_rotated_at ${integer},
          refresh_asked text,
          refresh_started_at ${integer},
          revoked_at ${integer},
          revoked_because text,
          forget_after ${integer} not null,
          due_at ${integer} not null
        ) ${table}`,
        "create index grants_by_due on grants (due_at)",

        `create table access_tokens (
          id ${integer} primary key,
          hash ${bytes} not null,
          client_id text not null,
          grant_id ${integer},
          subject text not null,
          scopes text not null,
          audience text not null,
          expires_at ${integer} not null,
          revoked_at ${integer}
        ) ${table}`,
        "create index access_tokens_by_expiry on access_tokens (expires_at)",

        `create table accounts (
          subject text not null primary key,
          username text not null,
          username_folded text not null unique,
          password_hash text not null,
          role text not null,
          disabled ${integer} not null,
          claims text not null,
          created_at ${integer} not null
        ) ${table}`,
        "create index accounts_that_operate on accounts (role) where role = 'operator'",

        `create table sessions (
          id ${integer} primary key,
          hash ${bytes} not null,
          subject text not null,
          auth_time ${integer} not null,
          expires_at ${integer} not null,
          ended_at ${integer}
        ) ${table}`,
        "create index sessions_by_end on sessions ((coalesce(ended_at, expires_at)))",

        `create table invitations (
          id ${integer} primary key,
          hash ${bytes} not null,
          role text not null,
          expires_at ${integer} not null,
          used_at ${integer}
        ) ${table}`,
        "create index invitations_by_end on invitations ((coalesce(used_at, expires_at)))",

        // A row per scope. Adding is then a union without reading first, and the date of each consent is kept.
        `create table consents (
          subject text not null,
          client_id text not null,
          scope text not null,
          given_at ${integer} not null,
          primary key (subject, client_id, scope)
        ) ${table}`,

        `create table attempts (
          attempt_key text not null primary key,
          failures ${integer} not null,
          last_at ${integer} not null
        ) ${table}`,
        "create index attempts_by_age on attempts (last_at)",

        `create table signing_keys (
          kid text not null primary key,
          key_use text not null,
          sealed text not null,
          created_at ${integer} not null
        ) ${table}`,

        `create table readiness (
          id ${integer} primary key,
          checked_at ${integer} not null
        ) ${table}`,
      ],
    },
    {
      name: "0002-refusals",
      statements: [
        "alter table grants add column redeemed_by text",
        "alter table grants add column refresh_by text",

        `create table refusals (
          ref text not null primary key,
          refused_at ${integer} not null,
          code text not null,
          client_id text,
          record text not null,
          size ${integer} not null,
          surroundings text not null,
          more ${integer} not null
        ) ${table}`,
        // Everything that purging needs, so that it reads no record.
        "create index refusals_by_age on refusals (refused_at, size, surroundings)",

        `create table surroundings (
          name text not null primary key,
          body text not null
        ) ${table}`,
      ],
    },
    {
      name: "0003-draining-failures",
      statements: [
        // The table of attempts stays, empty, for a server of the previous version that is still running on this database.
        "delete from attempts",
        `create table failures (
          failure_key text not null primary key,
          empty_at ${integer} not null,
          last_at ${integer} not null
        ) ${table}`,
        "create index failures_by_end on failures (empty_at)",
      ],
    },
    {
      name: "0004-several-processes",
      statements: [
        // The numbers that processes put into their ids. `turn` grows with each report that one is alive, so the lowest has
        // been silent for longest.
        `create table processes (
          part ${integer} primary key,
          holder text not null,
          turn ${integer} not null
        ) ${table}`,

        `create table trusted_time (
          id ${integer} primary key,
          trusted_at ${integer} not null
        ) ${table}`,

        // The total length of all records, so that purging need not add them up.
        `create table journal_size (
          id ${integer} primary key,
          characters ${integer} not null
        ) ${table}`,
        "insert into journal_size (id, characters) select 1, coalesce(sum(size), 0) from refusals",

        // The time of the last refusal that names them. Until there is one, they count as new.
        `alter table surroundings add column used_at ${integer} not null default 9007199254740991`,
        `update surroundings set used_at = (select max(refused_at) from refusals where surroundings = name)
         where name in (select surroundings from refusals)`,
      ],
    },
    {
      name: "0005-issued-at",
      // Unknown for tokens that were issued earlier.
      statements: [`alter table access_tokens add column issued_at ${integer}`],
    },
    {
      name: "0006-refusals-of-a-client",
      statements: ["create index refusals_of_client on refusals (client_id, refused_at, ref)"],
    },
    {
      name: "0007-ended-of-an-account",
      statements: [
        `alter table accounts add column ended_through ${integer}`,
        `alter table accounts add column ended_at ${integer}`,
      ],
    },
    {
      name: "0008-keys-that-sign-later",
      statements: [`alter table signing_keys add column signs_from ${integer}`],
    },
    {
      name: "0009-wholeness",
      statements: [
        `create table wholeness (
          id ${integer} primary key,
          in_use ${integer} not null,
          file_number text not null,
          suspected_at ${integer}
        ) ${table}`,
      ],
    },
    {
      name: "0010-taken-into-use",
      statements: [`alter table wholeness add column taken_at ${integer}`],
    },
    {
      name: "0011-issuer",
      // Which issuer the data was last served as.
      statements: [
        `create table served (
          id ${integer} primary key,
          issuer text not null
        ) ${table}`,
      ],
    },
    {
      name: "0012-claims-of-access-tokens",
      // Added by a hook.
      statements: ["alter table access_tokens add column claims text"],
    },
    {
      name: "0013-grants-without-a-code",
      // Null in every row from before, and in almost every row after. See docs/decisions.
      statements: [
        "alter table grants add column source text",
        "alter table grants add column rare text",
        "alter table grants add column refresh_cnf text",
        "alter table access_tokens add column rare text",
      ],
    },
    {
      name: "0014-leases",
      statements: [
        `create table leases (
          name text not null primary key,
          holder text not null,
          held_until ${integer} not null
        ) ${table}`,
      ],
    },
    {
      name: "0015-records-with-their-scopes",
      // Records from before can't be read without the scopes and settings of their time, which each of the new ones has itself.
      statements: [
        "drop index refusals_by_age",
        "delete from refusals",
        "update journal_size set characters = 0",
        "alter table refusals drop column surroundings",
        "create index refusals_by_age on refusals (refused_at, size)",
        "drop table surroundings",
      ],
    },
    ...runningMigrations(dialect),
  ];
}

/** How many of the migrations a database has. `names`: those that it has, in order. Throws if it has others. */
export function countKnown(names: readonly string[], migrations: readonly Migration[]): number {
  names.forEach((name, position) => {
    const known = migrations[position]?.name;
    if (name === known) return;
    throw new Error(
      known === undefined
        ? `The database is from a newer version of Candor: it has the migration ${name}. Start the version that created it, or a later one.`
        : `This isn't a database of Candor: its migration ${position + 1} is ${name}, not ${known}.`,
    );
  });
  return names.length;
}
