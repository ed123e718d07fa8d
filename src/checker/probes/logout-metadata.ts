/** What the metadata says of sign-out, and whether responses have what it promises. */
import { either, type Finding, notApplicable, unclear } from "../finding.ts";
import { jwtOf } from "../jwt.ts";
import type { Lab } from "../lab.ts";
import { probe } from "../probe.ts";

const BOOLEANS = {
  front: "frontchannel_logout_supported",
  "front-session": "frontchannel_logout_session_supported",
  back: "backchannel_logout_supported",
  "back-session": "backchannel_logout_session_supported",
} as const;

export const logoutMetadata = probe({
  does: "Reads what the metadata says of sign-out.",
  needs: ["OpenID discovery"],
  finds: ["front", "front-session", "back", "back-session", "frame"],
  async run(lab) {
    const boolean = (name: string): Finding =>
      member(lab, name, (value) => typeof value === "boolean", "true or false");
    return {
      front: boolean(BOOLEANS.front),
      "front-session": boolean(BOOLEANS["front-session"]),
      back: boolean(BOOLEANS.back),
      "back-session": boolean(BOOLEANS["back-session"]),
      frame: member(lab, "check_session_iframe", isHttps, "an https URL"),
    };
  },
});

function member({ target }: Lab, name: string, isFine: (value: unknown) => boolean, what: string): Finding {
  const value = target.metadata[name];
  const { exchange } = target.openid;
  if (value === undefined) return notApplicable(`The metadata has no ${name}.`, exchange);
  return either(isFine(value), `It is ${value}.`, `${name} is ${JSON.stringify(value)} instead of ${what}.`, exchange);
}

const isHttps = (value: unknown): boolean =>
  typeof value === "string" && /^(https:\/\/|http:\/\/(localhost|127\.[\d.]+|\[::1\])[:/])/.test(value);

export const sessions = probe({
  does: "Looks for the session in authorization responses and ID tokens.",
  needs: ["ID tokens"],
  finds: ["state", "sid"],
  async run(lab) {
    const { metadata, clients } = lab.target;
    const { id, exchange, from } = await lab.tokens(lab.client("web"));
    const state = from.landing.returned?.parameters.get("session_state");
    const hasSessions = [BOOLEANS["front-session"], BOOLEANS["back-session"]].some((one) => metadata[one] === true);
    const sid = jwtOf(id ?? "")?.claims.sid;
    return {
      state:
        metadata.check_session_iframe === undefined
          ? notApplicable("The metadata has no check_session_iframe.")
          : either(Boolean(state), "session_state is there.", "session_state is missing.", from.last),
      sid: !hasSessions
        ? notApplicable("The metadata promises no session in sign-outs.")
        : sid === undefined && clients.web?.backchannel_logout_uri === undefined
          ? unclear("The web client needs a backchannel_logout_uri: without one, it may get no sid.", exchange)
          : either(typeof sid === "string" && sid !== "", "sid is there.", "The ID token has no sid.", exchange),
    };
  },
});
