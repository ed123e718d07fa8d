/** What is required when the user refuses (RFC 6749 4.1.2.1). */
import { rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

export const denial = {
  "denial/error": {
    cites: [rfc(6749, "4.1.2.1")],
    level: "MUST",
    says: "If the user refuses, the redirect has error=access_denied.",
    threat: "The application takes a decision for a fault, and asks again and again.",
    by: "denial/error",
  },
  "denial/state": {
    cites: [rfc(6749, "4.1.2.1")],
    level: "MUST",
    says: "If the user refuses, state comes back.",
    threat: "The application can't tell its own request from a forged one.",
    by: "denial/state",
  },
  "denial/iss": {
    cites: [rfc(9207, "2")],
    level: "MUST",
    says: "If the user refuses, the redirect has iss like any other response.",
    threat: "The application can't tell which server it comes from, and drops it.",
    by: "denial/iss",
  },
  "denial/no-code": {
    cites: [rfc(6749, "4.1.2.1"), rfc(6749, "10.2")],
    level: "MUST",
    says: "If the user refuses, there is neither a code nor a token.",
    threat: "The application gets what the user didn't want to give.",
    by: "denial/no-code",
  },
} satisfies Requirements;
