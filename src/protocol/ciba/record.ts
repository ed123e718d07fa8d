/** What a record keeps of a backchannel authentication request, and of the page on which its user decides. */
import { HINT } from "../authorization/record.ts";
import { SENT_DETAILS } from "../authorization-details/record.ts";
import { CLIENT_FACTS } from "../client-authentication/record.ts";
import { FORM_MEMBERS } from "../person/record.ts";
import { flag, members, number, oneOf, optional, text, variants, versioned } from "../record.ts";
import { RECEIVED } from "../replay/redact.ts";
import { REQUEST_OBJECT } from "../request-object/record.ts";
import { CATALOGUE } from "../scope/record.ts";
import type { AskedUser, Message } from "./checks.ts";
import type { BackchannelOccasion } from "./occasion.ts";
import type { ApprovalOccasion } from "./page.ts";

export const backchannelRecord = versioned(
  1,
  members<BackchannelOccasion>({
    decision: oneOf("backchannel"),
    now: number,
    received: RECEIVED,
    client: optional(CLIENT_FACTS),
    object: optional(REQUEST_OBJECT),
    hint: optional(HINT),
    message: optional(members<Message>({ characters: number, plain: flag })),
    details: optional(SENT_DETAILS),
    user: optional(
      variants<AskedUser>({
        found: { subject: text },
        unknown: { by: text },
        replayed: {},
        throttled: { retryAfter: number },
      }),
    ),
    catalogue: CATALOGUE,
    settings: members<BackchannelOccasion["settings"]>({ unknownScopes: oneOf("refuse", "ignore") }),
  }),
);

export const approvalRecord = versioned(
  1,
  members<ApprovalOccasion>({
    ...FORM_MEMBERS,
    decision: oneOf("approval"),
    now: number,
    over: optional(oneOf("gone", "expired", "decided")),
    answered: optional(flag),
  }),
);
