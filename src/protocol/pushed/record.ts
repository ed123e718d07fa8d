/** What a record keeps of a pushed authorization request, where it is pushed and where it is used. */
import { AUTHORIZATION_SETTINGS, HINT } from "../authorization/record.ts";
import { SENT_DETAILS } from "../authorization-details/record.ts";
import { CLIENT_FACTS } from "../client-authentication/record.ts";
import { members, number, oneOf, optional, versioned } from "../record.ts";
import { RECEIVED } from "../replay/redact.ts";
import { REQUEST_OBJECT } from "../request-object/record.ts";
import { CATALOGUE } from "../scope/record.ts";
import { PROOF } from "../sender-constraints/record.ts";
import type { PushedOccasion } from "./occasion.ts";

export const pushedRecord = versioned(
  1,
  members<PushedOccasion>({
    decision: oneOf("pushed"),
    now: number,
    received: RECEIVED,
    client: optional(CLIENT_FACTS),
    proof: optional(PROOF),
    object: optional(REQUEST_OBJECT),
    hint: optional(HINT),
    details: optional(SENT_DETAILS),
    catalogue: CATALOGUE,
    settings: AUTHORIZATION_SETTINGS,
  }),
);
