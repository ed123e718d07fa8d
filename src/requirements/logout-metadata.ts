/** What is required of the metadata of sign-out (OpenID Connect Front-Channel Logout, Back-Channel Logout, Session Management). */
import { openid } from "../specs.ts";
import type { Requirements } from "./define.ts";

const CANNOT_TELL = "Applications can't tell whether they hear of sign-outs, and keep users signed in.";

const boolean = (
  member: string,
  cites: [ReturnType<typeof openid>],
  by: "front" | "front-session" | "back" | "back-session",
) => ({
  cites,
  level: "MUST" as const,
  says: `If ${member} is there, it is a boolean.`,
  threat: CANNOT_TELL,
  by: `logout-metadata/${by}` as const,
});

const FRONT: [ReturnType<typeof openid>] = [openid("frontLogout", "3")];
const BACK: [ReturnType<typeof openid>] = [openid("backLogout", "2.1")];

export const logoutMetadata = {
  "logout-metadata/front": boolean("frontchannel_logout_supported", FRONT, "front"),
  "logout-metadata/front-session": boolean("frontchannel_logout_session_supported", FRONT, "front-session"),
  "logout-metadata/back": boolean("backchannel_logout_supported", BACK, "back"),
  "logout-metadata/back-session": boolean("backchannel_logout_session_supported", BACK, "back-session"),
  "logout-metadata/frame": {
    cites: [openid("sessions", "3.3")],
    level: "MUST",
    says: "check_session_iframe is an https URL.",
    threat: "Whoever is on the network tells applications that the user is still signed in.",
    by: "logout-metadata/frame",
  },
  "logout-metadata/session-state": {
    cites: [openid("sessions", "2")],
    level: "MUST",
    says: "If check_session_iframe is there, authorization responses have session_state.",
    threat: "Applications can't tell when the user signs out elsewhere.",
    by: "sessions/state",
  },
  "logout-metadata/sid": {
    cites: [openid("backLogout", "2.1"), openid("frontLogout", "3")],
    level: "MUST",
    says: "If sessions are supported in sign-outs, ID tokens have sid.",
    threat: "Applications can't tell which session has ended, and end all of the user's or none.",
    by: "sessions/sid",
  },
} satisfies Requirements;
