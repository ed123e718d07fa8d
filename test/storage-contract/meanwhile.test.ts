/**
 * Rows that a statement has found, and that another node changes before this one can: PostgreSQL waits for the other one, and then looks
 * at the row again.
 */
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";

let server: PostgresServer;
let storage: Storage;
let other: pg.Client;
beforeAll(async () => {
  server = await startPostgres();
});
beforeEach(async () => {
  const url = await server.database();
  storage = await openPostgres({ url });
  other = new pg.Client({ connectionString: url });
  await other.connect();
});
afterEach(async () => {
  await other.end();
  await storage.close();
});
afterAll(() => server.stop());

const [OLD, NOW, LATER] = [1_000, 10 ** 13, 10 ** 14];

/** What `act` returns if another node changes rows first, and ends its transaction once `act` waits for it. */
async function meanwhile<T>(change: string, act: () => Promise<T>): Promise<T> {
  await other.query("begin");
  expect((await other.query(change)).rowCount).toBeGreaterThan(0);
  const acting = act();
  await expect
    .poll(async () => {
      const { rows } = await other.query("select count(*)::int as n from pg_locks where not granted");
      return rows[0]?.n as number;
    })
    .toBe(1);
  await other.query("commit");
  return acting;
}

/** A value for each column that must have one. */
async function insert(table: string, given: Readonly<Record<string, unknown>>): Promise<void> {
  const { rows } = await other.query(
    `select column_name as name, data_type as type from information_schema.columns
     where table_name = $1 and is_nullable = 'NO' and column_default is null and is_identity = 'NO'`,
    [table],
  );
  const made = Object.fromEntries(rows.map(({ name, type }) => [name, ANY[type as string] ?? expect.fail(type)]));
  const values = { ...made, ...given };
  const columns = Object.keys(values);
  const places = columns.map((_, n) => `$${n + 1}`).join(", ");
  await other.query(`insert into ${table} (${columns.join(", ")}) values (${places})`, Object.values(values));
}
const ANY: Readonly<Record<string, unknown>> = {
  bigint: 1,
  integer: 1,
  text: "a",
  bytea: Buffer.alloc(32),
  "double precision": 1,
};

describe("what is due", () => {
  it("is a notification of one node only", async () => {
    await insert("backchannel_requests", { due_at: OLD, notification_token: "a" });
    const take = () => storage.backchannelRequests.takeDue(NOW, LATER, 10);
    expect(await meanwhile(`update backchannel_requests set due_at = ${LATER}`, take)).toEqual([]);
  });

  it("is a logout of one node only", async () => {
    await insert("session_apps", { due_at: OLD, ended_at: OLD });
    const take = () => storage.sessionApps.take(NOW, LATER, 10);
    expect(await meanwhile(`update session_apps set due_at = ${LATER}`, take)).toEqual([]);
  });
});

describe("what has ended, and another node prolongs,", () => {
  const ends: readonly (readonly [table: string, column: string])[] = [
    ["grants", "forget_after"],
    ["access_tokens", "expires_at"],
    ["sessions", "expires_at"],
    ["session_apps", "forget_after"],
    ["invitations", "expires_at"],
    ["failures", "empty_at"],
    ["secret_uses", "used_at"],
    ["used_once", "used_until"],
    ["pushed_requests", "ends_at"],
    ["device_requests", "expires_at"],
    ["backchannel_requests", "expires_at"],
    ["keyed_requests", "began_at"],
  ];
  it.each(ends)("is kept: %s", async (table, column) => {
    await insert(table, { [column]: OLD, ...(table === "grants" && { due_at: OLD }) });
    const purge = () => storage.purge(NOW, 10);
    expect(await meanwhile(`update ${table} set ${column} = ${LATER}`, purge)).toBe(0);
    // Without another node, it would have gone.
    await other.query(`update ${table} set ${column} = ${OLD}${table === "grants" ? `, due_at = ${OLD}` : ""}`);
    expect(await storage.purge(NOW, 10)).toBe(1);
  });

  it.each([
    ["scope_uses", "last_at"],
    ["successes", "granted_at"],
  ])("is kept: %s", async (table, column) => {
    await insert(table, { [column]: OLD });
    const purge = () => storage.usage.purge({ uses: NOW, successes: NOW }, 10);
    expect(await meanwhile(`update ${table} set ${column} = ${LATER}`, purge)).toBe(0);
    await other.query(`update ${table} set ${column} = ${OLD}`);
    expect(await purge()).toBe(1);
  });
});
