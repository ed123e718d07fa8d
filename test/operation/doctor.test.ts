/** `candor doctor` on real deployments: one that is well, and some whose faults it names. */
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer as createPlainServer, type OutgoingHttpHeaders, request } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { ask, connected } from "../faults/ask.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";
import { type Place, place, SECRET, toEnd } from "./run.ts";

const KEY = "a-key-encryption-secret-of-32-ch";
const ENVIRONMENT = { SHOP_SECRET: SECRET, CANDOR_KEY_ENCRYPTION_SECRET: KEY };

let at: Place;
beforeAll(async () => {
  at = await place();
  await at.serve(ENVIRONMENT);
});
afterAll(() => at.leave());

interface Said {
  readonly code: number | null;
  readonly ids: readonly string[];
  readonly found: readonly { readonly id: string; readonly found: string }[];
}

async function doctor(args: readonly string[], environment: Record<string, string> = ENVIRONMENT): Promise<Said> {
  const { code, out, err } = await toEnd(["doctor", "--json", ...args], at.directory, "", environment);
  expect(err).toBe("");
  const { findings } = JSON.parse(out);
  return { code, found: findings, ids: findings.map(({ id }: { readonly id: string }) => id) };
}

it("finds nothing wrong with a server that is well, from inside and outside, with its backup", async () => {
  mkdirSync(join(at.directory, "backups"));
  await toEnd(["backup", "backups/one", "--portable"], at.directory, "", ENVIRONMENT);
  const args = ["--issuer", at.issuer, "--backups", "backups"];
  expect(await doctor(args)).toMatchObject({ code: 0, ids: [] });
  const { out } = await toEnd(["doctor", ...args], at.directory, "", ENVIRONMENT);
  expect(out).toMatch(/^\d+ of \d+ checks were made, and nothing is wrong\. \d+ don't apply/);
});

it("names what is wrong with the data, the keys, the backups and the configuration", async () => {
  const backup = join(at.directory, "backups", "one");
  writeFileSync(backup, readFileSync(backup).subarray(0, -50));
  chmodSync(join(at.directory, "data", "candor.sqlite"), 0o644);
  at.write("other.json", JSON.stringify({ issuer: at.issuer, port: -1 }));
  const wrong = await doctor(["--backups", "backups"], { ...ENVIRONMENT, CANDOR_KEY_ENCRYPTION_SECRET: `${KEY}!` });
  expect(wrong).toMatchObject({ code: 1, ids: ["backup/damaged", "data/open-to-others", "keys/unreadable"] });
  await toEnd(["backup", "backups/two"], at.directory, "", ENVIRONMENT);
  const other = await doctor(["--backups", "backups"], { ...ENVIRONMENT, CANDOR_KEY_ENCRYPTION_SECRET: `${KEY}!` });
  expect(other.ids).toEqual(["backup/keys-unreadable", "data/open-to-others", "keys/unreadable"]);
  chmodSync(join(at.directory, "data", "candor.sqlite"), 0o600);
  expect((await doctor(["--config", "other.json", "--data", "data"])).found[0]).toMatchObject({
    id: "configuration/fault",
    found: expect.stringContaining("port is -1"),
  });
});

it("names a log that was tampered with, and a schema that isn't up to date", async () => {
  const data = join(at.directory, "old");
  await toEnd(
    ["users", "add", "ada", "--password-stdin", "--data", "old"],
    at.directory,
    "a-long-password",
    ENVIRONMENT,
  );
  const database = new DatabaseSync(join(data, "candor.sqlite"));
  database.exec(
    "drop trigger audit_refuses_update; update audit set actor_id = 'nobody'; delete from migrations where position > 30",
  );
  database.close();
  const { ids } = await doctor(["--data", "old"]);
  expect(ids).toEqual(expect.arrayContaining(["schema/pending", "audit/not-whole"]));
});

it("names what is missing of the schema, table by table, and takes a copied backup for as old as it is", async () => {
  await toEnd(
    ["users", "add", "ada", "--password-stdin", "--data", "less"],
    at.directory,
    "a-long-password",
    ENVIRONMENT,
  );
  expect((await doctor(["--data", "less"])).ids).not.toContain("schema/missing");
  const database = new DatabaseSync(join(at.directory, "less", "candor.sqlite"));
  database.exec("drop table invitations; drop index grants_by_due; alter table grants drop column nonce");
  database.close();
  const { found } = await doctor(["--data", "less"]);
  expect(found.find(({ id }) => id === "schema/missing")?.found).toMatch(
    /lacks (?=.*grants\.nonce)(?=.*invitations)(?=.*grants_by_due)/,
  );

  mkdirSync(join(at.directory, "copies"));
  const lines = gunzipSync(readFileSync(await portableBackup()))
    .toString()
    .split("\n");
  const old = { ...JSON.parse(lines[0] ?? ""), made_at: "2026-01-01T00:00:00.000Z" };
  writeFileSync(join(at.directory, "copies", "one"), gzipSync([JSON.stringify(old), ...lines.slice(1)].join("\n")));
  expect((await doctor(["--backups", "copies"])).ids).toContain("backup/old");
});

async function portableBackup(): Promise<string> {
  await toEnd(["backup", "portable", "--portable"], at.directory, "", ENVIRONMENT);
  return join(at.directory, "portable");
}

it("says what to do about a file that isn't a database, as a start does", async () => {
  const directory = join(at.directory, "damaged");
  mkdirSync(directory, { mode: 0o700 });
  writeFileSync(join(directory, "candor.sqlite"), Buffer.alloc(50_000, 7), { mode: 0o600 });
  const { code, out } = await toEnd(["doctor", "--json", "--data", "damaged"], at.directory, "", ENVIRONMENT);
  expect(code).toBe(1);
  expect(JSON.parse(out).findings).toMatchObject([
    { id: "database/unreachable", fix: expect.stringContaining("candor restore") },
  ]);
  const started = await toEnd(["serve", "--data", "damaged"], at.directory, "", ENVIRONMENT);
  expect(started.err).toContain("file is not a database. It is damaged, or isn't a database. Restore a backup");
});

it("looks at a PostgreSQL database and its settings", async () => {
  const server = await startPostgres(["fsync=off", "synchronous_commit=off", "max_connections=20"]);
  const url = await server.database();
  const environment = { ...ENVIRONMENT, DATABASE_URL: url };
  expect((await doctor([], environment)).ids).toContain("schema/absent");
  await (await openPostgres({ url })).close();
  const found = await doctor([], environment);
  expect(found.ids).toEqual(["postgres/commits-not-durable", "postgres/fsync-off"]);
  const owner = await connected(server.port, new URL(url).pathname.slice(1));
  await owner.query("create role reader login; grant select on all tables in schema public to reader");
  await owner.end();
  const asReader = Object.assign(new URL(url), { username: "reader" }).href;
  const forbidden = (await doctor([], { ...ENVIRONMENT, DATABASE_URL: asReader })).found;
  expect(forbidden.find(({ id }) => id === "postgres/not-permitted")?.found).toMatch(/^it may not write .*grants/);
  const nodes = [await openPostgres({ url }), await openPostgres({ url })];
  for (const node of nodes) node.follow?.(() => {});
  await expect
    .poll(
      async () => (await doctor([], environment)).found.find(({ id }) => id === "postgres/too-many-processes")?.found,
    )
    .toBe("2 processes may open 22 connections, and PostgreSQL accepts 17");
  for (const node of nodes) await node.close();
  server.stop();
  const gone = await doctor([], environment);
  expect(gone).toMatchObject({ code: 1, ids: ["database/unreachable"] });
  expect(JSON.stringify(gone)).not.toContain("candor@");
});

it("looks at the standby that lists and reports are read from", async () => {
  const settings = ["wal_level=replica", "max_wal_senders=4", "hot_standby=on"];
  const primary = await startPostgres(settings);
  const url = await primary.database();
  const storage = await openPostgres({ url });
  await ask(primary, "create role reader login");
  const standby = await startPostgres(settings, primary);
  // One that has a system identifier of its own.
  const elsewhere = mkdtempSync(join(tmpdir(), "candor-postgres-"));
  const other = await startPostgres(settings, undefined, elsewhere);
  const withPort = ({ port }: PostgresServer) => Object.assign(new URL(url), { port });
  const replica = withPort(standby);
  const on = async (at: URL) =>
    (await doctor([], { ...ENVIRONMENT, DATABASE_URL: url, DATABASE_REPLICA_URL: at.href })).found.filter(({ id }) =>
      id.startsWith("standby/"),
    );
  const idsOn = async (at: URL) => (await on(at)).map(({ id }) => id);
  try {
    // On a busy machine, a standby may be behind for a moment.
    await expect.poll(() => idsOn(replica)).toEqual([]);
    expect(await idsOn(new URL(url))).toEqual(["standby/accepts-writes"]);
    expect(await idsOn(Object.assign(new URL(replica), { pathname: "/postgres" }))).toEqual([
      "standby/of-other-database",
    ]);
    expect((await other.database()).split("/").at(-1)).toBe(new URL(url).pathname.slice(1));
    expect(await idsOn(withPort(other))).toEqual(["standby/of-other-database"]);
    const unreadable = { id: "standby/unreadable", found: expect.stringContaining("sessions") };
    await expect.poll(() => on(Object.assign(new URL(replica), { username: "reader" }))).toMatchObject([unreadable]);
    await ask(standby, "select pg_wal_replay_pause()");
    await ask(primary, "create table something (n int)");
    expect(await on(replica)).toMatchObject([
      {
        id: "standby/behind",
        found: expect.stringMatching(/^it lacks [\d,]+ bytes after 10 seconds: its replay is paused$/),
        fix: "Run select pg_wal_replay_resume() on the standby.",
      },
    ]);
    standby.stop();
    const gone = await on(replica);
    expect(gone).toMatchObject([{ id: "standby/unreachable", found: expect.stringContaining("ECONNREFUSED") }]);
    expect(JSON.stringify(gone)).not.toContain("candor@");
  } finally {
    await storage.close();
    for (const server of [standby, other, primary]) server.stop();
    rmSync(elsewhere, { recursive: true });
  }
});

it("meets the proxy as a client does: its certificate, paths that it doesn't pass on, another issuer", async () => {
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(at.directory, name)) as [string, string];
  const subject = ["-subj", "/CN=id.example", "-addext", "subjectAltName=DNS:id.example", "-days", "9"];
  spawnSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject]);
  const proxy = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (request, response) => {
    const isToken = request.method === "POST";
    response.writeHead(request.url === "/console" ? 404 : 200, { date: new Date(Date.now() - 60_000).toUTCString() });
    response.end(
      JSON.stringify(isToken ? { error_uri: "http://x/errors/transport/insecure?ref=1" } : { issuer: "http://x" }),
    );
  });
  await new Promise<void>((listening) => proxy.listen(0, "127.0.0.1", listening));
  const issuer = `https://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  const outside = await doctor(["--issuer", issuer]);
  expect(outside.ids.toSorted()).toEqual(["server/unreachable", "tls/expires", "tls/untrusted"]);
  const trusting = await doctor(["--issuer", issuer.replace("127.0.0.1", "localhost")], {
    ...ENVIRONMENT,
    NODE_EXTRA_CA_CERTS: cert,
  });
  expect(trusting.ids).toContain("tls/name-mismatch");
  const blind = await doctor(["--issuer", issuer], {
    ...ENVIRONMENT,
    NODE_TLS_REJECT_UNAUTHORIZED: "0",
    NODE_NO_WARNINGS: "1",
  });
  expect(blind.ids).toEqual(
    expect.arrayContaining([
      "clock/server-differs",
      "server/issuer-mismatch",
      "proxy/path-missing",
      "proxy/scheme-lost",
    ]),
  );
  proxy.close();
  rmSync(key);
});

it.each([
  ["passes on what the client sent as its address", {}, ["proxy/address-forged"]],
  ["sends no address", { "x-forwarded-for": undefined }, ["proxy/address-lost"]],
  ["sends the client's address", { "x-forwarded-for": "127.0.0.1" }, []],
])("sees that a proxy %s", async (_, changed, ids) => {
  const other = await place({ trustedProxy: ["127.0.5.1"] });
  await other.serve(ENVIRONMENT);
  const proxy = createPlainServer((incoming, response) => {
    const headers = Object.entries({ ...incoming.headers, ...changed }).filter(([, value]) => value !== undefined);
    const passed = {
      method: incoming.method,
      path: incoming.url,
      headers: Object.fromEntries(headers) as OutgoingHttpHeaders,
    };
    const to = request({ host: "127.0.0.1", port: other.port, localAddress: "127.0.5.1", ...passed }, (from) => {
      response.writeHead(from.statusCode ?? 0, from.headers);
      from.pipe(response);
    });
    incoming.pipe(to);
  });
  await new Promise<void>((listening) => proxy.listen(0, "localhost", listening));
  const args = ["doctor", "--json", "--issuer", `http://localhost:${(proxy.address() as AddressInfo).port}`];
  const { out } = await toEnd(args, other.directory, "", ENVIRONMENT);
  const found: readonly { readonly id: string }[] = JSON.parse(out).findings;
  expect(found.map(({ id }) => id).filter((id) => id.startsWith("proxy/"))).toEqual(ids);
  expect(JSON.parse(out).fine).toEqual(
    expect.arrayContaining(ids.length === 0 ? ["proxy/address-lost", "proxy/address-forged"] : []),
  );
  proxy.close();
  proxy.closeAllConnections();
  await other.leave();
});

it("says what it needs where there is nothing to examine", async () => {
  for (const args of [
    ["--config", "none.json"],
    ["--backups", "nowhere"],
    ["--issuer", "id.example"],
  ]) {
    const { code, err } = await toEnd(["doctor", ...args], at.directory, "", ENVIRONMENT);
    expect([args[0], code]).toEqual([args[0], args[0] === "--issuer" ? 1 : 2]);
    expect(err).toMatch(/none\.json|nowhere|URL of the issuer/);
  }
});
