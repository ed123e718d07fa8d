/** What every request asks PostgreSQL finds its rows by an index, also where the tables are small and nobody has counted their rows. */
import pg from "pg";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { openPoolByKey, sourceAt } from "../../src/adapters/postgres/pool.ts";
import type { Storage } from "../../src/ports/storage.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";
import { grant, HOUR, hash, issued, refresh, T, token } from "./samples.ts";

interface Asked {
  readonly text: string;
  readonly values: readonly unknown[];
}

let server: PostgresServer;
let url: string;
/** Statements with names, by their connection. */
const asked = new Map<unknown, Map<string, Asked>>();
/** The connections whose planner has settings of its own. */
const byKey = new Set<unknown>();

beforeAll(async () => {
  // Nothing counts rows meanwhile.
  server = await startPostgres(["fsync=off", "autovacuum=off"]);
  url = await server.database();
  const { query } = pg.Client.prototype;
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (this: unknown, ...args: unknown[]) {
    const [first] = args as [string | (Asked & { readonly name?: string })];
    if (typeof first === "string" && first.startsWith("set ") && first.includes("plan_cache_mode")) byKey.add(this);
    if (typeof first === "object" && first.name !== undefined)
      asked.set(this, new Map(asked.get(this)).set(first.name, first));
    return query.apply(this as pg.Client, args as never) as never;
  });
  const storage = await openPostgres({ url });
  await ask(storage);
  await storage.close();
  spy.mockRestore();
});

afterAll(() => server.stop());

async function ask({ together, counters, ...storage }: Storage): Promise<void> {
  await storage.grants.insert(grant(1));
  await storage.grants.redeem(1, T, { ...issued(refresh(1)), accessToken: token(5, { grantId: 1 }) });
  await storage.grants.rotate(1, 1, { ...issued(refresh(2)), refresh: refresh(2) });
  await storage.accessTokens.insert(token(6));
  await storage.singleUse.use([{ hash: hash(1), until: T }]);
  const limit = { most: 2, drain: HOUR, pauses: false };
  await counters.addBelow([{ count: ["a"], limit }], T);
  await Promise.all([storage.grants.find(1), storage.accessTokens.find(5), storage.sessions.find(77)]);
  await Promise.all([storage.people.find("usr_ada"), storage.consents.find("usr_ada", "photos")]);
  await storage.registrations.find("application", "photos", 1);
  await Promise.all([together?.grant(1, true), together?.grant(1, false), together?.session(77, "photos")]);
}

it("plans none of these statements to read a whole table, or again for each execution", async () => {
  const statements = new Map([...byKey].flatMap((connection) => [...(asked.get(connection) ?? [])]));
  expect(statements.size).toBe(16);
  const pool = openPoolByKey(sourceAt(url), () => {});
  for (const [name, { text, values }] of statements) {
    const { rows } = await pool.query({ text: `explain ${text}`, values: [...values], rowMode: "array" });
    const plan = rows.flat().join("\n");
    expect.soft(plan, name).toMatch(/Index|Insert on|Conflict/);
    expect.soft(plan, name).not.toMatch(/Seq Scan|Hash Join|Merge Join/);
  }
  const { rows } = await pool.query("show plan_cache_mode");
  expect(rows).toEqual([{ plan_cache_mode: "force_generic_plan" }]);
  await pool.end();
});
