/**
 * Counts failed client authentications. Guessing client secrets costs the guesser time and the database nothing. Counts drain
 * (`protocol/draining-count.ts`) and are in tables of a fixed size. A flood of made-up client ids needs no room and pushes
 * nothing out, and existing ids are counted exactly like others.
 */
import { hash } from "node:crypto";
import type { Random } from "../ports/random.ts";
import { failuresIn, type Limit, oneMore, waitFor } from "../protocol/draining-count.ts";
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
  /** Counts a failure. `now` in milliseconds. */
  add(clientId: string | undefined, address: string, now: number): void;
  /** Whole seconds to wait, or `undefined`. */
  wait(clientId: string | undefined, address: string, now: number): number | undefined;
}

/** Empty counts. */
export function failures(random: Random): Failures {
  // Without it, nobody can search for ids that share another's cells.
  const salt = Buffer.from(random(16)).toString("base64url");
  const tables = Object.values(LIMITS).map(table);
  /** When every count will have drained. This time has nearly always passed, and then nothing needs to be looked up. */
  let quietFrom = Number.NEGATIVE_INFINITY;
  const cells = (clientId: string | undefined, address: string): Uint16Array[] => {
    const network = networkOf(address);
    const keys = [`${network} ${clientId?.slice(0, 200)}`, network, prefixOf(address) ?? network];
    return keys.map(
      (key) => new Uint16Array(new Uint8Array(hash("sha256", `${salt}${key}`, "buffer")).buffer, 0, ROWS),
    );
  };
  return {
    add(clientId, address, now) {
      const drained = cells(clientId, address).map((at, i) => tables[i]?.add(at, now) ?? now);
      quietFrom = Math.max(quietFrom, ...drained);
    },
    wait(clientId, address, now) {
      if (now >= quietFrom) return undefined;
      const waits = cells(clientId, address).map((at, i) => tables[i]?.wait(at, now) ?? 0);
      const wait = Math.max(...waits);
      return wait > 0 ? Math.ceil(wait / SECOND) : undefined;
    },
  };
}

/**
 * Each key has a cell in each row, and its count is the lowest of them. Two keys are confused only if they share all of their
 * cells.
 */
const ROWS = 2;
const CELLS = 2 ** 14;

interface Table {
  /** Milliseconds since 1970 when the fullest cell will have drained. */
  add(at: Uint16Array, now: number): number;
  wait(at: Uint16Array, now: number): number;
}

function table(limit: Limit): Table {
  const [emptyAt, lastAt] = [new Float64Array(ROWS * CELLS), new Float64Array(ROWS * CELLS)];
  const places = (at: Uint16Array): number[] => [...at].map((cell, row) => row * CELLS + (cell % CELLS));
  const read = (place: number) => ({ emptyAt: emptyAt[place] ?? 0, lastAt: lastAt[place] ?? 0 });
  const lowest = (at: Uint16Array, now: number) =>
    places(at)
      .map(read)
      .reduce((a, b) => (failuresIn(b, limit.drain, now) < failuresIn(a, limit.drain, now) ? b : a));
  return {
    add(at, now) {
      const next = oneMore(lowest(at, now), limit.drain, now);
      const ends = places(at).map((place) => {
        // A fuller cell also belongs to other keys.
        const end = Math.max(oneMore(read(place), 0, now).emptyAt, next.emptyAt);
        emptyAt[place] = end;
        lastAt[place] = now;
        return end;
      });
      return Math.max(...ends);
    },
    wait: (at, now) => waitFor(lowest(at, now), limit, now),
  };
}
