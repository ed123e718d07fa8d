/** A public client, which has no credentials and names itself (RFC 6749 2.1, 3.2.1). */
import { rfc } from "../../specs.ts";
import { presentedInBody, withParameters } from "./credentials.ts";
import type { AuthenticationMethod } from "./method.ts";

export const none: AuthenticationMethod<"none"> = {
  name: "none",
  cites: rfc(6749, "3.2.1"),
  sends: "`client_id` alone. The client is public.",
  secret: false,
  // It is what remains if a request uses no other.
  isUsed: () => false,
  presents: (received) => presentedInBody("none", received, undefined),
  authenticate: (bare, clientId) => withParameters(bare, { client_id: clientId }),
};
