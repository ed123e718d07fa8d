/**
 * A data directory of the version before migration 0013, when every grant was its code. `before-0013.json` has its tables and rows
 * as that version wrote them, and what that version itself said to each request, in order. This version must say the same.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, it } from "vitest";
import { migrations } from "../../src/adapters/sql/migrations.ts";
import { openDatabase } from "../../src/adapters/sqlite/database.ts";
import { DIALECT } from "../../src/adapters/sqlite/dialect.ts";
import { addFunctions } from "../../src/adapters/sqlite/migrate.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { ISSUER, openWorld, type World } from "../catalogue/world.ts";
import { codeOf, T } from "./samples.ts";

interface Ask {
  readonly what: string;
  readonly at: number;
  readonly path: string;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly says: { readonly status: number; readonly body: unknown };
}

interface Before {
  readonly tables: readonly string[];
  readonly rows: readonly string[];
  readonly asks: readonly Ask[];
}

const before: Before = JSON.parse(readFileSync(join(import.meta.dirname, "before-0013.json"), "utf8"));
const inserts = (table: string) => before.rows.filter((row) => row.startsWith(`insert into ${table} `));

const folder = mkdtempSync(join(tmpdir(), "candor-before-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A new data directory as it was then; its database. */
function directory(name: string, rows = before.rows): string {
  mkdirSync(join(folder, name));
  const file = join(folder, name, "candor.sqlite");
  const database = new DatabaseSync(file);
  database.exec("pragma journal_mode = wal; begin");
  for (const statement of [...before.tables, ...rows]) database.exec(statement);
  database.exec("commit");
  database.close();
  return file;
}

const BILLS = "https://bills.example";
const machine = { grantTypes: ["client_credentials" as const], scopes: ["read_bills"], defaultScopes: ["read_bills"] };
const lax = { pkceRequired: false, scopes: ["read_profile"], defaultScopes: ["read_profile"] };

const openIn = (name: string): Promise<World> =>
  openWorld({
    sqliteIn: join(folder, name),
    // Its keys are encrypted with this.
    environment: { CANDOR_KEY_ENCRYPTION_SECRET: "of a server that nobody runs" },
    config: {
      sessionManagement: false,
      hooks: { claims: ({ scopes }) => (scopes.includes("email") ? { plan: "gold", limits: [1, null] } : undefined) },
      apis: [{ resource: BILLS, name: "Bills", tokens: "opaque" }],
      scopes: [{ name: "read_bills", description: "Read bills", api: BILLS }],
    },
    clients: [
      { id: "bills", secrets: [{ value: "bills-secret" }], ...machine },
      { id: "lax", secrets: [{ value: "lax-secret" }], redirectUris: [`${ISSUER}/lax`], ...lax },
    ],
  });

/** What is said to a request, without what is new each time. Only a refreshed token has one right successor. */
async function ask({ clock, send, form }: World, { at, path, form: fields, headers }: Ask): Promise<Ask["says"]> {
  clock.now = at;
  const answer = fields === undefined ? await send(path, { headers }) : await form(path, fields, headers);
  const random = ["access_token", "id_token", ...(fields?.grant_type === "refresh_token" ? [] : ["refresh_token"])];
  const { pathname, searchParams } = new URL(answer.headers.get("location") ?? "https://none.example");
  const body = answer.headers.get("content-type")?.includes("json")
    ? await answer.json()
    : { to: pathname, names: [...searchParams.keys()], error: searchParams.get("error") };
  const shown = JSON.stringify(body, (name, value) => {
    if (random.includes(name)) return "a new one";
    return typeof value === "string" ? value.replace(/ref[ =][0-9a-z]{12}/, "ref") : value;
  });
  return { status: answer.status, body: JSON.parse(shown) };
}

const latest = migrations(DIALECT);
const applied = (file: string) => {
  const database = new DatabaseSync(file);
  const { count } = database.prepare("select count(*) as count from migrations").get() ?? {};
  database.close();
  return count;
};

