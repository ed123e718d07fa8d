/** What a record keeps of a device code. */

import { GRANTED_DETAILS } from "../../authorization-details/record.ts";
import { NOT_FOUND } from "../../credential-record.ts";
import { flag, members, number, optional, text, texts, variants, versioned } from "../../record.ts";
import type { DeviceFacts, FoundDecision } from "./facts.ts";

/** What is kept of a request for which a client polls. */
export const POLLED = variants<DeviceFacts["device"]>({
  ...NOT_FOUND,
  found: {
    id: number,
    clientId: text,
    requestedAt: number,
    expiresAt: number,
    interval: number,
    polledAt: optional(number),
    usedAt: optional(number),
    decided: optional(
      variants<FoundDecision>({
        denied: { at: number },
        allowed: {
          at: number,
          grantId: number,
          subject: text,
          authTime: number,
          scopes: texts,
          details: optional(GRANTED_DETAILS),
          audience: optional(texts),
        },
      }),
    ),
  },
});

export const deviceCodeRecord = versioned(1, members<DeviceFacts>({ device: POLLED, accountEnabled: flag }));
