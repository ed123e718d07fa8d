/** What a request that came through `fetch` lacks without a socket: whether it was encrypted, and where it came from. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Finding } from "../protocol/http/occasion.ts";

/** Stands for the IP address of a requester that the host has not given: no network is throttled by it, and no proxy trusted. */
export const NO_ADDRESS = "0.0.0.0";

export interface Embedded {
  /** `https:` or `http:`. */
  readonly scheme: string;
  /** What kept its body from being read here. */
  readonly found?: Finding | undefined;
}

export const embedded = new AsyncLocalStorage<Embedded>();
