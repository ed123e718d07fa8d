/**
 * Three nodes behind nginx on one PostgreSQL database, of which one is killed every few seconds and started again, while applications, users
 * and operators go on. Nothing that was acknowledged is lost, and nothing is granted twice. What is asked by GET, clients notice nothing of.
 * For a POST whose node died, the proxy responds with 502: sent again, it is granted, or refused because it was carried out before.
 */
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Config } from "../../src/index.ts";
import { isThorough } from "../breadth.ts";
import { seeded } from "../durability/ledger.ts";
import type { Server } from "../faults/server.ts";
import { CLIENT, makeSite, REDIRECT_URI, SCOPE, type Site } from "../faults/site.ts";
import { freePort } from "../free-port.ts";
import { type PostgresServer, startPostgres } from "../postgres.ts";
import { balancer } from "./balancer.ts";
import { ADMIN, DEVICE, FLOWS, given } from "./flows.ts";
import { repeating, type Seen } from "./repeating.ts";

const NODES = 3;
/** Each node once. */
const KILLS = isThorough ? 5 : NODES;
/** Milliseconds from the start of a node to the next kill: nginx leaves a node alone for two seconds after it has failed. */
const EVERY = 2_500;
/** Milliseconds from the end of a flow to the next one. */
const PAUSE = 200;
const SEED = 20_260_101;

let database: PostgresServer;
let site: Site;
let proxy: Awaited<ReturnType<typeof balancer>>;
let ports: readonly number[];
const servers: Server[] = [];
const start = async (i: number): Promise<void> => {
  servers[i] = await site.start({ port: ports[i] ?? 0 });
};
beforeAll(async () => {
  database = await startPostgres();
  const own: Partial<Config> = {
    trustedProxy: ["127.0.0.1", "::1"],
    clients: [
      {
        ...{ id: CLIENT.id, secrets: [{ value: CLIENT.secret }], redirectUris: [REDIRECT_URI] },
        grantTypes: ["authorization_code", "refresh_token", "client_credentials", DEVICE],
        ...{ scopes: [...SCOPE.split(" "), "jobs"], introspects: ["https://orders.example"] },
      },
      {
        ...{ id: ADMIN.id, secrets: [{ value: ADMIN.secret }], grantTypes: ["client_credentials"] },
        scopes: ["candor:applications"],
      },
    ],
  };
  site = await makeSite(own, { DATABASE_URL: await database.database() });
  ports = await Promise.all(Array.from({ length: NODES }, freePort));
  proxy = await balancer(site.port, ports);
  await Promise.all(ports.map((_, i) => start(i)));
});
afterAll(async () => {
  await proxy?.end();
  await site?.leave();
  database?.stop();
});

it("whatever a client does, a node that is killed costs it at most a second try", async () => {
  const seen: Seen = { died: 0, lost: 0, faults: [] };
  const ended: Record<string, number> = {};
  let over = false;

  /** Resolves to what must hold at the end. */
  async function always(name: string, n: number): Promise<readonly (() => Promise<void>)[]> {
    const kept: (() => Promise<void>)[] = [];
    const one = given(site.issuer, repeating(seen, seeded(SEED + n)), (what) => kept.push(what));
    try {
      for (; !over; await wait(PAUSE)) {
        await FLOWS[name]?.(one);
        ended[name] = (ended[name] ?? 0) + 1;
      }
    } finally {
      over = true;
    }
    return kept;
  }

  const all = Promise.all(Object.keys(FLOWS).map(always));
  const kills = (async () => {
    for (let n = 0; n < KILLS && !over; n++) {
      await servers[n % NODES]?.kill("SIGKILL");
      await start(n % NODES);
      await wait(EVERY);
    }
    over = true;
  })();
  const [kept] = await Promise.all([all, kills]);
  expect(seen.faults).toEqual([]);
  expect(Object.keys(ended).sort()).toEqual(Object.keys(FLOWS).sort());
  // Otherwise nothing was sent again.
  expect(seen.lost).toBeGreaterThan(0);
  await Promise.all(
    kept.map(async (held) => {
      for (const holds of held) await holds();
    }),
  );
  for (const server of servers)
    expect(await server.kill("SIGTERM"), server.stderr()).toEqual({ code: 0, signal: null });
});
