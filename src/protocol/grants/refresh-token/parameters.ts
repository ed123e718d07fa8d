/** The parameter of the refresh token grant (RFC 6749 6). */
import type { Parameter } from "../../parameter.ts";

export const REFRESH_TOKEN_PARAMETERS: readonly Parameter[] = [
  { name: "refresh_token", readBy: ["token"], journal: "thumbprint", secret: true },
];
