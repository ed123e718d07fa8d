/** The parameters of requests about tokens (RFC 7662 2.1, RFC 7009 2.1). */
import type { Parameter } from "../parameter.ts";

export const CLIENT_ENDPOINT_PARAMETERS: readonly Parameter[] = [
  { name: "token", readBy: ["token-facts"], journal: "thumbprint", secret: true },
  { name: "token_type_hint", readBy: ["token-facts"], journal: "length" },
];
