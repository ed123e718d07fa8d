/** What a request that came through `fetch` lacks without a socket: whether it was encrypted, and where it came from. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Finding } from "../protocol/http/occasion.ts";

/** Represents an IP address that the host hasn't given. No network is throttled by it, and no proxy trusted. */
export const NO_ADDRESS = "0.0.0.0";

export interface Embedded {
  /** `https:` or `http:`. */
  readonly scheme: string;
  /** Why its body couldn't be read here. */
  readonly found?: Finding | undefined;
}

export const embedded = new AsyncLocalStorage<Embedded>();
