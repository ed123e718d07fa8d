/** PostgreSQL tells every node what another one has changed that all of them keep in memory, and says after an outage that everything may have changed. */

import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import type { Announced, Storage } from "../../src/ports/storage.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";
import { auditEntry, T } from "./samples.ts";

let server: PostgresServer;
let url: string;
let nodes: readonly [Storage, Storage];
const faults: Error[] = [];
beforeAll(async () => {
  server = await startPostgres();
  url = await server.database();
  const open = () => openPostgres({ url, onFault: (error) => faults.push(error) });
  nodes = [await open(), await open()];
});
afterAll(async () => {
  for (const node of nodes) await node.close();
  server.stop();
});

it("what one changes is announced to all of them, and again after a connection broke", async () => {
  const [one, other] = nodes;
  const heard: Announced[][] = [[], []];
  nodes.forEach((node, at) => {
    node.follow?.((what) => heard[at]?.push(what));
  });
  // Whoever begins to listen may have missed something.
  await expect
    .poll(() => heard)
    .toEqual([
      ["registry", "keys"],
      ["registry", "keys"],
    ]);
  const change = { kind: "scope", id: "read", from: 0, content: "{}" } as const;
  await one.registrations.change([change], auditEntry("read"));
  await expect.poll(() => heard.map((all) => all.slice(2))).toEqual([["registry"], ["registry"]]);
  await other.keys.addFirst({ kid: "k", use: "tag", sealed: "s", createdAt: T }, auditEntry("k"));
  await expect.poll(() => heard.map((all) => all.slice(3))).toEqual([["keys"], ["keys"]]);
  // Nothing else is announced.
  await one.singleUse.use([{ hash: new Uint8Array(32), until: T }]);
  await other.counters.add([{ count: ["a"], drain: 1_000 }], T);

  const admin = new pg.Client(url);
  await admin.connect();
  await admin.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'candor-announcements'",
  );
  await expect
    .poll(() => heard.map((all) => all.slice(4)))
    .toEqual([
      ["registry", "keys"],
      ["registry", "keys"],
    ]);
  expect(faults).toHaveLength(2);
  await one.registrations.change([{ ...change, id: "write" }], auditEntry("write"));
  await expect.poll(() => heard.map((all) => all.slice(6))).toEqual([["registry"], ["registry"]]);
  await admin.end();
});
