/** The parameters with which a client authenticates (RFC 6749 2.3.1, RFC 7521 4.2), in addition to client_id. */
import type { Parameter } from "../parameter.ts";

export const CLIENT_AUTHENTICATION_PARAMETERS: readonly Parameter[] = [
  { name: "client_secret", readBy: ["token", "token-facts"], journal: "length", secret: true },
  { name: "client_assertion", readBy: ["token", "token-facts"], journal: "length", secret: true },
  { name: "client_assertion_type", readBy: ["token", "token-facts"], journal: "value" },
];
