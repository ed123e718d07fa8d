/** What a record keeps of a device authorization request, and of its page. No code is kept. */
import { SENT_DETAILS } from "../authorization-details/record.ts";
import { CLIENT_FACTS } from "../client-authentication/record.ts";
import { FORM_MEMBERS } from "../person/record.ts";
import { flag, members, number, oneOf, optional, variants, versioned } from "../record.ts";
import { RECEIVED } from "../replay/redact.ts";
import { CATALOGUE } from "../scope/record.ts";
import type { DeviceAuthorizationOccasion } from "./occasion.ts";
import type { DeviceOccasion, Entered } from "./page.ts";

export const deviceAuthorizationRecord = versioned(
  1,
  members<DeviceAuthorizationOccasion>({
    decision: oneOf("device-authorization"),
    now: number,
    received: RECEIVED,
    client: optional(CLIENT_FACTS),
    details: optional(SENT_DETAILS),
    catalogue: CATALOGUE,
    settings: members<DeviceAuthorizationOccasion["settings"]>({ unknownScopes: oneOf("refuse", "ignore") }),
  }),
);

export const deviceRecord = versioned(
  1,
  members<DeviceOccasion>({
    ...FORM_MEMBERS,
    decision: oneOf("device"),
    now: number,
    entered: optional(
      variants<Entered>({
        throttled: { retryAfter: number },
        found: {},
        wrong: { because: oneOf("unknown", "expired", "decided") },
      }),
    ),
    answered: optional(flag),
  }),
);
