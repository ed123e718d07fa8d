/** What tests have ordered and no request has met yet. Each order waits for requests that fit, and is used up. */

import { pathsOf } from "./endpoints.ts";
import { MockError } from "./fault.ts";
import type { MockRequest } from "./requests.ts";

/** Which requests an order is for. */
export interface MockTarget {
  /** A path such as `/token`, or a name such as `token`, `jwks`, `metadata`. Default: every endpoint. */
  readonly endpoint?: string | undefined;
  /** Only requests that name this client. Default: every client. */
  readonly client?: string | undefined;
  /** For how many requests, or `always`. Default: 1. */
  readonly times?: number | "always" | undefined;
}

/** Something that the mock will do to a request that fits. */
export interface MockOrder {
  /** What was ordered: a reason such as `scope/misspelled`, or `delay`, or a failure such as `hang`. */
  readonly what: string;
  /** How many requests have met it. */
  readonly used: number;
  /** Whether it still waits for a request. */
  readonly waiting: boolean;
  /** Withdraws it. */
  cancel(): void;
}

interface Entry<What> {
  readonly what: What;
  readonly paths: readonly string[] | undefined;
  readonly client: string | undefined;
  readonly order: MockOrder & { used: number };
  left: number;
}

/** A list of orders of one kind, used in the order in which they were given. */
export class Orders<What> {
  #entries: Entry<What>[] = [];

  /** Adds an order. Throws a `MockError` if there is no such endpoint. */
  add(what: What, name: string, { endpoint, client, times = 1 }: MockTarget = {}): MockOrder {
    if (times !== "always" && !(Number.isInteger(times) && times > 0))
      throw new MockError(`times is ${times}. Expected a whole number from 1, or "always".`);
    const order = {
      what: name,
      used: 0,
      get waiting() {
        return entry.left > 0;
      },
      cancel: () => {
        entry.left = 0;
        this.#entries = this.#entries.filter((one) => one !== entry);
      },
    };
    const entry: Entry<What> = {
      what,
      paths: endpoint === undefined ? undefined : pathsOf(endpoint),
      client,
      order,
      left: times === "always" ? Number.POSITIVE_INFINITY : times,
    };
    this.#entries.push(entry);
    return order;
  }

  /** What the orders ask for that fit the request, in their order, each with how to count it as used. */
  all(request: Pick<MockRequest, "path" | "client">) {
    const fits = ({ paths, client }: Entry<What>): boolean =>
      (paths === undefined || paths.some((path) => request.path === path || request.path.startsWith(`${path}/`))) &&
      (client === undefined || client === request.client);
    return this.#entries.filter(fits).map((entry) => ({ what: entry.what, use: () => this.#use(entry) }));
  }

  /** The first of them. */
  find(request: Pick<MockRequest, "path" | "client">) {
    return this.all(request)[0];
  }

  #use(entry: Entry<What>): void {
    entry.left--;
    entry.order.used++;
    if (entry.left === 0) this.#entries = this.#entries.filter((one) => one !== entry);
  }

  /** The orders that wait, the first first. */
  get waiting(): readonly MockOrder[] {
    return this.#entries.map(({ order }) => order);
  }

  clear(): void {
    for (const { order } of this.#entries) order.cancel();
  }
}
