/** What is required of servers whose clients say for which API a token is (RFC 8707). */
import { rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

const OTHERS = "A client gets tokens for what the server knows nothing of, and an API accepts them.";

export const resourceIndicators = {
  "resource/unknown": {
    cites: [rfc(8707, "2")],
    level: "MUST",
    says: "A token for a resource that the server doesn't know is refused as invalid_target.",
    threat: OTHERS,
    by: "resource-indicators/unknown",
  },
  "resource/not-absolute": {
    cites: [rfc(8707, "2")],
    level: "MUST",
    says: "A resource that isn't an absolute URI is refused as invalid_target.",
    threat: OTHERS,
    by: "resource-indicators/not-absolute",
  },
  "resource/fragment": {
    cites: [rfc(8707, "2")],
    level: "MUST",
    says: "A resource with a fragment is refused as invalid_target.",
    threat: "Server and API take one URI for two, or two for one.",
    by: "resource-indicators/fragment",
  },
  "resource/unknown-at-authorization": {
    cites: [rfc(8707, "2.1"), rfc(8707, "2")],
    level: "MUST",
    says: "An authorization request for a resource that the server doesn't know is refused as invalid_target.",
    threat: "Users allow what no API has asked for.",
    by: "resource-at-authorization/unknown",
  },
  "resource/not-widened": {
    cites: [rfc(8707, "2.2")],
    level: "MUST",
    says: "With a code for one resource, a token for another is refused as invalid_target.",
    threat: "A user's permission for one API opens another.",
    by: "resource-at-authorization/not-widened",
  },
} satisfies Requirements;
