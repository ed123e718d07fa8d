/** Each check of a deployment finds the fault that is planted for it, alone, and nothing in a deployment that is well. */
import { describe, expect, it } from "vitest";
import { KINDS, problemOf } from "../../adapters/postgres/problems.ts";
import { BadAddress, NoHost, SharedConnections } from "../../adapters/postgres/refused.ts";
import { DEPLOYMENT_CHECKS, examined } from "./checks/index.ts";
import type { Database, Facts, Server, Standby } from "./facts.ts";

const NOW = Date.UTC(2026, 10, 30);
const [HOUR, DAY] = [3_600_000, 86_400_000];
const ISSUER = "https://id.example";

const sqlite: Database = {
  kind: "sqlite",
  at: "/data/candor.sqlite",
  migrations: ["0001-first", "0002-refusals"],
  pending: [],
  unknown: [],
  settings: { journal_mode: "wal" },
  integrity: "ok",
  missing: [],
  incomplete: false,
  audit: { entries: 7, fault: undefined },
};

const postgres: Database = {
  ...{ kind: "postgres", at: "postgresql://db/candor", migrations: ["0001-first"], pending: [], unknown: [] },
  clock: { there: NOW + 20, here: NOW },
  missing: [],
  forbidden: [],
  settings: {
    ...{ synchronous_commit: "on", fsync: "on", full_page_writes: "on", server_version_num: "150009" },
    ...{ server_encoding: "UTF8", transaction_read_only: "off" },
  },
  connections: { used: 20, most: 97, processes: 3 },
  audit: { entries: 7, fault: undefined },
};

const server: Server = {
  issuer: ISSUER,
  statuses: { "/jwks": 200, "/token": 405, "/authorize": 400, "/console": 302, "/readyz": 200 },
  metadata: [
    { url: `${ISSUER}/.well-known/openid-configuration`, issuer: ISSUER, text: "{}" },
    { url: `${ISSUER}/.well-known/oauth-authorization-server`, issuer: ISSUER, text: "{}" },
  ],
  clock: { there: NOW + 900, here: NOW },
  refusal: `${ISSUER}/errors/client-auth/failed?ref=1`,
  origin: { seen: "203.0.113.0/24", own: "192.168.1.0/24" },
  tls: { protocol: "TLSv1.3", validTo: NOW + 60 * DAY, names: "DNS:id.example" },
};

const key = (use: string, age: number) => ({ kid: use, use, encrypted: true, signsFrom: NOW - age });
const well: Facts = {
  now: NOW,
  configuration: { faults: [], warnings: [] },
  disk: { directory: "/data", faults: [], free: 5e9, size: 20e9, database: 1e9, files: 1e6, open: [] },
  database: sqlite,
  keys: { secret: true, all: [key("ES256", DAY), key("tag", 900 * DAY)], every: 90 * DAY, ahead: DAY },
  server,
  backups: { directory: "/backups", oldest: 26, newest: { file: "/backups/one", at: NOW - 2 * HOUR } },
  reached: [{ what: "mail", at: "smtp.example:587" }],
};
const standby: Standby = {
  ...{ at: "postgresql://standby/candor", recovering: true, same: true, unreadable: [] },
  behind: { bytes: 0, paused: false },
};
const onPostgres: Facts = { ...well, database: postgres, standby };
const onStandby = (changed: Partial<Standby>): Facts => ({ ...onPostgres, standby: { ...standby, ...changed } });
const onServer = (changed: Partial<Server>): Facts => ({ ...well, server: { ...server, ...changed } });
const onTls = (changed: object): Facts =>
  onServer({ tls: { ...server.tls, ...changed } as NonNullable<Server["tls"]> });
const inSqlite = (changed: Partial<Database>): Facts => ({ ...well, database: { ...sqlite, ...changed } });
const inPostgres = (changed: Partial<Database>): Facts => ({ ...onPostgres, database: { ...postgres, ...changed } });
const set = (name: string, value: string): Facts => inPostgres({ settings: { ...postgres.settings, [name]: value } });
const newest = (changed: object): Facts => ({
  ...well,
  backups: { directory: "/backups", oldest: 26, newest: { file: "/backups/one", at: NOW, ...changed } },
});

