/** The parameter of a call with an access token in its body (RFC 6750 2.2). */
import type { Parameter } from "../parameter.ts";

export const BEARER_PARAMETERS: readonly Parameter[] = [
  { name: "access_token", readBy: ["bearer"], journal: "thumbprint", secret: true },
];
