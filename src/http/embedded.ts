/** What a request that came through `fetch` lacks for want of a socket: whether it was encrypted, and whence it came. */
import { AsyncLocalStorage } from "node:async_hooks";

/** Stands for the address of a requester that the host has not told: no network is throttled by it, and no proxy trusted. */
export const NO_ADDRESS = "0.0.0.0";

export const embeddedScheme = new AsyncLocalStorage<string>();
