/** A database that can't be opened is named by its own problem, at the start of a server as by `candor doctor`. */
import { execFileSync } from "node:child_process";
import { appendFileSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { KINDS, type Problem, problemOf, UNREACHABLE } from "../../src/adapters/postgres/problems.ts";
import { examined } from "../../src/cli/deployment/checks/index.ts";
import { lookAtPostgres } from "../../src/cli/deployment/look/postgres.ts";
import { ask } from "../faults/ask.ts";
import { freePort } from "../free-port.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";

const ROLES = ["owner", "guest", "homeless", "limited", "outside"];

let postgres: PostgresServer;
/** A database of `owner`, in which `guest` may do nothing, and `homeless` has no schema. */
let database: string;
let certificates: string;

beforeAll(async () => {
  postgres = await startPostgres(["fsync=off"]);
  database = new URL(await postgres.database()).pathname.slice(1);
  await ask(
    postgres,
    ...ROLES.map((role) => `create role ${role} login password 'right'`),
    `alter database ${database} owner to owner`,
    `revoke connect on database ${database} from public`,
    `grant connect on database ${database} to guest, homeless, limited`,
    "alter role homeless set search_path = nowhere",
    "alter role limited connection limit 0",
    "create role sleeper password 'right'",
  );
  certificates = mkdtempSync(join(tmpdir(), "candor-problems-"));
  const { uid, gid } = statSync(postgres.directory);
  for (const one of ["server", "other"]) {
    const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
    const out = ["-keyout", join(certificates, `${one}.key`), "-out", join(certificates, `${one}.pem`)];
    execFileSync("openssl", ["req", ...kind, ...subject, ...out], { stdio: "pipe" });
    for (const file of ["", `${one}.key`, `${one}.pem`]) chownSync(join(certificates, file), uid, gid);
  }
  appendFileSync(
    join(postgres.directory, "postgresql.conf"),
    `ssl=on\nssl_cert_file='${certificates}/server.pem'\nssl_key_file='${certificates}/server.key'\n`,
  );
  const rules = ["host all candor 127.0.0.1/32 trust", "hostssl all outside 127.0.0.1/32 scram-sha-256"];
  const known = [...ROLES.filter((role) => role !== "outside"), "sleeper", "nobody"];
  for (const role of known)
    rules.push(`host all ${role} 127.0.0.1/32 ${role === "nobody" ? "trust" : "scram-sha-256"}`);
  writeFileSync(join(postgres.directory, "pg_hba.conf"), `${rules.join("\n")}\n`);
  postgres.run("pg_ctl", "-D", postgres.directory, "-w", "-m", "fast", "restart");
});
afterAll(() => {
  postgres.stop();
  rmSync(certificates, { recursive: true });
});

/** What a start says, and `candor doctor`, which must be the same. */
async function problemAt(url: string): Promise<Problem> {
  const error = await openPostgres({ url }).then(
    () => "it was opened",
    (error: unknown) => error,
  );
  const problem = problemOf(error);
  const { database } = await lookAtPostgres(url, "the database");
  const { findings } = examined({ now: 0, database });
  expect(findings.map(({ id, fix }) => [id, fix])).toContainEqual([problem.id, problem.fix]);
  expect(JSON.stringify([problem, findings])).not.toContain("right@");
  return problem;
}

const at = (user: string, { host = "127.0.0.1", name = database, port = postgres.port, query = "" } = {}): string =>
  `postgresql://${user}@${host}:${port}/${name}${query && `?${query}`}`;

describe("PostgreSQL says no", () => {
  it.each([
    ["a wrong password", () => at("owner:wrong"), "database/user-refused", "psql"],
    ["no password", () => at("owner"), "database/user-refused", "Add the password"],
    ["an unknown user", () => at("nobody:right"), "database/user-refused", "create role"],
    ["a user who may not log in", () => at("sleeper:right"), "database/user-refused", "create role"],
    ["no rule without TLS", () => at("outside:right"), "database/user-refused", "pg_hba.conf"],
    [
      "a database that others may not enter",
      () => at("outside:right", { query: "sslmode=no-verify" }),
      "database/user-refused",
      "grant connect",
    ],
    ["no such database", () => at("owner:right", { name: "nothing" }), "database/absent", "createdb"],
    ["a user who may make nothing", () => at("guest:right"), "schema/not-permitted", "grant create"],
    ["a user without a schema", () => at("homeless:right"), "schema/not-permitted", "create schema"],
    ["too many connections", () => at("limited:right"), "database/no-connections", "max_connections"],
  ])("for %s", async (_, url, id, fix) => {
    const problem = await problemAt(url());
    expect(problem).toMatchObject({ id, fix: expect.stringContaining(fix) });
    expect(problem.found).not.toBe("");
  });
});

describe("TLS fails", () => {
  const trusted = (file: string, mode = "verify-full") =>
    `sslmode=${mode}&sslrootcert=${encodeURIComponent(join(certificates, file))}`;

  it.each([
    ["an authority that nobody knows", () => at("owner:right", { query: "sslmode=require" }), "sslrootcert="],
    ["another authority", () => at("owner:right", { query: trusted("other.pem") }), "sslrootcert="],
    ["another name", () => at("owner:right", { query: trusted("server.pem") }), "host as its certificate does"],
  ])("for %s", async (_, url, fix) => {
    expect(await problemAt(url())).toMatchObject({ id: "database/tls", fix: expect.stringContaining(fix) });
  });

  it("for a server without it", async () => {
    const plain = await startPostgres();
    onTestFinished(() => plain.stop());
    const url = `${await plain.database()}?sslmode=verify-full`;
    expect(await problemAt(url)).toMatchObject({ id: "database/tls", fix: expect.stringContaining("ssl = on") });
  });

  it("and does not with the right one", async () => {
    const url = at("owner:right", { host: "localhost", query: trusted("server.pem", "require") });
    await (await openPostgres({ url })).close();
  });
});

describe("nobody is there who speaks for PostgreSQL", () => {
  async function listening(answer: (socket: Socket) => void): Promise<number> {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      answer(socket);
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    onTestFinished(() => void server.close());
    return (server.address() as { readonly port: number }).port;
  }
  const hangsUp = (socket: Socket) => socket.destroy();
  const speaksHttp = (socket: Socket) => void socket.once("data", () => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n"));

  it.each([
    ["a closed port", async () => at("owner", { port: await freePort() }), "listen_addresses"],
    [
      "a closed port at each address of a name",
      async () => at("owner", { host: "localhost", port: await freePort() }),
      "listen_addresses",
    ],
    ["an unknown name", async () => at("owner", { host: "nowhere.invalid" }), "getent hosts"],
    ["no socket", async () => `postgresql:///candor?host=${certificates}`, "unix_socket_directories"],
    ["one who hangs up", async () => at("owner", { port: await listening(hangsUp) }), "hangs up"],
    ["a web server", async () => at("owner", { port: await listening(speaksHttp) }), "hangs up"],
  ])("at %s", async (_, url, fix) => {
    const problem = await problemAt(await url());
    expect(problem).toMatchObject({ id: "database/unreachable", fix: expect.stringContaining(fix) });
    expect(problem.found).not.toBe("");
  });

  it("behind a web server that is asked for TLS", async () => {
    const port = await listening(speaksHttp);
    expect((await problemAt(at("owner", { port, query: "sslmode=verify-full" }))).id).toBe("database/tls");
  });
});

it.each([
  ["a password with a slash", "postgresql://owner:12/right@127.0.0.1/candor", "percent-encoded"],
  ["a file that isn't there", "postgresql://owner@127.0.0.1/candor?sslrootcert=/nowhere.pem", "Correct the path"],
  ["a state that isn't of use", "postgresql://a,b/candor?target_session_attrs=standby", "Correct DATABASE_URL"],
  ["a misspelled parameter", "postgresql://owner@127.0.0.1/candor?sslmod=require", "Change the parameters"],
])("the URL can't be used: %s", async (_, url, fix) => {
  expect(await problemAt(url)).toMatchObject({ id: "database/url-unusable", fix: expect.stringContaining(fix) });
});

it("every problem has a name of its own, and errors of other kinds have none", () => {
  expect(new Set(KINDS.map(({ id }) => id)).size).toBe(KINDS.length);
  for (const other of [new Error("a bug"), "text", undefined, Object.assign(new Error("no"), { code: 7 })])
    expect(problemOf(other)).toMatchObject({ id: UNREACHABLE.id, fix: UNREACHABLE.fix });
  expect(problemOf(Object.assign(new Error("expired"), { code: "CERT_HAS_EXPIRED" })).fix).toContain("Renew");
  expect(problemOf(Object.assign(new Error("starting up"), { code: "57P03" })).fix).toContain("Wait");
  expect(problemOf(new Error("timeout expired")).fix).toContain("firewall");
});
