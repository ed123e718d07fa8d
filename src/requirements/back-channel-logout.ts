/** What is required of logout tokens (OpenID Connect Back-Channel Logout 1.0). */
import { openid } from "../specs.ts";
import type { Level, Requirements } from "./define.ts";

const FORGED = "Anybody signs users out, or applications that verify logout tokens ignore them.";
const IGNORED = "Applications refuse the logout token, and keep the user signed in.";

const token = (by: string, says: string, threat = IGNORED, level: Level = "MUST", section = "2.4") => ({
  cites: [openid("backLogout", section)] as [ReturnType<typeof openid>],
  level,
  says,
  threat,
  by: `back-channel-logout/${by}` as const,
});

export const backChannelLogout = {
  "back-channel-logout/sent": token(
    "sent",
    "When the user signs out, a logout token is posted to backchannel_logout_uri as a form.",
    "Applications keep the user signed in.",
    "MUST",
    "2.5",
  ),
  "back-channel-logout/type": token(
    "typ",
    "The typ of a logout token is logout+jwt.",
    "Other tokens pass for logout tokens.",
    "SHOULD",
  ),
  "back-channel-logout/signature": token(
    "signature",
    "A logout token is signed with a key of the server.",
    FORGED,
    "MUST",
    "2.6",
  ),
  "back-channel-logout/issuer": token("iss", "The iss of a logout token is the issuer."),
  "back-channel-logout/audience": token("aud", "The aud of a logout token has the client."),
  "back-channel-logout/issued-at": token("iat", "A logout token has iat, in seconds and not in the future."),
  "back-channel-logout/expiry": token(
    "exp",
    "A logout token has exp, in the future.",
    "An old logout token is replayed.",
  ),
  "back-channel-logout/short-lived": {
    ...token(
      "lifetime",
      "A logout token is good for two minutes at most.",
      "An old logout token is replayed.",
      "SHOULD",
    ),
    cites: [openid("backLogout", "4")],
  },
  "back-channel-logout/id": token("jti", "A logout token has jti.", "A replayed logout token can't be recognized."),
  "back-channel-logout/events": token(
    "events",
    "The events of a logout token have the logout event, which is an object.",
    "Other tokens pass for logout tokens.",
  ),
  "back-channel-logout/who": token(
    "who",
    "A logout token has sub, sid or both.",
    "Applications can't tell who signed out.",
  ),
  "back-channel-logout/no-nonce": token(
    "nonce",
    "A logout token has no nonce.",
    "A logout token passes for an ID token, and signs an attacker in.",
  ),
  "back-channel-logout/same-session": token(
    "same",
    "The sub and sid of a logout token are those of the ID token.",
    "Somebody else is signed out.",
  ),
} satisfies Requirements;
