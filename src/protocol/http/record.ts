/** What a record keeps of a request that reached no endpoint. */
import { mediaTypeOf } from "../media-type.ts";
import { cutAt, keptAs, members, number, oneOf, optional, text, texts, variants, versioned } from "../record.ts";
import { type Finding, type HttpOccasion, LONGEST_CODING, LONGEST_PATH } from "./occasion.ts";

const FOUND = variants<Finding>({
  nothing: {},
  insecure: { scheme: text, issuer: text },
  unreadable: { fault: text },
  "too-large": { limit: number, measured: optional(oneOf("body")) },
  "no-endpoint": { near: optional(text), metadata: optional(text) },
  "wrong-method": { allowed: texts },
  "wrong-type": { sent: keptAs(text, mediaTypeOf, (sent) => sent) },
  encoded: { sent: cutAt(LONGEST_CODING) },
  "not-opened": { sign: text },
  "no-refusal": {},
  consumed: {},
  closing: {},
  storage: { storage: text },
  keys: { keys: text },
  hook: {
    hook: text,
    failure: oneOf("threw", "timed-out", "unusable"),
    timeout: optional(number),
    because: optional(text),
  },
  "no-key": { clientId: text, alg: text, because: cutAt(100) },
  fault: { endpoint: text },
});

export const httpRecord = versioned(
  1,
  members<HttpOccasion>({
    decision: oneOf("http"),
    now: number,
    method: text,
    // Cut after the gate, which wouldn't recognize half a secret.
    path: cutAt(LONGEST_PATH),
    found: FOUND,
  }),
);