/** A problem with which PostgreSQL can't be opened: as the adapter names an error. */
const unopened = (error: Error): Facts => {
  const problem = problemOf(error);
  return { now: NOW, database: { kind: "postgres", at: "postgresql://db/candor", problem } };
};
const stated = (code: string, message: string, routine = ""): Facts =>
  unopened(Object.assign(new Error(message), { code, routine }));

/** The fault, and what is said to be found. */
const PLANTED: Readonly<Record<string, readonly [Facts, RegExp]>> = {
  "configuration/fault": [
    { ...well, configuration: { faults: [{ key: "port", is: "-1", expected: "a port" }], warnings: [] } },
    /^port is -1$/,
  ],
  "configuration/warning": [
    {
      ...well,
      configuration: {
        faults: [],
        warnings: [{ name: "w", key: "issuer", is: "http", means: "m", fix: "Change it." }],
      },
    },
    /^w: issuer is http$/,
  ],
  "backup/none": [{ ...well, backups: { directory: "/backups", oldest: 26 } }, /\/backups has no backup/],
  "backup/old": [newest({ at: NOW - 27 * HOUR }), /27 hours ago/],
  "backup/damaged": [newest({ fault: "its end is missing" }), /its end is missing/],
  "backup/keys-unreadable": [newest({ keyFault: "it isn't the secret" }), /it isn't the secret/],
  "disk/no-files": [{ ...well, disk: { ...well.disk, files: 99 } as never }, /99 more files fit at \/data/],
  "database/url-unusable": [unopened(new BadAddress("DATABASE_URL has sslmode=on")), /sslmode=on/],
  "database/no-primary": [unopened(new NoHost("no host is a primary")), /no host is a primary/],
  "database/shared-connections": [unopened(new SharedConnections("pool_mode = transaction")), /transaction/],
  "database/tls": [stated("SELF_SIGNED_CERT_IN_CHAIN", "self-signed certificate"), /self-signed/],
  "database/user-refused": [stated("28P01", "password authentication failed"), /password/],
  "database/absent": [stated("3D000", 'database "nope" does not exist'), /nope/],
  "database/no-connections": [stated("53300", "sorry, too many clients already"), /too many clients/],
  "schema/not-permitted": [stated("42501", "permission denied for schema public"), /schema public/],
  "schema/missing": [inSqlite({ missing: ["grants.nonce", "leases"] }), /lacks grants\.nonce, leases/],
  "postgres/not-permitted": [inPostgres({ forbidden: ["grants", "people"] }), /may not write grants, people/],
  "proxy/path-refused": [
    onServer({ statuses: { "/jwks": 401, "/token": 405, "/authorize": 400 } }),
    /\/jwks returns 401/,
  ],
  "clock/database-differs": [inPostgres({ clock: { there: NOW - 3_500, here: NOW } }), /3\.5 seconds behind/],
  "clock/server-differs": [onServer({ clock: { there: NOW + 9_000, here: NOW } }), /9\.0 seconds ahead of/],
  "disk/nearly-full": [{ ...well, disk: { ...well.disk, free: 0.5e9 } as never }, /500 MB of 20000 MB is free/],
  "data/unusable": [
    { ...well, disk: { ...well.disk, faults: [{ key: "data", is: "a file", expected: "a directory" }] } as never },
    /is a file; expected a directory/,
  ],
  "data/open-to-others": [
    { ...well, disk: { ...well.disk, open: [{ file: "/data/candor.sqlite", mode: "644" }] } as never },
    /candor\.sqlite has mode 644/,
  ],
  "database/unreachable": [
    unopened(Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" })),
    /^connect ECONNREFUSED$/,
  ],
  "schema/absent": [inSqlite({ migrations: [], pending: ["0001-first"] }), /has no tables/],
  "schema/pending": [inSqlite({ pending: ["0003-users"] }), /1 migrations are to be applied, from 0003-users on/],
  "schema/newer": [inSqlite({ unknown: ["0999-later"] }), /0999-later/],
  "postgres/commits-not-durable": [set("synchronous_commit", "off"), /synchronous_commit is off/],
  "postgres/fsync-off": [set("fsync", "off"), /fsync is off/],
  "postgres/pages-torn": [set("full_page_writes", "off"), /full_page_writes is off/],
  "postgres/too-old": [set("server_version_num", "140011"), /140011/],
  "postgres/not-unicode": [set("server_encoding", "SQL_ASCII"), /SQL_ASCII/],
  "postgres/read-only": [set("transaction_read_only", "on"), /transaction_read_only is on/],
  "postgres/two-primaries": [inPostgres({ primaries: ["a:5432", "b:5432"] }), /a:5432 and b:5432 accept writes/],
  "postgres/few-connections": [inPostgres({ connections: { used: 90, most: 97, processes: 8 } }), /90 of 97/],
  "postgres/too-many-processes": [
    inPostgres({ connections: { used: 30, most: 97, processes: 9 } }),
    /^9 processes may open 99 connections, and PostgreSQL accepts 97$/,
  ],
  "standby/unreachable": [
    { ...onPostgres, standby: { at: "postgresql://standby/candor", fault: "ECONNREFUSED" } },
    /^postgresql:\/\/standby\/candor: ECONNREFUSED$/,
  ],
  "standby/of-other-database": [
    { ...onPostgres, standby: { at: "postgresql://other/candor", recovering: false, same: false } },
    /other\/candor has another system identifier/,
  ],
  "standby/accepts-writes": [
    { ...onPostgres, standby: { at: "postgresql://db/candor", recovering: false, same: true } },
    /db\/candor accepts writes/,
  ],
  "standby/behind": [
    onStandby({ behind: { bytes: 20_000, paused: true } }),
    /20,000 bytes after 10 seconds: its replay/,
  ],
  "standby/unreadable": [onStandby({ unreadable: ["grants", "people"] }), /^it may not read grants, people$/],
  "sqlite/no-log": [inSqlite({ settings: { journal_mode: "delete" } }), /journal_mode is delete/],
  "sqlite/damaged": [inSqlite({ integrity: "row 7 missing" }), /row 7 missing/],
  "sqlite/incomplete": [inSqlite({ incomplete: true }), /lacks its log/],
  "audit/not-whole": [inSqlite({ audit: { entries: 7, fault: { is: "changed", number: 3 } } }), /3/],
  "keys/unreadable": [{ ...well, keys: { secret: true, all: [], fault: "isn't the secret" } }, /isn't the secret/],
  "keys/not-encrypted": [
    { ...well, keys: { secret: false, all: [{ ...key("ES256", DAY), encrypted: false }] } },
    /1 of 1 keys/,
  ],
  "keys/overdue": [
    { ...well, keys: { secret: true, all: [key("ES256", 95 * DAY)], every: 90 * DAY, ahead: DAY } },
    /ES256 has signed for 95 days/,
  ],
  "keys/next-missing": [
    { ...well, keys: { secret: true, all: [key("ES256", 89.8 * DAY)], every: 90 * DAY, ahead: DAY } },
    /ES256 is to be replaced at 2026-11-30T04:48/,
  ],
  "server/unreachable": [{ ...well, server: { issuer: ISSUER, fault: "connect ECONNREFUSED" } }, /ECONNREFUSED/],
  "server/not-ready": [onServer({ statuses: { "/readyz": 503 } }), /503/],
  "server/issuer-mismatch": [
    onServer({ metadata: [{ url: `${ISSUER}/m`, issuer: "http://id.example", text: "{}" }] }),
    /names "http:\/\/id\.example", not https:\/\/id\.example/,
  ],
  "server/metadata-differ": [
    onServer({ metadata: (server.metadata ?? []).map((one, at) => ({ ...one, text: `{"n":${at}}` })) }),
    /differ$/,
  ],
  "proxy/address-forged": [onServer({ origin: { seen: "198.51.100.0/24", own: "10.0.0.0/24" } }), /198\.51\.100\.77/],
  "proxy/address-lost": [
    {
      ...onServer({ origin: { seen: "10.1.2.0/24", own: "10.9.9.0/24" } }),
      configuration: { faults: [], warnings: [], trustedProxy: ["10.1.0.0/16"] },
    },
    /^a request from 10\.9\.9\.0\/24 counts as one from 10\.1\.2\.0\/24$/,
  ],
  "proxy/path-missing": [onServer({ statuses: { "/console": 404, "/jwks": 200 } }), /\/console returns 404/],
  "proxy/scheme-lost": [onServer({ refusal: `${ISSUER}/errors/transport/insecure?ref=2` }), /transport\/insecure/],
  "tls/not-encrypted": [
    onServer({ issuer: "http://id.example", metadata: [{ url: "m", issuer: "http://id.example", text: "" }] }),
    /http:\/\/id\.example/,
  ],
  "tls/name-mismatch": [
    onTls({ code: "ERR_TLS_CERT_ALTNAME_INVALID", fault: "names", names: "DNS:other.example" }),
    /other\.example/,
  ],
  "tls/untrusted": [onTls({ code: "DEPTH_ZERO_SELF_SIGNED_CERT", fault: "self-signed certificate" }), /self-signed/],
  "tls/expires": [onTls({ validTo: NOW + 20 * DAY }), /2026-12-20/],
  "tls/old-protocol": [onTls({ protocol: "TLSv1.1" }), /TLSv1\.1/],
  "mail/unreachable": [{ ...well, reached: [{ what: "mail", at: "smtp.example:587", fault: "refused" }] }, /refused/],
  "webhook/unreachable": [{ ...well, reached: [{ what: "webhook", at: "h.example:443", fault: "gone" }] }, /gone/],
};

describe("checks of a deployment", () => {
  it.each([
    ["SQLite", well],
    ["PostgreSQL", onPostgres],
  ])("find nothing in one on %s that is well, and look at everything", (_, facts) => {
    const { findings, skipped } = examined(facts);
    expect(findings).toEqual([]);
    const isOfPostgres = (id: string) =>
      /^(?:postgres|standby)\/|^clock\/database/.test(id) || KINDS.some((kind) => kind.id === id);
    const isOther = facts === well ? isOfPostgres : (id: string) => id.startsWith("sqlite/");
    expect(skipped.filter((id) => !isOther(id))).toEqual([]);
  });

  it("each have a fault that is planted here", () => {
    const ids = DEPLOYMENT_CHECKS.map(({ id }) => id);
    expect(Object.keys(PLANTED).toSorted()).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(Object.entries(PLANTED))("%s is found, and nothing else", (id, [facts, found]) => {
    const { findings } = examined(facts);
    expect(findings.map((one) => one.id)).toEqual([id]);
    expect(findings[0]?.found).toMatch(found);
    expect(findings[0]?.id.split("/")).toHaveLength(2);
    expect(findings[0]?.expected.length).toBeGreaterThan(1);
    expect(findings[0]?.fix).toMatch(/^[A-Z].*\.$/);
  });

  it.each([301, 401, 403, 500, 503])("name a path with which no client gets on, whatever refuses it (%i)", (status) => {
    for (const path of ["/jwks", "/token", "/authorize"])
      expect(examined(onServer({ statuses: { [path]: status } })).findings).toMatchObject([
        { id: "proxy/path-refused", found: `${path} returns ${status}` },
      ]);
  });

  it("without any facts are skipped", () => {
    expect(examined({ now: NOW })).toEqual({ findings: [], fine: [], skipped: DEPLOYMENT_CHECKS.map(({ id }) => id) });
  });
});
