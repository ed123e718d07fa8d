/**
 * Clients that are loaded when somebody asks for them. Only those that were asked for lately stay in memory, so the number of
 * registered clients doesn't matter.
 */
import type { RegisteredClient } from "../../ports/registry.ts";
import type { Soon } from "../../ports/soon.ts";
import type { Telemetry } from "../../ports/telemetry.ts";
import { lasts } from "../../protocol/lifetime.ts";

/** How much is kept. */
export interface Bounds {
  /** Characters of clients, written as JSON. Those that nobody has asked for the longest go first. */
  readonly characters: number;
  /** How many ids that are not of a client. They don't displace clients. */
  readonly misses: number;
  /** For how many milliseconds such an id is kept. */
  readonly missedFor: number;
}

/** Characters. No client has a longer id, so what is kept of ids that were made up is small. */
const LONGEST_ID = 200;

/** Characters that one counts for beside its own: its place, and its secrets. */
const EACH = 200;

/** Characters that a client counts for. */
export const weightOf = (client: RegisteredClient["client"]): number => JSON.stringify(client).length + EACH;

interface Kept {
  readonly client: RegisteredClient;
  readonly weight: number;
}

type Load = (id: string) => Promise<RegisteredClient | undefined>;
/** Hears where a client was found, or that there is none. */
export type LookedUp = Telemetry["lookedUp"];

export class HotClients {
  readonly #load: Load;
  readonly #bounds: Bounds;
  readonly #now: () => number;
  readonly #told: LookedUp | undefined;
  readonly #hot = new Map<string, Kept>();
  #weight = 0;
  /** When an id was found to be of nobody. */
  readonly #missed = new Map<string, number>();
  readonly #loading = new Map<string, Promise<RegisteredClient | undefined>>();
  #keeps = true;

  constructor(load: Load, bounds: Bounds, now: () => number, told?: LookedUp) {
    [this.#load, this.#bounds, this.#now, this.#told] = [load, bounds, now, told];
  }

  /** The client with this id: at once if it is kept. Requests that ask at the same time load it once. Rejects as `load` does. */
  find(id: string): Soon<RegisteredClient | undefined> {
    const known = this.#hot.get(id);
    if (known !== undefined) {
      this.#told?.("in memory");
      this.#hot.delete(id);
      this.#hot.set(id, known);
      return known.client;
    }
    if (id.length > LONGEST_ID) return undefined;
    const missed = this.#missed.get(id);
    if (missed !== undefined && lasts(missed, this.#bounds.missedFor, this.#now())) {
      this.#told?.("in memory");
      return undefined;
    }
    this.#told?.("in storage");
    const loading = this.#loading.get(id) ?? this.#begin(id);
    this.#loading.set(id, loading);
    return loading;
  }

  /**
   * Gives what is kept to the next version, except the clients that have changed: all of them if it isn't known which. From now
   * on, this one keeps nothing.
   */
  moveTo(next: HotClients, changed: readonly string[] | undefined): void {
    const differs = new Set(changed ?? this.#hot.keys());
    for (const [id, kept] of this.#hot) if (!differs.has(id)) next.#keepHot(id, kept);
    this.#keeps = false;
    this.#hot.clear();
    this.#weight = 0;
    this.#missed.clear();
  }

  /** How many clients and ids are kept. */
  get kept(): { readonly clients: number; readonly misses: number } {
    return { clients: this.#hot.size, misses: this.#missed.size };
  }

  async #begin(id: string): Promise<RegisteredClient | undefined> {
    try {
      const client = await this.#load(id);
      this.#keep(id, client);
      return client;
    } finally {
      this.#loading.delete(id);
    }
  }

  #keep(id: string, client: RegisteredClient | undefined): void {
    if (!this.#keeps) return;
    this.#missed.delete(id);
    if (client === undefined) this.#keepMiss(id);
    else this.#keepHot(id, { client, weight: weightOf(client.client) });
  }

  /** A map lists its entries in the order in which they were set. */
  #keepHot(id: string, kept: Kept): void {
    this.#weight += kept.weight - (this.#hot.get(id)?.weight ?? 0);
    this.#hot.set(id, kept);
    for (const [oldest, { weight }] of this.#hot) {
      if (this.#weight <= this.#bounds.characters) break;
      this.#hot.delete(oldest);
      this.#weight -= weight;
    }
  }

  #keepMiss(id: string): void {
    this.#missed.set(id, this.#now());
    const oldest = this.#missed.size > this.#bounds.misses ? this.#missed.keys().next().value : undefined;
    if (oldest !== undefined) this.#missed.delete(oldest);
  }
}
