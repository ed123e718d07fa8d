/** What a record keeps of a grant that a client manages: never what its authorization details say. */
import { leftOut, number, optional, texts, variants } from "../record.ts";
import type { ManagedFacts } from "./managed.ts";

export const MANAGED = variants<ManagedFacts>({
  unknown: {},
  found: {
    root: number,
    since: number,
    scopes: texts,
    audience: optional(texts),
    authorizationDetails: leftOut(),
    requestedClaims: leftOut(),
  },
});
