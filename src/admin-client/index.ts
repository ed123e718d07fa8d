/** `candor/admin`: the admin API of a server, typed, wherever there is `fetch`. It imports nothing, not even from the rest of Candor. */
export type { FetchedResponse } from "./again.ts";
export { type AdminClientOptions, createAdminClient, type Fetch } from "./client.ts";
export { AdminError, type Fault } from "./error.ts";
export type { AdminOperations } from "./generated/methods.ts";
export type * from "./generated/schemas.ts";
export type { Listing, Page, Versioned } from "./operation.ts";
