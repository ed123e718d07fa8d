/** Who makes the changes that nobody requests over HTTP. */
import type { Actor } from "../ports/audit.ts";

/** A program that embeds the server, by `users` and `keys` of `createCandor`. */
export const LIBRARY: Actor = { is: "server", id: "library" };

/** The demo, at its first start. */
export const DEMO: Actor = { is: "server", id: "demo" };

/** The server itself, when it is time. */
export const SCHEDULE: Actor = { is: "server", id: "schedule" };

/** The server itself, when what came along from another one is used here for the first time. */
export const FIRST_USE: Actor = { is: "server", id: "first-use" };
