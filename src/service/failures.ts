/**
 * Counts failed client authentications, for all processes of a storage together. A failure costs one write. A right secret costs
 * none, and no read unless it is short enough to be guessed and somebody has guessed here lately.
 */
import type { Counters } from "../ports/counters.ts";
import { StorageUnavailable } from "../ports/storage.ts";
import type { LimitedCount } from "../protocol/count-cells.ts";
import { type DrainingCount, failuresIn, type Limit, waitFor } from "../protocol/draining-count.ts";
import type { NearCounts } from "./near-counts.ts";
import { networkOf, prefixOf } from "./network.ts";

const SECOND = 1_000;

const LIMITS = {
  /** Of one client, by one network. */
  client: { most: 30, drain: 20 * SECOND, pauses: false },
  /** Of all clients, by one network. Many failures there are a test run, or somebody who tries one id after another. */
  network: { most: 600, drain: SECOND, pauses: false },
  /** By a neighborhood (/24, /48). */
  neighborhood: { most: 2_400, drain: SECOND / 4, pauses: false },
} satisfies Record<string, Limit>;

export interface Failures {
  /**
   * Counts an attempt if it failed. Whole seconds to wait before the attempt may be looked at, or `undefined`. One that must
   * wait isn't counted. A promise only if the store must be asked: processes that ask at once get no more than the limit
   * together. A process that hasn't seen a failure of this client and network lets one right secret through without asking, so
   * n processes compare at most n - 1 guesses more than one. If the store isn't available, a process counts by itself.
   * `now` in milliseconds.
   */
  attempt(
    clientId: string | undefined,
    address: string,
    failed: boolean,
    now: number,
  ): number | undefined | Promise<number | undefined>;
}

/** The counts of a storage, with what this process knows of them. */
export function failures(near: NearCounts, counters: Counters): Failures {
  /** When every count that this process knows will have drained. This time has nearly always passed, and nothing is looked up. */
  let quietFrom = Number.NEGATIVE_INFINITY;

  const countsOf = (clientId: string | undefined, address: string): readonly LimitedCount[] => {
    const network = networkOf(address);
    return [
      { count: near.cellsOf("client", `${network} ${clientId?.slice(0, 200)}`), limit: LIMITS.client },
      { count: near.cellsOf("network", network), limit: LIMITS.network },
      { count: near.cellsOf("neighborhood", prefixOf(address) ?? network), limit: LIMITS.neighborhood },
    ];
  };
  const secondsIn = (counts: readonly LimitedCount[], of: readonly (DrainingCount | undefined)[], now: number) => {
    const wait = Math.max(...counts.map(({ limit }, i) => waitFor(of[i], limit, now)));
    return wait > 0 ? Math.ceil(wait / SECOND) : undefined;
  };
  const here = (counts: readonly LimitedCount[], now: number) => counts.map(({ count }) => near.find(count, now));
  function heard(counts: readonly LimitedCount[], stored: readonly (DrainingCount | undefined)[], now: number): void {
    counts.forEach(({ count }, i) => {
      near.learn(count, stored[i], now);
    });
    quietFrom = Math.max(quietFrom, ...here(counts, now).map((one) => one?.emptyAt ?? quietFrom));
  }
  /** Asks the store, and goes by what this process knows if that isn't possible. */
  async function ask(
    counts: readonly LimitedCount[],
    store: () => Promise<readonly (DrainingCount | undefined)[]>,
    now: number,
  ): Promise<number | undefined> {
    try {
      const stored = await store();
      heard(counts, stored, now);
      return secondsIn(counts, stored, now);
    } catch (error) {
      if (error instanceof StorageUnavailable) return undefined;
      throw error;
    }
  }

  return {
    attempt(clientId, address, failed, now) {
      if (!failed && now >= quietFrom) return undefined;
      const counts = countsOf(clientId, address);
      const known = here(counts, now);
      const wait = secondsIn(counts, known, now);
      if (wait !== undefined) return wait;
      if (failed) {
        // At once, so that the next one of the same moment is held against it.
        for (const { count, limit } of counts) near.add({ count, drain: limit.drain }, now);
        heard(counts, [], now);
        return ask(counts, () => counters.addBelow(counts, now), now);
      }
      if (known.every((count, i) => failuresIn(count, counts[i]?.limit.drain ?? 1, now) === 0)) return undefined;
      return ask(
        counts,
        () =>
          counters.find(
            counts.map(({ count }) => count),
            now,
          ),
        now,
      );
    },
  };
}
