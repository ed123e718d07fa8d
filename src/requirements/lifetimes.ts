/** What is required of things that expire. A check must wait to see it. */
import { openid, rfc } from "../specs.ts";
import type { Requirements } from "./define.ts";

export const lifetimes = {
  "lifetime/code": {
    cites: [rfc(6749, "4.1.2"), rfc(6749, "10.5")],
    level: "SHOULD",
    says: "A code is refused after ten minutes.",
    threat: "A code in a log or in a browser's history is still good when somebody finds it.",
    by: "lifetimes/code",
  },
  "lifetime/introspection": {
    cites: [rfc(7662, "4"), rfc(7662, "2.2")],
    level: "MUST",
    says: "Of an access token that has expired, introspection says that it isn't active.",
    threat: "A stolen token works for ever at every API that asks.",
    by: "lifetimes/introspection",
  },
  "lifetime/userinfo": {
    cites: [rfc(6749, "7"), openid("core", "5.3.3"), rfc(6750, "3.1")],
    level: "MUST",
    says: "Userinfo refuses an access token that has expired.",
    threat: "A stolen token shows the user's data for ever.",
    by: "lifetimes/userinfo",
  },
  "lifetime/request-uri": {
    cites: [rfc(9126, "4"), rfc(9126, "2.2")],
    level: "MUST",
    says: "A request_uri is refused when its expires_in has passed.",
    threat: "A request that was meant for one moment is started by somebody else later.",
    by: "lifetimes/request-uri",
  },
  "lifetime/device-code": {
    cites: [rfc(8628, "3.5"), rfc(8628, "3.2")],
    level: "MUST",
    says: "When its expires_in has passed, a device code is refused as expired_token.",
    threat: "A device polls for ever, and a code that was left on a screen can still be approved.",
    by: "lifetimes/device-code",
  },
} satisfies Requirements;
