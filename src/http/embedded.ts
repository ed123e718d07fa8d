/** The scheme of a request that came through `fetch`, where there is no socket to ask whether it is encrypted. */
import { AsyncLocalStorage } from "node:async_hooks";

export const embeddedScheme = new AsyncLocalStorage<string>();
