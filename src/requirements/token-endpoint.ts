/** What is required of the token endpoint (RFC 6749 3.2, 5). */
import { rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

export const tokenEndpoint = {
  "token/no-store": {
    cites: [rfc(6749, "5.1")],
    level: "MUST",
    says: "A response with a token has Cache-Control: no-store.",
    threat: "A cache keeps the token, and gives it to whoever asks next.",
    when: ["token endpoint", "client credentials"],
    by: "token-response/no-store",
  },
  "token/json": {
    cites: [rfc(6749, "5.1")],
    level: "MUST",
    says: "A response with a token is a JSON object of media type application/json.",
    threat: "Libraries can't read it.",
    when: ["token endpoint", "client credentials"],
    by: "token-response/json",
  },
  "token/token-type": {
    cites: [rfc(6749, "5.1")],
    level: "MUST",
    says: "A response with a token has token_type, which says how the token is used.",
    threat: "A client that uses a token wrongly may give it away.",
    when: ["token endpoint", "client credentials"],
    by: "token-response/token-type",
  },
  "token/expires-in": {
    cites: [rfc(6749, "5.1")],
    level: "SHOULD",
    says: "A response with a token has expires_in, a number of seconds.",
    threat: "Clients don't know when to get another token, and fail when the first one has expired.",
    when: ["token endpoint", "client credentials"],
    by: "token-response/expires-in",
  },
} satisfies Requirements;
