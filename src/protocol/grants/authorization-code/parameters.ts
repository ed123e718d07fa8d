/** The parameters of the authorization code grant (RFC 6749 4.1.3, RFC 7636 4.5). */
import type { Parameter } from "../../parameter.ts";

export const AUTHORIZATION_CODE_PARAMETERS: readonly Parameter[] = [
  { name: "code", readBy: ["token"], journal: "thumbprint", secret: true },
  { name: "code_verifier", readBy: ["token"], journal: "length", secret: true },
];
