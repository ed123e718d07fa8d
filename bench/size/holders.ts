/** What holders of the world's credentials send: tokens are tagged with the server's key, as if it had handed them out. */
import { join } from "node:path";
import { openKeys } from "../../src/adapters/keys/keys.ts";
import { openPostgres } from "../../src/adapters/postgres/open.ts";
import { openSqlite } from "../../src/adapters/sqlite/open.ts";
import { mint } from "../../src/service/credentials.ts";
import type { Site } from "./site.ts";
import { EACH, numbers, secretOf } from "./world.ts";

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

/** `run`: which of the runs on this database this is, so that it doesn't send what another one has refreshed. */
export async function holdersOf({ world, url, directory, run }: Site): Promise<Holders> {
  const storage =
    url === undefined
      ? await openSqlite({ file: join(directory, "data", "candor.sqlite") })
      : await openPostgres({ url });
  const keys = await openKeys(storage.keys, undefined, Date.now());
  await storage.close();
  const { grantId, tokenId, sessionId, clientOf, generation, isRevoked } = numbers(world);
  const below = (count: number) => Math.floor(Math.random() * Math.max(1, Math.floor(count)));
  /** One of those that a purge leaves alone: without the first ones, by the share of them that ends first. */
  const lasting = (count: number, share: number) => Math.floor(count * share) + below(count * (1 - share));
  const clientNumbered = (id: string) => ({ id, secret: secretOf("client", Number(id.slice("app-".length))) });
  /** `undefined` while somebody has it. */
  const newest = new Map<number, string | undefined>();
  function free(): number {
    for (;;) {
      const n = lasting(world.grants / RUNS, 0.1) * RUNS + (run % RUNS);
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
        const n = lasting(world.grants / EACH, 0.6);
        if (isRevoked(n * EACH)) continue;
        const { text } = mint(keys, "access", tokenId(n), 0, Buffer.from(secretOf("access", n)));
        return { token: text, clientId: clientOf(n * EACH) };
      }
    },
    cookie() {
      const n = lasting(world.users / EACH, 0.2);
      return `${sessionId(n).toString(36)}.${Buffer.from(secretOf("session", n)).toString("base64url")}`;
    },
    client: () => clientNumbered(`app-${below(world.clients)}`),
  };
}
