/** The parameters of backchannel authentication (CIBA Core 1.0, 7.1, 10.1), and of the page on which users decide. */
import { named, type Parameter } from "../parameter.ts";

const BACKCHANNEL = ["backchannel"] as const;

export const CIBA_PARAMETERS: readonly Parameter[] = [
  { name: "auth_req_id", readBy: ["token"], journal: "thumbprint", secret: true },
  { name: "client_notification_token", readBy: BACKCHANNEL, journal: "length", secret: true, longest: 1_024 },
  { name: "login_hint_token", readBy: BACKCHANNEL, journal: "length", secret: true, longest: 10_000 },
  // What a user is to agree to is between the user and the app.
  { name: "binding_message", readBy: BACKCHANNEL, journal: "length" },
  { name: "requested_expiry", readBy: BACKCHANNEL, journal: "value" },
  ...named("asked", { readBy: ["page"], journal: "length" }),
];
