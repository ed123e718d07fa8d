/** Faults of the Idempotency-Key of a request to the admin API. */
import { rfc } from "../specs.ts";
import { field, reason } from "./define.ts";

/** Four lists of one item each, like those of faults in the body. */
const fault = {
  fields: field("list", "name of the header"),
  sent: field("list", "what was sent, in words"),
  expected: field("list", "what is expected there"),
  codes: field("list", "the reason"),
};

export const ofKeys = {
  "idempotency-key-malformed": reason({
    title: "The Idempotency-Key is malformed",
    error: "invalid_request",
    cause:
      "The header Idempotency-Key is empty, too long, repeated, or has characters that can't be in a key. Without a key, a repetition would make the change twice, so it isn't ignored.",
    evidence: fault,
    says: () =>
      "Idempotency-Key is malformed. Send 1 to 255 visible ASCII characters without a quote, such as a random UUID.",
    remedies: { developer: "Make a random UUID for each change, and send it once, as Idempotency-Key." },
    cites: [rfc(9110, "5.5")],
    related: ["admin/idempotency-key-reused"],
  }),
  "idempotency-key-reused": reason({
    title: "The Idempotency-Key belongs to another request",
    error: "invalid_request",
    status: 422,
    cause:
      "A request with this Idempotency-Key was carried out in the last 24 hours, and it had another method, URL or body. A key stands for one request, so nothing was done.",
    evidence: fault,
    says: () =>
      "Idempotency-Key was sent with another request before. Send a new key, or exactly the same request to get its response again.",
    remedies: { developer: "Make a new key for each change. Use a key again only to repeat the same request." },
    cites: [rfc(9110, "15.5.21")],
    related: ["admin/idempotency-key-malformed", "admin/idempotency-key-busy"],
  }),
  "idempotency-key-busy": reason({
    title: "The same request is still being carried out",
    error: "invalid_request",
    status: 409,
    headers: () => ({ "retry-after": "5" }),
    cause:
      "A request with this Idempotency-Key is being carried out at this moment. Nothing was done a second time. Its response is ready soon.",
    evidence: fault,
    says: () => "A request with this Idempotency-Key is still being carried out. Send it again in 5 seconds.",
    remedies: { developer: "Wait, and send the same request with the same key again." },
    cites: [rfc(9110, "15.5.10")],
    related: ["admin/idempotency-outcome-unknown"],
  }),
  "idempotency-outcome-unknown": reason({
    title: "Whether the request was carried out isn't known",
    error: "invalid_request",
    status: 409,
    cause:
      "A request with this Idempotency-Key began, and its response wasn't kept: the server stopped while it carried it out, or the response was too large. The audit log has changes of the same caller since then, so the request isn't carried out a second time.",
    evidence: fault,
    says: () =>
      "A request with this Idempotency-Key began before, and its response wasn't kept. Look in the audit log for what was changed. If nothing was, send a new key.",
    remedies: {
      developer: "Look at what is registered, or in the audit log. If the change isn't there, send it with a new key.",
      operator: "Look in the audit log for what was changed at that time.",
    },
    cites: [rfc(9110, "15.5.10")],
    related: ["admin/idempotency-key-busy"],
  }),
} as const;
