/** The parameters of the device authorization grant (RFC 8628 3.1, 3.4), and of the page for its user. */
import type { Parameter } from "../parameter.ts";

export const DEVICE_PARAMETERS: readonly Parameter[] = [
  { name: "device_code", readBy: ["token"], journal: "thumbprint", secret: true },
  { name: "user_code", readBy: ["page", "backchannel"], journal: "length", secret: true },
];
