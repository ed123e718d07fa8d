/** The rows that fill a large database are those of a server: their tokens are accepted, and the schema is as before. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillPostgres } from "../../bench/size/fill-postgres.ts";
import { fillSqlite } from "../../bench/size/fill-sqlite.ts";
import { holdersOf } from "../../bench/size/holders.ts";
import type { World } from "../../bench/size/world.ts";
import { OPAQUE_API } from "../../bench/world.ts";
import { createCandor } from "../../src/index.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";

const ISSUER = "http://127.0.0.1:9";
const directory = mkdtempSync(join(tmpdir(), "candor-size-"));
const data = join(directory, "data");
const file = join(data, "candor.sqlite");
let postgres: PostgresServer;

beforeAll(async () => {
  mkdirSync(data);
  postgres = await startPostgres(["fsync=off", "wal_level=minimal", "max_wal_senders=0"]);
});
afterAll(() => {
  postgres.stop();
  rmSync(directory, { recursive: true });
});

const open = (url: string | undefined) =>
  createCandor({
    config: {
      ...{ issuer: ISSUER, data, logLevel: "silent" },
      apis: [{ resource: OPAQUE_API.resource, name: "Reports", tokens: "opaque" }],
      scopes: [{ name: OPAQUE_API.scope, description: "Read your reports", api: OPAQUE_API.resource }],
    },
    environment: url === undefined ? {} : { DATABASE_URL: url },
  });

const ofSqlite = (): unknown => {
  const database = new DatabaseSync(file);
  const rows = database.prepare("select type, name, sql from sqlite_master order by 1, 2").all();
  database.close();
  return rows;
};

async function ofPostgres(url: string): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query(
    `select indexdef from pg_indexes where schemaname = 'public'
     union all select conname || pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace order by 1`,
  );
  await client.end();
  return rows;
}

describe.each(["sqlite", "postgres"] as const)("%s", (database) => {
  it("is filled with what its server accepts", async () => {
    const url = database === "postgres" ? await postgres.database() : undefined;
    await (await open(url)).close();
    const schema = () => (url === undefined ? ofSqlite() : ofPostgres(url));
    const before = await schema();
    const world: World = { users: 100, clients: 10, grants: 1_000, now: Date.now() };
    if (url === undefined) fillSqlite(file, world, () => {});
    else await fillPostgres(url, world, () => {});
    expect(await schema()).toEqual(before);
    const site = {
      ...{ database, directory, world, url, run: 0, postgres: undefined, stop: () => {} },
      serve: () => Promise.reject(new Error("It is served here.")),
    };
    const holders = await holdersOf(site);
    const asFew = await holdersOf(site, { ...world, users: 20, clients: 2, grants: 500 });
    const candor = await open(url);
    const post = async (client: { readonly id: string; readonly secret: string }, form: Record<string, string>) => {
      const authorization = `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString("base64")}`;
      const body = new URLSearchParams(form);
      const response = await candor.fetch(
        new Request(`${ISSUER}/token`, { method: "POST", headers: { authorization }, body }),
        { address: "192.0.2.1" },
      );
      return (await response.json()) as Readonly<Record<string, unknown>>;
    };
    for (const { grant } of [holders, asFew, holders, asFew, holders]) {
      const { client, token } = grant();
      const refreshed = await post(client, { grant_type: "refresh_token", refresh_token: token });
      expect(refreshed).toMatchObject({ token_type: "Bearer", scope: "openid offline_access" });
    }
    const apps = new Set(Array.from({ length: 100 }, () => asFew.client().id));
    const tokens = new Set(Array.from({ length: 500 }, () => asFew.accessToken().token));
    expect([apps.size, tokens.size]).toEqual([2, 20]);
    const service = { grant_type: "client_credentials", scope: OPAQUE_API.scope };
    expect(await post(holders.client(), service)).toMatchObject({ scope: OPAQUE_API.scope });
    await candor.close();
  });
});
