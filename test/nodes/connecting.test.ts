/** Ways to PostgreSQL: through PgBouncer, and over TLS. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { appendFileSync, chownSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { examined } from "../../src/cli/deployment/checks/index.ts";
import { lookAtPostgres } from "../../src/cli/deployment/look/postgres.ts";
import { createCandor } from "../../src/index.ts";
import { Application } from "../blackbox/application.ts";
import { freePort } from "../free-port.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";

const ISSUER = "http://localhost:9400";
const SECRET = "a-secret-of-this-test-0123456789";
const config = {
  ...{ issuer: ISSUER, data: "/nowhere", logLevel: "silent" as const },
  scopes: [{ name: "orders", description: "Read your orders" }],
  clients: [
    {
      ...{ id: "machine", grantTypes: ["client_credentials" as const], scopes: ["orders"] },
      secrets: [{ value: SECRET }],
    },
  ],
};

/** What requests of an app through this URL get, many at once. */
async function served(url: string): Promise<readonly number[]> {
  const candor = await createCandor({ config, storage: "postgres", environment: { DATABASE_URL: url } });
  onTestFinished(() => candor.close());
  const app = new Application(
    ISSUER,
    { id: "machine", secret: SECRET, redirectUri: ISSUER, scope: "orders" },
    candor.fetch,
  );
  const fields = { grant_type: "client_credentials", scope: "orders" };
  return (await Promise.all(Array.from({ length: 40 }, () => app.token(fields)))).map(({ status }) => status);
}

const start = (url: string) => createCandor({ config, storage: "postgres", environment: { DATABASE_URL: url } });

describe("through PgBouncer", () => {
  let postgres: PostgresServer;
  beforeAll(async () => {
    postgres = await startPostgres(["fsync=off", "max_connections=100"]);
  });
  afterAll(() => postgres.stop());

  /** The URL of a database through it. */
  async function bouncer(mode: "session" | "transaction" | "statement"): Promise<string> {
    const url = new URL(await postgres.database());
    const directory = mkdtempSync(join(tmpdir(), "candor-bouncer-"));
    const [port, owner] = [await freePort(), statSync(postgres.directory)];
    const users = join(directory, "users");
    writeFileSync(users, '"candor" ""\n');
    const lines = [
      "[databases]",
      `* = host=127.0.0.1 port=${postgres.port}`,
      "[pgbouncer]",
      ...[`listen_addr = 127.0.0.1`, `listen_port = ${port}`, "unix_socket_dir =", `pool_mode = ${mode}`],
      ...["auth_type = trust", `auth_file = ${users}`, "default_pool_size = 30", "max_client_conn = 100"],
    ];
    writeFileSync(join(directory, "ini"), `${lines.join("\n")}\n`);
    for (const path of [directory, users, join(directory, "ini")]) chownSync(path, owner.uid, owner.gid);
    // It doesn't run as root.
    const child: ChildProcess = spawn("pgbouncer", ["-q", join(directory, "ini")], {
      ...{ uid: owner.uid, gid: owner.gid, stdio: "ignore" },
      env: { PATH: `${process.env.PATH}:/usr/sbin` },
    });
    onTestFinished(() => {
      child.kill("SIGKILL");
      rmSync(directory, { recursive: true });
    });
    const isThere = () =>
      new Promise<boolean>((done) => {
        const socket = connect(port, "127.0.0.1", () => done(true)).on("error", () => done(false));
        socket.once("connect", () => socket.destroy());
      });
    await expect.poll(isThere).toBe(true);
    url.port = String(port);
    return url.href;
  }

  it("with a connection for each session, everything works", async () => {
    expect(new Set(await served(await bouncer("session")))).toEqual(new Set([200]));
  });

  it.each(["transaction", "statement"] as const)("with a connection for each %s, nothing starts", async (mode) => {
    const url = await bouncer(mode);
    await expect(start(url)).rejects.toThrow("pool_mode = ");
    const { database } = await lookAtPostgres(url, "the database");
    expect(examined({ now: 0, database }).findings.map(({ id }) => id)).toEqual(["database/shared-connections"]);
  });
});

