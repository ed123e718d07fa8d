/** A profile that is stricter than the server's, as high-security profiles are: PKCE for all, and codes that last a minute. */
import type { Profile } from "../../../src/protocol/profiles/profile.ts";
import { rfc } from "../../../src/specs.ts";

export const strict: Profile = {
  name: "strict",
  cites: rfc(9700, "2.1.1"),
  pkceRequiredOf: "all clients",
  longestCodeLifetime: 60,
  longestRefreshGrace: 0,
  freeLoopbackPort: false,
};
