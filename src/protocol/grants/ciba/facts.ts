/** What is loaded for an auth_req_id. A client that asks a user waits as a device does. */
import type { NotFound } from "../../credential.ts";
import type { FoundDevice } from "../device-code/facts.ts";

/** A backchannel authentication request, as decisions see it. Times are milliseconds since 1970. */
export type FoundAsked = FoundDevice;

export interface CibaFacts {
  readonly asked: NotFound | ({ readonly is: "found" } & FoundAsked);
  /** Only known once the user has allowed it. */
  readonly accountEnabled: boolean;
}
