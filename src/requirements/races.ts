/** What is required of single use when requests come at once. */
import { rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

export const races = {
  "race/code": {
    cites: [rfc(6749, "4.1.2"), rfc(6749, "10.5"), rfc(9700, "4.5")],
    level: "MUST",
    says: "A code that is redeemed several times at once is granted once.",
    threat: "Whoever steals a code and is quick gets tokens too.",
    by: "races/code",
  },
  "race/refresh-token": {
    cites: [rfc(9700, "4.14.2"), rfc(6749, "10.4")],
    level: "MUST",
    says: "A refresh token that is used several times at once has one successor.",
    threat: "A thief gets a family of refresh tokens that no later use gives away.",
    by: "races/refresh-token",
  },
} satisfies Requirements;
