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
  "storage-unavailable": reason({
    title: "The server cannot reach its storage",
    error: "temporarily_unavailable",
    cause:
      "The disk of the server is full or fails, or another process has locked the database. What only reads still works; what must be saved, such as a code or a token, is not issued, since the server could not honor it later.",
    evidence: {
      retryAfter: field("seconds", "time to wait"),
      storage: field("text", "state of the storage", "operator"),
    },
    says: (e) => `The server cannot save anything at the moment; nothing was changed. Try again in ${e.retryAfter} s.`,
    fixes: (e) => [developer(`Send the same request again in ${e.retryAfter} s.`, supply("time"))],
    remedies: {
      developer: "Send the same request again after the time in Retry-After. Nothing was changed by this one.",
      operator:
        "full: free space on the disk that holds the data directory. failing: check the disk, its mount options and the permissions. busy: find the process that keeps the database locked. /readyz returns 200 again once it works.",
      person: "Please try again in a moment.",
    },
    cites: [rfc(6749, "4.1.2.1"), rfc(9110, "15.6.4")],
    related: ["server/fault"],
  }),
  "body-consumed": reason({
    title: "The request body never reached Candor",
    error: "server_error",
    cause:
      "Candor is mounted in another server, whose own middleware read the body first and left nothing that the form could be restored from. The request is fine.",
    evidence: {},
    says: () =>
      "The server lost the body of this request. Its operator must mount Candor before the middleware that reads bodies.",
    remedies: {
      developer: "There is nothing to change in the request. Tell the operator the reference.",
      operator:
        "With Express, Connect or Koa, mount candor.handler before body parsers such as express.urlencoded({ extended: true }) and multer. With Hono or Next, pass what was read as the body of the second argument of candor.fetch.",
      person: "Please try again later.",
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
