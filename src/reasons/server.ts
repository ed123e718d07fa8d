import { rfc } from "../specs.ts";
import { field, reason } from "./define.ts";
import { developer, supply } from "./fixes.ts";

export const server = {
  fault: reason({
    title: "The server failed",
    error: "server_error",
    cause:
      "Something went wrong inside the server. The fault is ours, never the request's. It is logged under its reference.",
    evidence: { endpoint: field("text", "endpoint") },
    says: () => "The server failed; the fault is ours. Tell the operator the reference in error_uri, and try again.",
    remedies: {
      developer: "Try again, with a pause. Tell the operator the reference.",
      operator: "Look for the reference in the log; please report it.",
      person: "Please try again in a moment.",
    },
    cites: [rfc(6749, "4.1.2.1")],
  }),
  closing: reason({
    title: "The server is shutting down",
    error: "temporarily_unavailable",
    cause: "The server is being stopped or restarted and takes no new requests.",
    evidence: {},
    says: () => "The server is shutting down; try again in a moment.",
    fixes: () => [developer("Try again in a moment.", supply("time"))],
    remedies: { developer: "Try again, with a pause.", person: "Please try again in a moment." },
    cites: [rfc(6749, "4.1.2.1")],
  }),
} as const;
