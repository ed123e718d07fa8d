/** What holders of the world's credentials send: tokens are tagged with the server's key, as if it had handed them out. */
import { join } from "node:path";
import { openKeys } from "../../src/adapters/keys/keys.ts";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { mint } from "../../src/service/credentials.ts";
import type { Site } from "./site.ts";
import { EACH, numbers, secretOf, type World } from "./world.ts";

interface Client {
  readonly id: string;
  readonly secret: string;
}

/** A grant that only one asks for at a time. */
interface Held {
  readonly client: Client;
  readonly token: string;
  readonly giveBack: (newest: string) => void;
}

export interface Holders {
  /** A random grant, with its newest refresh token. */
  readonly grant: () => Held;
  /** A random access token, and whose it is. */
  readonly accessToken: () => { readonly token: string; readonly clientId: string };
  /** The value of a random user's cookie. */
  readonly cookie: () => string;
  readonly client: () => Client;
}

/** Grants whose tokens one run uses up: every so many-th. */
const RUNS = 97;

/**
 * Of a site. `run`: which of the runs on this database this is, so that it doesn't send what another one has refreshed. With a smaller
 * world `alike`, they hold no more different rows than that one has, spread over all of the tables.
 */
export async function holdersOf({ world, url, directory, run }: Site, alike?: World): Promise<Holders> {
  const storage =
    url === undefined
      ? await openSqlite({ file: join(directory, "data", "candor.sqlite") })
      : await openPostgres({ url });
  const keys = await openKeys(storage.keys, undefined, Date.now());
  await storage.close();
  const { grantId, tokenId, sessionId, clientOf, generation, isRevoked } = numbers(world);
  /** A random one of so many rows that a purge leaves alone: without the first ones, by the share of them that ends first. */
  function one(rowsOf: (world: World) => number, share: number): number {
    const first = Math.floor(rowsOf(world) * share);
    const lasting = Math.floor(rowsOf(world)) - first;
    const different = Math.max(1, alike === undefined ? lasting : Math.floor(rowsOf(alike) * (1 - share)));
    return first + Math.floor((Math.floor(Math.random() * different) * lasting) / different);
  }
  /** Two for each run: of rows anywhere, and of no more than another world has. */
  const own = (run * 2 + (alike === undefined ? 0 : 1)) % RUNS;
  const clientNumbered = (id: string) => ({ id, secret: secretOf("client", Number(id.slice("app-".length))) });
  /** `undefined` while somebody has it. */
  const newest = new Map<number, string | undefined>();
  function free(): number {
    for (;;) {
      const n = one(({ grants }) => grants / RUNS, 0.1) * RUNS + own;
      if (n < world.grants && !isRevoked(n) && !(newest.has(n) && newest.get(n) === undefined)) return n;
    }
  }
  return {
    grant() {
      const n = free();
      const first = () => mint(keys, "refresh", grantId(n), generation(n), Buffer.from(secretOf("refresh", n))).text;
      const token = newest.get(n) ?? first();
      newest.set(n, undefined);
      return { client: clientNumbered(clientOf(n)), token, giveBack: (next) => newest.set(n, next) };
    },
    accessToken() {
      for (;;) {
        const n = one(({ grants }) => grants / EACH, 0.6);
        if (isRevoked(n * EACH)) continue;
        const { text } = mint(keys, "access", tokenId(n), 0, Buffer.from(secretOf("access", n)));
        return { token: text, clientId: clientOf(n * EACH) };
      }
    },
    cookie() {
      const n = one(({ users }) => users / EACH, 0.2);
      return `${sessionId(n).toString(36)}.${Buffer.from(secretOf("session", n)).toString("base64url")}`;
    },
    client: () => clientNumbered(`app-${one(({ clients }) => clients, 0)}`),
  };
}
