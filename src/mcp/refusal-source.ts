/** Where a refusal of a Candor server is looked up by its reference. The command line decides which source there is. */
import type { RefusalDocument } from "../render/schema.ts";
import type { Fault } from "./fault.ts";

export interface RefusalSource {
  /** Issuers whose refusals can be looked up. Empty if the source is a database. */
  readonly issuers: readonly string[];
  /** `issuer` is one of `issuers`, or `undefined` if there is no choice. */
  find(ref: string, issuer: string | undefined): Promise<RefusalDocument | Fault>;
}