describe("over TLS", () => {
  let postgres: PostgresServer;
  let directory: string;
  const file = (name: string) => join(directory, name);
  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), "candor-tls-"));
    const kind = ["-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    for (const name of ["server", "other"]) {
      const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
      const out = ["-keyout", file(`${name}.key`), "-out", file(`${name}.pem`)];
      execFileSync("openssl", ["req", ...kind, ...subject, ...out], { stdio: "pipe" });
    }
    postgres = await startPostgres(["fsync=off"]);
    const owner = statSync(postgres.directory);
    for (const name of ["", "server.key", "server.pem"]) chownSync(file(name), owner.uid, owner.gid);
    const settings = ["ssl=on", `ssl_cert_file='${file("server.pem")}'`, `ssl_key_file='${file("server.key")}'`];
    appendFileSync(join(postgres.directory, "postgresql.conf"), `${settings.join("\n")}\n`);
    postgres.run("pg_ctl", "-D", postgres.directory, "-w", "-m", "fast", "restart");
  });
  afterAll(() => {
    postgres.stop();
    rmSync(directory, { recursive: true });
  });

  async function urlWith(host: string, settings: Record<string, string>): Promise<string> {
    const url = new URL(await postgres.database());
    url.hostname = host;
    url.search = new URLSearchParams(settings).toString();
    return url.href;
  }

  it("the server must have the certificate that is trusted, and the name of the URL", async () => {
    const url = await urlWith("localhost", { sslmode: "verify-full", sslrootcert: file("server.pem") });
    expect(new Set(await served(url))).toEqual(new Set([200]));
    const client = new pg.Client(
      await urlWith("localhost", { sslmode: "verify-full", sslrootcert: file("server.pem") }),
    );
    await client.connect();
    const { rows } = await client.query("select ssl from pg_stat_ssl where pid = pg_backend_pid()");
    await client.end();
    expect(rows).toEqual([{ ssl: true }]);
  });

  it.each([
    ["another certificate", "localhost", "other.pem", "verify-full"],
    ["another name", "127.0.0.1", "server.pem", "verify-full"],
  ])("with %s, nothing starts", async (_, host, trusted, sslmode) => {
    await expect(start(await urlWith(host, { sslmode, sslrootcert: file(trusted) }))).rejects.toThrow();
  });

  describe("with channel_binding=require", () => {
    beforeAll(async () => {
      const client = new pg.Client(await postgres.database());
      await client.connect();
      for (const method of ["scram", "clear"])
        await client.query(`create role ${method} superuser login password 'secret-of-it'`);
      await client.end();
      const rules = join(postgres.directory, "pg_hba.conf");
      const own = "hostssl all scram all scram-sha-256\nhostssl all clear all password\n";
      writeFileSync(rules, own + readFileSync(rules, "utf8"));
      postgres.run("pg_ctl", "-D", postgres.directory, "reload");
    });
    const bound = { sslmode: "verify-full", channel_binding: "require" };
    const as = async (user: string, settings: Record<string, string>): Promise<string> => {
      const url = new URL(await urlWith("localhost", { sslrootcert: file("server.pem"), ...settings }));
      [url.username, url.password] = [user, "secret-of-it"];
      return url.href;
    };

    it("a password is bound to the certificate", async () => {
      expect(new Set(await served(await as("scram", bound)))).toEqual(new Set([200]));
    });

    it.each([
      ["nobody asks for a password", "candor", bound],
      ["the password itself is asked for", "clear", bound],
      ["there is no TLS", "candor", { ...bound, sslmode: "disable" }],
    ])("nothing starts where %s", async (_, user, settings) => {
      await expect(start(await as(user, settings))).rejects.toThrow(/doesn't bind the password to the certificate/);
    });

    it("without it, the same roles get in", async () => {
      for (const user of ["scram", "clear"])
        expect(new Set(await served(await as(user, { sslmode: "verify-full" })))).toEqual(new Set([200]));
    });
  });

  it("a server without TLS is not talked to if the URL asks for it", async () => {
    const plain = await startPostgres();
    onTestFinished(() => plain.stop());
    const url = new URL(await plain.database());
    url.search = "sslmode=verify-full";
    await expect(start(url.href)).rejects.toThrow(/SSL/);
  });
});
