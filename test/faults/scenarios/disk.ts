/**
 * The disk under SQLite is slow, fails, or loses its power: nothing that was acknowledged is lost, also after a sync that failed once;
 * what can't be saved is said to be temporary, and what only reads goes on.
 */
import { seeded } from "../../durability/ledger.ts";
import { until } from "../../until.ts";
import { type Caller, caller } from "../caller.ts";
import { diskUnder, type Failure } from "../disk/disk.ts";
import { ledger } from "../ledger.ts";
import { load } from "../load.ts";
import { internalErrors, told, watch } from "../outcome.ts";
import { makeSite } from "../site.ts";
import { faultsAfter, faultsOfReading, faultsWithout } from "../without-database.ts";
import type { Scenario } from "./index.ts";

/** Milliseconds of a sync on a slow disk. */
const SLOW = 150;
const FAILURES: readonly Failure[] = ["EIO", "ENOSPC", "EROFS"];

export const disk: Scenario = async ({ times, seed }) => {
  const rounds = times(1, 40);
  const random = seeded(seed);
  const site = await makeSite();
  const under = diskUnder(site.data, site.directory);
  const book = ledger();
  const [lost, faults, memory, descriptors]: [string[], string[], number[], number[]] = [[], [], [], []];

  /** Runs a server under load on the disk, does something to it, and takes its power away. */
  async function powered(what: string, act: (client: Caller) => Promise<void>): Promise<void> {
    const server = await site.start({ environment: under.environment });
    const client = caller(site.port);
    const watched = watch(server);
    let over = false;
    const loaded = load({ site, ledger: book, seed: random() * 1e6, server: () => client, over: () => over });
    try {
      await served(5 + random() * 40);
      await act(client);
      await served(5 + random() * 40);
    } catch (error) {
      faults.push(`${what}: ${(error as Error).message}`);
    }
    await server.kill("SIGKILL");
    over = true;
    await loaded;
    client.close();
    watched.stop();
    under.mend();
    under.losePower();
    memory.push(...watched.memory);
    descriptors.push(...watched.descriptors);
  }

  async function served(more: number): Promise<void> {
    const before = book.acknowledged;
    await until(() => book.acknowledged > before + more, "the load goes on");
  }

  const unavailable = () => book.statuses.get(503) ?? 0;

  async function failing(client: Caller, when: string, fail: () => void): Promise<void> {
    fail();
    const before = unavailable();
    await until(() => unavailable() > before, `it is unavailable ${when}`);
    faults.push(...(await faultsWithout(client, when)));
    faults.push(...(await faultsOfReading(client, book, when)));
    under.mend();
    faults.push(...(await faultsAfter(client, `after it was ${when}`)));
  }

  try {
    for (let n = 0; n < rounds; n++) {
      const failure = FAILURES[n % FAILURES.length] ?? "EIO";
      await powered("a slow disk", async () => {
        under.slow(SLOW);
        const before = unavailable();
        await served(20);
        if (unavailable() > before) faults.push(`${unavailable() - before} times unavailable on a slow disk`);
        under.slow(0);
      });
      await powered("a sync that fails once", async () => {
        under.failSyncs("EIO", 1);
        // Of a checkpoint nobody hears: SQLite repeats it, and what it was for is still in the log.
        await until(under.hasFailed, "a sync fails");
      });
      await powered("syncs that fail", (client) => failing(client, "without syncs", () => under.failSyncs("EIO")));
      await powered("writes that fail", (client) =>
        failing(client, `with ${failure}`, () => under.failWrites(failure)),
      );
    }
    const server = await site.start({ environment: under.environment });
    const client = caller(site.port);
    lost.push(...(await book.lost(client)));
    client.close();
    const { code } = await server.kill("SIGTERM");
    if (code !== 0) faults.push(`it ended with ${code}: ${server.stderr()}`);
  } finally {
    under.close();
    await site.leave();
  }
  const did = `power failures of a disk that is slow (${SLOW} ms), whose sync fails once, or that fails with ${FAILURES.join(", ")}`;
  return {
    did,
    times: rounds * 4,
    ...told(book, lost),
    memory,
    descriptors,
    faults: [...faults, ...internalErrors(book)],
  };
};
