/**
 * PostgreSQL refuses: it has become read-only, accepts no connections, ends those that there are, waits for a lock, or its disk is
 * full. What it refuses is said to be temporary, and afterwards all is as before.
 */
import { type PostgresServer, startPostgres } from "../../postgres.ts";
import { until } from "../../until.ts";
import { ask, connected } from "../ask.ts";
import { type Caller, caller } from "../caller.ts";
import { type Ledger, ledger } from "../ledger.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import { makeSite } from "../site.ts";
import { type SmallDisk, smallDisk } from "../small-disk.ts";
import { faultsAfter, faultsBeside, faultsOfReading, faultsOfToken, faultsWithout } from "../without-database.ts";
import type { Scenario } from "./index.ts";

interface Harm {
  readonly name: string;
  /** What is wrong meanwhile. */
  readonly meanwhile: (client: Caller, book: Ledger, when: string) => Promise<readonly string[]>;
  begin(): Promise<unknown>;
  end(): Promise<unknown>;
}

const OWN = "select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'";
const MEGABYTES = 64;

function harmsTo(server: PostgresServer, database: string, disk: SmallDisk | undefined): readonly Harm[] {
  const reload = "select pg_reload_conf()";
  let unlock = async (): Promise<void> => {};
  let ending: NodeJS.Timeout | undefined;
  return [
    {
      name: "read-only",
      meanwhile: async (client, book, when) => [
        ...(await faultsWithout(client, when)),
        ...(await faultsOfReading(client, book, when)),
      ],
      begin: () => ask(server, "alter system set default_transaction_read_only = on", reload),
      end: () =>
        ask(
          server,
          "set default_transaction_read_only = off",
          "alter system reset default_transaction_read_only",
          reload,
        ),
    },
    {
      name: "no connections",
      meanwhile: (client, _, when) => faultsWithout(client, when),
      begin: () => ask(server, "alter role app connection limit 0", OWN),
      end: () => ask(server, "alter role app connection limit -1"),
    },
    {
      name: "connections ended",
      meanwhile: (client, _, when) => faultsBeside(client, when),
      async begin() {
        ending = setInterval(() => void ask(server, OWN).catch(() => {}), 50);
      },
      end: async () => clearInterval(ending),
    },
    {
      name: "locked tables",
      meanwhile: async (client, _, when) => [
        ...(await faultsBeside(client, when)),
        ...(await faultsOfToken(client, when)),
      ],
      async begin() {
        const client = await connected(server.port, database);
        await client.query("begin");
        await client.query("lock table grants, access_tokens, leases in access exclusive mode");
        unlock = () => client.end();
      },
      end: () => unlock(),
    },
    ...(disk === undefined
      ? []
      : [
          {
            name: "a full disk",
            // Until it needs another page, a table has room.
            meanwhile: (client: Caller, _: Ledger, when: string) => faultsBeside(client, when),
            begin: async () => disk.fill(),
            end: async () => disk.empty(),
          },
        ]),
  ];
}

export const postgres: Scenario = async ({ times, seed }) => {
  const rounds = times(1, 10);
  const book = ledger();
  const faults: string[] = [];
  const server = await startPostgres();
  const disk = smallDisk(MEGABYTES, server.directory);
  await ask(server, "create role app login");
  if (disk !== undefined) await ask(server, `create tablespace small location '${disk.directory}'`);
  await ask(server, `create database served owner app ${disk === undefined ? "" : "tablespace small"}`);
  const site = await makeSite({}, { DATABASE_URL: `postgresql://app@127.0.0.1:${server.port}/served` });
  const harms = harmsTo(server, "served", disk);
  try {
    const candor = await site.start();
    const client = caller(site.port);
    const watched = watch(candor);
    let over = false;
    const loaded = load({ site, ledger: book, seed, server: () => client, over: () => over });
    const served = async (more: number) => {
      const before = book.acknowledged;
      await until(() => book.acknowledged > before + more, "the load goes on");
    };
    const unavailable = () => book.statuses.get(503) ?? 0;
    for (let n = 0; n < rounds; n++)
      for (const { name, meanwhile, begin, end } of harms) {
        await served(20);
        const before = unavailable();
        await begin();
        await until(() => unavailable() > before, `something is unavailable: ${name}`).catch((error: Error) =>
          faults.push(error.message),
        );
        faults.push(...(await meanwhile(client, book, `with ${name}`)));
        await end();
        faults.push(...(await faultsAfter(client, `after ${name}`)));
      }
    await served(20);
    over = true;
    await loaded;
    const lost = await book.lost(client);
    client.close();
    watched.stop();
    const { code } = await candor.kill("SIGTERM");
    if (code !== 0) faults.push(`it ended with ${code}: ${candor.stderr()}`);
    const did = `refusals of PostgreSQL: ${harms.map(({ name }) => name).join(", ")}`;
    return {
      did,
      times: rounds * harms.length,
      ...told(book, lost),
      ...watched,
      faults: [...faults, ...internalErrors(book)],
    };
  } finally {
    await site.leave();
    server.stop();
    disk?.remove();
  }
};
