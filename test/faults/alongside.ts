/** Applications that go on while clients misbehave: the question is whether they are served. */

import { until } from "../until.ts";
import { caller } from "./caller.ts";
import { ledger } from "./ledger.ts";
import { load } from "./load.ts";
import { internalErrors, type Outcome, told, watch } from "./outcome.ts";
import type { Server } from "./server.ts";
import type { Site } from "./site.ts";

export interface Alongside {
  /** Sees that they are served from now on, then ends them. `settle` is awaited before the last reading of memory and descriptors. */
  end(faults: readonly string[], settle?: () => Promise<void>): Promise<Omit<Outcome, "did" | "times">>;
}

export function alongside(site: Site, server: Server, seed: number): Alongside {
  const book = ledger();
  const client = caller(site.port);
  const watched = watch(server);
  let over = false;
  const loaded = load({ site, ledger: book, seed, server: () => client, over: () => over, fibers: 2, rest: () => 20 });
  return {
    async end(faults, settle) {
      const served = book.acknowledged;
      const still = () => book.acknowledged > served + 5;
      const unserved = await until(still, "others are served").then(
        () => [],
        (error: Error) => [error.message],
      );
      over = true;
      await loaded;
      const lost = await book.lost(client);
      client.close();
      await settle?.();
      watched.stop();
      return { ...told(book, lost), ...watched, faults: [...faults, ...unserved, ...internalErrors(book)] };
    },
  };
}
