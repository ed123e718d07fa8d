/** What is sent to URLs of clients and must arrive: how often it is tried again, and what may be wrong, in words. */
import type { OutboundFault } from "../ports/outbound.ts";

const [SECOND, MINUTE, HOUR] = [1_000, 60_000, 3_600_000];
/** Until the next try, by the number of tries so far. Then it is given up: after a day and a half. */
export const PAUSES = [
  ...[5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 8 * HOUR, 24 * HOUR],
] as const;
export const OUTBOUND_WORDS: Readonly<Record<OutboundFault, string>> = {
  insecure: "its URL isn't an https URL",
  "not-public": "its host is in a private network",
  "not-resolved": "its host isn't found",
  unreachable: "its host can't be reached",
  untrusted: "its certificate isn't trusted",
  "too-slow": "it took too long to respond",
  "too-long": "its response is too long",
  busy: "too many requests were in progress",
};
