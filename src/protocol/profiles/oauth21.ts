/** What applies to every client today: OAuth 2.1, with the best current practice (RFC 9700). */
import { rfc } from "../../specs.ts";
import type { Profile } from "./profile.ts";

export const oauth21: Profile = {
  name: "oauth21",
  cites: rfc(9700, "2.1"),
  // RFC 9700 2.1.1.
  pkceRequiredOf: "public clients",
  // "A maximum authorization code lifetime of 10 minutes is RECOMMENDED" (RFC 6749 4.1.2).
  longestCodeLifetime: 600,
  longestRefreshGrace: 60,
  // RFC 8252 7.3.
  freeLoopbackPort: true,
};
