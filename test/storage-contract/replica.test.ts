/** Lists and reports come from a standby of PostgreSQL while it has what operators changed; otherwise from the primary. */
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { openPool, sourceAt } from "../../src/adapters/postgres/pool.ts";
import { openReplica } from "../../src/adapters/postgres/replica.ts";
import { NO_PASSWORD } from "../../src/ports/password-hash.ts";
import type { Account, Storage } from "../../src/ports/storage.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";

const SETTINGS = ["fsync=off", "wal_level=replica", "max_wal_senders=4", "hot_standby=on"];
const NOW = Date.UTC(2026, 0, 1);

let primary: PostgresServer;
let standby: PostgresServer;
let url: string;
let storage: Storage;
let faults: Error[];
let elapsed = 0;
let replica: ReturnType<typeof openReplica>;
const closing: (() => Promise<void>)[] = [];

const urlOf = ({ port }: PostgresServer, url: string): string => {
  const other = new URL(url);
  other.port = String(port);
  return other.href;
};

beforeAll(async () => {
  primary = await startPostgres(SETTINGS);
  url = await primary.database();
  storage = await openPostgres({ url });
  standby = await startPostgres(SETTINGS, primary);
  const pool = openPool(sourceAt(url), () => {});
  faults = [];
  replica = openReplica({
    url: urlOf(standby, url),
    primary: pool,
    own: storage,
    onFault: (error) => void faults.push(error),
    steady: () => performance.now() + elapsed,
  });
  closing.push(
    () => replica.close(),
    () => pool.end(),
    () => storage.close(),
  );
});

afterAll(async () => {
  for (const close of closing) await close();
  standby.stop();
  primary.stop();
});

async function onStandby<Row extends pg.QueryResultRow>(statement: string): Promise<Row | undefined> {
  const client = new pg.Client(urlOf(standby, url));
  await client.connect();
  const { rows } = await client.query<Row>(statement);
  await client.end();
  return rows[0];
}

/** Waits until the standby has everything, and replays no more from then on. */
async function pause(): Promise<void> {
  await expect.poll(there).toBe(sessions);
  await onStandby("select pg_wal_replay_pause()");
  const state = async () =>
    (await onStandby<{ state: string }>("select pg_get_wal_replay_pause_state() as state"))?.state;
  await expect.poll(state).toBe("paused");
}

const resume = () => onStandby("select pg_wal_replay_resume()");

const there = async () => Number((await onStandby<{ n: string }>("select count(*) as n from sessions"))?.n);

let sessions = 0;
/** Something that no operator does. */
const signIn = () => {
  const session = { id: ++sessions, hash: new Uint8Array(32), subject: "ada", authTime: NOW, expiresAt: NOW + 1000 };
  return storage.sessions.insert({ ...session, endedAt: undefined }, undefined);
};

const ada = (n: number): Account => ({
  ...{ subject: `ada-${n}`, username: `ada-${n}`, passwordHash: NO_PASSWORD, role: "user", disabled: false },
  ...{ claims: {}, createdAt: NOW },
});

let users = 0;
const addUser = () =>
  storage.people.insert(ada(++users), {
    ...{ at: NOW, actor: { is: "command", id: "a" }, action: "user/add", target: { kind: "user", id: `ada-${users}` } },
  });

const listed = async () => (await replica.reports.holdings.sessions({ subject: "ada", limit: 100 })).length;

it("they come from the standby, with what operators did", async () => {
  await signIn();
  await pause();
  await signIn();
  await expect.poll(listed).toBe(sessions - 1);
  expect((await storage.holdings.sessions({ subject: "ada", limit: 100 })).length).toBe(sessions);
  await addUser();
  expect(await listed()).toBe(sessions);
  expect((await replica.reports.people.search({ text: "ada-1", limit: 10 })).items).toHaveLength(1);
  expect(await replica.reports.audit.list({ limit: 10 })).toHaveLength(1);
  await resume();
});

it("a standby that is more than ten seconds behind isn't asked", async () => {
  await pause();
  await signIn();
  await expect.poll(listed).toBe(sessions - 1);
  elapsed += 11_000;
  await expect.poll(listed).toBe(sessions);
  await resume();
});

it("without it, they come from the primary, and the fault is heard of once", async () => {
  await pause();
  await signIn();
  await expect.poll(listed).toBe(sessions - 1);
  standby.kill();
  expect(await listed()).toBe(sessions);
  await signIn();
  expect(await listed()).toBe(sessions);
  expect(faults).toHaveLength(1);
});
