/** The migrations of what changes while the server runs. Like all of them, they are only ever appended to. */

import { auditTables } from "./audit-tables.ts";
import { backchannelRequestTables, deviceRequestTables } from "./device-request-tables.ts";
import type { Dialect } from "./dialect.ts";
import { hashKindTables } from "./hash-kinds.ts";
import { idempotencyTables } from "./idempotency-tables.ts";
import type { Migration } from "./migration.ts";
import { noticeTables } from "./notice-tables.ts";
import { peopleTables } from "./people-tables.ts";
import { pushedRequestTables } from "./pushed-request-tables.ts";
import { auditIndexes, countsByKey, keptMemberships } from "./quick-lists.ts";
import { countedRefusals } from "./refusal-tables.ts";
import { foreignSecrets, foundRegistrations, registrationTables } from "./registration-tables.ts";
import { registrationUses, unvouchedUses } from "./registration-uses.ts";
import { secretUseTables } from "./secret-use-tables.ts";
import { sessionAppTables } from "./session-app-tables.ts";
import { singleUseTables } from "./single-use-tables.ts";
import { usageTables } from "./usage-tables.ts";

export const runningMigrations = (dialect: Dialect): readonly Migration[] => [
  {
    name: "0016-audit",
    statements: auditTables(dialect),
  },
  {
    name: "0017-registrations",
    // What was replaced stays for a while, for requests in progress.
    statements: registrationTables(dialect),
  },
  {
    name: "0018-found-registrations",
    // By whose they are and what they are called.
    statements: foundRegistrations(dialect),
  },
  {
    name: "0020-usage",
    // Which scopes applications use, and what refers to what, so that a change finds at once whom it concerns.
    statements: [...usageTables(dialect), ...registrationUses(dialect)],
  },
  {
    name: "0021-counted-refusals",
    // How many there were, and of which kinds, so that nobody adds up a journal.
    statements: countedRefusals(dialect),
  },
  {
    name: "0022-people",
    // What finds users and what they hold, and what nobody inherits.
    statements: peopleTables(dialect),
  },
  {
    name: "0026-refusal-notices",
    // New kinds of refusals, and who was notified of them.
    statements: noticeTables(dialect),
  },
  {
    name: "0019-secret-uses",
    // When each secret of an application was last used.
    statements: secretUseTables(dialect),
  },
  {
    name: "0032-audit-lists",
    // Who looks for what somebody did, or for what happened in a time, doesn't wait for a look at the whole log.
    statements: auditIndexes,
  },
  {
    name: "0027-idempotency",
    // Requests of the admin API that are carried out once, however often they are sent.
    statements: idempotencyTables(dialect),
  },
  {
    name: "0033-kept-memberships",
    // Whose teams and how many of a group is asked with almost every request of an owner, and counted among a million users.
    statements: keptMemberships(dialect),
  },
  {
    name: "0034-counts-by-key",
    // An owner of many applications has many counts: they are read in one walk, and groups find theirs.
    statements: countsByKey(dialect),
  },
  {
    name: "0028-single-use",
    // Assertions and proofs, each of which is accepted once.
    statements: singleUseTables(dialect),
  },
  {
    name: "0030-pushed-requests",
    // Authorization requests that clients push before a user comes with them.
    statements: pushedRequestTables(dialect),
  },
  {
    name: "0037-backchannel-requests",
    // Apps that ask a user, who decides elsewhere.
    statements: backchannelRequestTables(dialect),
  },
  {
    name: "0042-session-apps",
    // The applications of each session that want to hear when it ends.
    statements: sessionAppTables(dialect),
  },
  {
    name: "0043-device-requests",
    // Devices that wait for a user who decides on another one.
    statements: deviceRequestTables(dialect),
  },
  {
    name: "0045-unvouched",
    // Operators look for applications that nobody vouches for, among all that registered themselves.
    statements: unvouchedUses(dialect),
  },
  {
    name: "0029-device-details",
    // What few device requests have, such as authorization details. Other rows aren't changed.
    statements: ["alter table device_requests add column rare text"],
  },
  {
    name: "0035-managed-grants",
    // Null in almost every row: what a client merges or replaces is found by the grant with which it began.
    statements: [
      `alter table grants add column managed ${dialect.integer}`,
      "create index grants_managed on grants (managed) where managed is not null",
    ],
  },
  {
    name: "0031-backchannel-details",
    // The same of what apps ask their users.
    statements: ["alter table backchannel_requests add column rare text"],
  },
  {
    name: "0040-hash-kinds",
    // Until there is an import, all hashes are of the one kind that this server makes.
    statements: hashKindTables(dialect),
  },
  {
    name: "0036-announcements",
    // Nodes hear at once of what each of them keeps in memory.
    statements: [...dialect.announce("registry", "registry"), ...dialect.announce("keys", "signing_keys")],
  },
  {
    name: "0044-cleaned-sooner",
    // By default a fifth of the rows must have gone first: ten million of fifty. Purging would pass them all in its index until then.
    // And a refresh that finds no room in the page of its grant writes a page of each index.
    statements: [
      ...["grants", "access_tokens", "sessions", "session_apps", "activity"].flatMap((table) =>
        dialect.cleaned(table, 0.02),
      ),
      ...dialect.roomy("grants"),
    ],
  },
  {
    name: "0046-foreign-secrets",
    // Clients' secrets that came along from other servers as hashes, until they are used.
    statements: foreignSecrets,
  },
];
