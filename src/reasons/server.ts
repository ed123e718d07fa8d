import { rfc } from "../specs.ts";
import { field, reason, retryAfter } from "./define.ts";
import { developer, supply } from "./fixes.ts";

export const server = {
  fault: reason({
    title: "The server failed",
    error: "server_error",
    cause:
      "An unexpected error occurred in the server. The request did not cause it. The server logged it under the reference.",
    evidence: { endpoint: field("text", "endpoint") },
    says: () =>
      "The server failed. The request isn't at fault. Try again later, and report the reference in error_uri to the operator.",
    remedies: {
      developer: "Try again after a pause. If it keeps failing, report the reference to the operator.",
      operator: "Find the reference in the log, and report it as a bug.",
      person: "Something went wrong on our side. Please try again in a moment.",
    },
    cites: [rfc(6749, "4.1.2.1")],
  }),
  "storage-unavailable": reason({
    title: "The server cannot reach its storage",
    error: "temporarily_unavailable",
    cause:
      "The server's disk is full or failing, another process has locked the database, or the audit log has lost its end. Reads still work. What can't be saved, or not together with its entry in the audit log, isn't done.",
    headers: retryAfter,
    evidence: {
      retryAfter: field("seconds", "seconds to wait"),
      storage: field("text", "state of the storage", "operator"),
    },
    says: (e) => `The server can't save anything right now, and nothing was changed. Try again in ${e.retryAfter} s.`,
    fixes: (e) => [developer(`Send the same request again in ${e.retryAfter} s.`, supply("time"))],
    remedies: {
      developer: "Send the same request again after the time in Retry-After. This request changed nothing.",
      operator:
        "Act on the state of the storage. If it is full, free space on the disk that holds the data directory. If it is failing, check the disk, its mount options and permissions. If it is busy, find the process that keeps the database locked. If it is unaudited, run candor audit verify to see what was lost, and candor audit repair to continue the log with an entry about the loss. /readyz returns 200 once it works again.",
      person: "Something went wrong on our side. Please try again in a moment.",
    },
    cites: [rfc(6749, "4.1.2.1"), rfc(9110, "15.6.4")],
    related: ["server/fault"],
  }),
  "keys-unusable": reason({
    title: "The server has no usable signing key",
    error: "temporarily_unavailable",
    cause:
      "An algorithm has no key that signs now, or a key in the database can't be decrypted with the server's secret. The server reports that it isn't ready, so that a load balancer sends requests to another one.",
    headers: retryAfter,
    evidence: {
      retryAfter: field("seconds", "seconds to wait"),
      keys: field("text", "what is wrong with the keys", "operator"),
    },
    says: (e) =>
      `The server can't sign tokens right now, and isn't ready for requests. Try again in ${e.retryAfter} s.`,
    fixes: (e) => [developer(`Send the same request again in ${e.retryAfter} s.`, supply("time"))],
    remedies: {
      developer: "Send the same request again after the time in Retry-After.",
      operator:
        "Run candor keys list and candor doctor. If a key can't be decrypted, give every node the same CANDOR_KEY_ENCRYPTION_SECRET, and restart this one. If a key is missing, restart this node, which makes missing keys at its start. /readyz returns 200 once it works again.",
      person: "Something went wrong on our side. Please try again in a moment.",
    },
    cites: [rfc(6749, "4.1.2.1"), rfc(9110, "15.6.4")],
    related: ["server/storage-unavailable", "server/closing"],
  }),
  "hook-failed": reason({
    title: "A hook of the server failed",
    error: "server_error",
    cause:
      "The operator's own code adds claims or looks up users, and it threw an error. The request did not cause it. Nothing was issued or changed.",
    evidence: { hook: field("text", "hook", "operator") },
    says: () =>
      "The server failed. The request isn't at fault, and nothing was changed. Try again later, and report the reference in error_uri to the operator.",
    remedies: {
      developer: "Try again after a pause. If it keeps failing, report the reference to the operator.",
      operator: "Find the error in the log by the reference, and fix the hook in the configuration.",
      person: "Something went wrong on our side. Please try again in a moment.",
    },
    cites: [rfc(6749, "4.1.2.1")],
    related: ["server/hook-timed-out", "server/hook-result-invalid"],
  }),
  "hook-timed-out": reason({
    title: "A hook of the server took too long",
    error: "temporarily_unavailable",
    cause:
      "The operator's own code adds claims or looks up users, and it did not finish in time. Nothing was issued or changed.",
    headers: retryAfter,
    evidence: {
      retryAfter: field("seconds", "seconds to wait"),
      hook: field("text", "hook", "operator"),
      timeout: field("count", "milliseconds allowed", "operator"),
    },
    says: (e) =>
      `A part of the server did not respond in time, and nothing was changed. Try again in ${e.retryAfter} s.`,
    fixes: (e) => [developer(`Send the same request again in ${e.retryAfter} s.`, supply("time"))],
    remedies: {
      developer: "Send the same request again after the time in Retry-After. This request changed nothing.",
      operator: "Find out what the hook waits for. If it needs longer, raise hooks.timeout in the configuration.",
      person: "Something went wrong on our side. Please try again in a moment.",
    },
    cites: [rfc(6749, "4.1.2.1"), rfc(9110, "15.6.4")],
    related: ["server/hook-failed"],
  }),
  "hook-result-invalid": reason({
    title: "A hook of the server returned something unusable",
    error: "server_error",
    cause:
      "The operator's own code adds claims or looks up users. It returned a reserved claim, something that isn't JSON, too much, or a user without a valid subject. Nothing was issued or changed.",
    evidence: { hook: field("text", "hook", "operator"), because: field("text", "what is wrong", "operator") },
    says: () =>
      "The server is set up incorrectly. The request isn't at fault, and nothing was changed. Report the reference in error_uri to the operator.",
    remedies: {
      developer: "Report the reference to the operator. The request itself needs no change.",
      operator: "Correct what the hook in the configuration returns.",
      person: "Something went wrong on our side. Please try again later.",
    },
    cites: [rfc(6749, "4.1.2.1")],
    related: ["server/hook-failed"],
  }),
  "body-consumed": reason({
    title: "The request body never reached Candor",
    error: "server_error",
    cause:
      "Candor is mounted in another server. That server's middleware read the body first and left nothing from which Candor could restore the form. The request itself is fine.",
    evidence: {},
    says: () =>
      "The server lost the body of this request. The operator must mount Candor before any middleware that reads bodies.",
    remedies: {
      developer: "Report the reference to the operator. The request itself needs no change.",
      operator:
        "With Express, Connect or Koa, mount candor.handler before body parsers such as express.urlencoded({ extended: true }) and multer. With Hono or Next, pass the body that was read in the second argument of candor.fetch.",
      person: "Something went wrong on our side. Please try again later.",
    },
    cites: [rfc(6749, "4.1.2.1")],
  }),
  closing: reason({
    title: "The server is shutting down",
    error: "temporarily_unavailable",
    // Another process will have taken over by then.
    headers: () => retryAfter({ retryAfter: 5 }),
    cause: "The server is being stopped or restarted, and accepts no new requests.",
    evidence: {},
    says: () => "The server is shutting down. Try again in a moment.",
    fixes: () => [developer("Try again in a moment.", supply("time"))],
    remedies: {
      developer: "Try again after a pause.",
      person: "This service is restarting. Please try again in a moment.",
    },
    cites: [rfc(6749, "4.1.2.1")],
  }),
} as const;