/** Starts the migration in a process that is killed in the middle of it. */
function killedMeanwhile(file: string): void {
  const statements = latest[12]?.statements ?? [];
  const script = `const { DatabaseSync } = await import("node:sqlite");
    const database = new DatabaseSync(${JSON.stringify(file)});
    database.exec("begin immediate");
    for (const one of ${JSON.stringify(statements.slice(0, 2))}) database.exec(one);
    database.exec("pragma cache_spill = 1");
    process.kill(process.pid, "SIGKILL");`;
  const { signal } = spawnSync(process.execPath, ["--no-warnings", "--input-type=module", "--eval", script]);
  expect([signal, statements.length]).toEqual(["SIGKILL", 4]);
}

describe.each<[name: string, first: (file: string) => void]>([
  ["opened", () => undefined],
  ["whose migration was killed half-way", killedMeanwhile],
])("the data directory, %s", (name, first) => {
  it("says to each request what it said before", async () => {
    const file = directory(name);
    first(file);
    expect(applied(file)).toBe(12);
    const world = await openIn(name);
    expect(applied(file)).toBe(latest.length);
    // Since then, introspection also says when and how the user signed in.
    for (const one of before.asks) expect([one.what, await ask(world, one)]).toMatchObject([one.what, one.says]);
    await world.close();
  });
});

it("every grant then came from its code, and no token is bound or for several APIs", async () => {
  const file = directory("read");
  const storage = await openSqlite({ file });
  const ids = (table: string) => inserts(table).map((row) => Number(/values \((\d+),/.exec(row)?.[1]));
  const grants = await Promise.all(ids("grants").map(storage.grants.find));
  expect(grants.length).toBe(12);
  for (const grant of grants) {
    expect(codeOf(grant)?.hash.length).toBe(32);
    expect(Object.keys(grant ?? {})).not.toEqual(expect.arrayContaining(["audience"]));
    expect(grant?.refresh?.cnf).toBeUndefined();
  }
  const tokens = await Promise.all(ids("access_tokens").map(storage.accessTokens.find));
  expect(tokens.map((token) => token?.audience.length)).toEqual([1, 1, 1, 1, 1, 1]);
  await storage.close();
});

it("the version before still writes what this one reads, while one replaces the other", async () => {
  const others = before.rows.filter((row) => !/^insert into (grants|access_tokens) /.test(row));
  const file = directory("both", others);
  const storage = await openSqlite({ file });
  const previous = new DatabaseSync(file);
  for (const row of [...inserts("grants"), ...inserts("access_tokens")]) previous.exec(row);
  const { id } = previous.prepare("select min(id) as id from grants where redeemed_at is null").get() ?? {};
  expect(codeOf(await storage.grants.find(Number(id)))).toMatchObject({ kind: "code", redeemedAt: undefined });
  const issued = { accessToken: undefined, refresh: undefined, forgetAfter: T, by: undefined };
  expect(await storage.grants.redeem(Number(id), T, issued)).toBe(true);
  previous.close();
  await storage.close();
});

it("a large table is migrated without rewriting it", () => {
  const file = directory("large");
  const database = openDatabase(file);
  const columns = "client_id, subject, session_id, scopes, created_at, auth_time, code_hash, code_expires_at";
  database.exec(`with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
    insert into grants (id, ${columns}, redirect_uri, redirect_uri_sent, forget_after, due_at)
    select i, 'photos', 'usr_ada', 1, 'openid', 1, 1, zeroblob(32), 1, 'https://photos.example/callback', 1, 1, 1 from n;
    pragma wal_checkpoint(truncate);`);
  const statements = latest.slice(12).flatMap((migration) => migration.statements);
  addFunctions(database);
  for (const statement of statements) database.exec(statement);
  expect(statSync(file).size).toBeGreaterThan(2_000_000);
  // A few pages for the schema, for each statement.
  expect(statSync(`${file}-wal`).size).toBeLessThan(20_000 * statements.length);
  database.close();
});
