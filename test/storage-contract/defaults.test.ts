/** What Candor relies on in a session of PostgreSQL is set, whatever the role's defaults are, and holds while others change or suspend what is under way. */
import pg from "pg";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import { LISTENER } from "../../src/adapters/postgres/announcements.ts";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { openPool, sourceAt } from "../../src/adapters/postgres/pool.ts";
import { inTransaction } from "../../src/adapters/postgres/transaction.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { lineTo } from "../faults/line.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";
import { account, auditEntry, grant, issued, refresh, session, T } from "./samples.ts";

/** How values are written, what a statement sees, and how long anything may take. */
const ODD: Readonly<Record<string, string>> = {
  ...{ bytea_output: "escape", array_nulls: "off", standard_conforming_strings: "off", transform_null_equals: "on" },
  ...{ DateStyle: "SQL, DMY", IntervalStyle: "sql_standard", TimeZone: "Asia/Kathmandu", extra_float_digits: "-5" },
  ...{ default_transaction_isolation: "serializable", plan_cache_mode: "force_custom_plan", row_security: "off" },
  ...{ statement_timeout: "400ms", lock_timeout: "1ms", idle_session_timeout: "2s" },
  idle_in_transaction_session_timeout: "400ms",
};

let server: PostgresServer;
let url: string;
let admin: pg.Client;
let storage: Storage;
const faults: Error[] = [];

beforeAll(async () => {
  server = await startPostgres();
  url = await server.database();
  admin = new pg.Client(url);
  await admin.connect();
  await admin.query("create role odd superuser login");
  for (const [name, value] of Object.entries(ODD)) await admin.query(`alter role odd set ${name} = '${value}'`);
  const odd = new URL(url);
  odd.username = "odd";
  storage = await openPostgres({ url: odd.href, onFault: (error) => faults.push(error) });
});
afterAll(async () => {
  await storage.close();
  await admin.end();
  server.stop();
});

it("values come back as they went in, whatever the role's defaults", async () => {
  const { grants, sessions, people } = storage;
  await people.insert(account("usr_ada", "ada", { claims: { name: "Ad\\a '1'" } }));
  expect((await people.find("usr_ada"))?.claims).toEqual({ name: "Ad\\a '1'" });
  await sessions.insert(session(7, { subject: "usr_ada" }), undefined);
  expect((await sessions.find(7))?.hash).toEqual(session(7).hash);
  // Some values of each are null.
  const all = [grant(1), grant(2, { sessionId: undefined, subject: "usr_gone" })];
  await Promise.all(all.map((one) => grants.insert(one)));
  expect(await Promise.all(all.map(({ id }) => grants.find(id)))).toEqual(all);
  const redeemed = await Promise.all(Array.from({ length: 9 }, () => grants.redeem(1, T, issued(refresh(1)))));
  expect(redeemed.filter(Boolean)).toHaveLength(1);
});

it("what waits for a lock has as long as its statement", async () => {
  await storage.registrations.change([{ kind: "scope", id: "a", from: 0, content: "{}" }], auditEntry("a"));
  await admin.query("begin");
  await admin.query("lock table registrations in exclusive mode");
  const change = storage.registrations.change([{ kind: "scope", id: "b", from: 0, content: "{}" }], auditEntry("b"));
  await new Promise((done) => setTimeout(done, 600));
  await admin.query("rollback");
  await change;
  expect(await storage.registrations.find("scope", "b")).toMatchObject({ content: "{}" });
});

it("the listener stays, although nothing happens on it", async () => {
  let heard = 0;
  storage.follow?.(() => {
    heard += 1;
  });
  await expect.poll(() => heard).toBe(2);
  await new Promise((done) => setTimeout(done, 3_000));
  await storage.registrations.change([{ kind: "scope", id: "c", from: 0, content: "{}" }], auditEntry("c"));
  await expect.poll(() => heard).toBe(3);
  expect(faults).toEqual([]);
});

it("a column that a newer node adds costs no request, in any statement that was prepared before", async () => {
  const asked = [
    () => storage.people.find("usr_ada"),
    () => storage.people.findByUsername("ada"),
    () => storage.sessions.find(7),
    () => storage.sessionApps.ofSession(7),
    () => storage.sessionApps.take(T, T + 1, 9),
    () => storage.keys.all(),
    () => storage.audit.read(1, 9),
  ];
  const ask = () => Promise.all(asked.map((one) => one()));
  // As many as there are connections.
  const before = await Promise.all([ask(), ask(), ask(), ask()]);
  for (const table of ["accounts", "sessions", "session_apps", "signing_keys", "audit"])
    await admin.query(`alter table ${table} add column of_the_next_version text`);
  const after = await Promise.all([ask(), ask(), ask(), ask()]);
  expect(after).toEqual(before);
  expect(faults).toEqual([]);
});

it("a process that is suspended in the middle of a transaction keeps the others waiting no longer than a statement", async () => {
  const pool = openPool(sourceAt(url), () => {});
  onTestFinished(() => pool.end());
  let resume = (): void => {};
  const resumed = new Promise<void>((done) => {
    resume = done;
  });
  let suspended: Promise<void> = Promise.resolve();
  await new Promise<void>((locked) => {
    suspended = inTransaction(pool, async (client) => {
      await client.query("lock table registrations in exclusive mode");
      locked();
      await resumed;
      await client.query("select 1");
    });
  });
  const change = () =>
    storage.registrations.change([{ kind: "scope", id: "d", from: 0, content: "{}" }], auditEntry("d"));
  await expect
    .poll(() =>
      change().then(
        () => "changed",
        () => "refused",
      ),
    )
    .toBe("changed");
  resume();
  await expect(suspended).rejects.toThrow();
});

it("a listener whose connection is gone, and nobody said so, is replaced, and says that anything may have changed", async () => {
  const line = await lineTo(server.port);
  onTestFinished(() => line.close());
  const through = new URL(url);
  through.port = String(line.port);
  const own: Error[] = [];
  const node = await openPostgres({ url: through.href, onFault: (error) => own.push(error) });
  onTestFinished(() => node.close());
  let heard = 0;
  node.follow?.(() => {
    heard += 1;
  });
  await expect.poll(() => heard).toBe(2);
  const listeners = async (): Promise<number> => {
    const text = `select 1 from pg_stat_activity where application_name = '${LISTENER}' and datname = current_database()`;
    return (await admin.query(text)).rowCount ?? 0;
  };
  expect(await listeners()).toBe(2);
  line.freeze();
  await storage.registrations.change([{ kind: "scope", id: "e", from: 0, content: "{}" }], auditEntry("e"));
  await expect.poll(() => own.length).toBe(1);
  expect(heard).toBe(2);
  line.mend();
  await expect.poll(() => heard).toBeGreaterThanOrEqual(4);
});
