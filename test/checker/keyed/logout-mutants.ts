/** Faults of what is said of sign-outs, and of logout tokens. */
import { unsigned } from "../../../src/checker/sign.ts";
import { both, METADATA, responding, returning, withMembers, withParameters } from "../between.ts";
import type { Answer, Message, Mutant } from "../through.ts";
import { telling } from "./logouts.ts";
import { type Changed, changedJwt, resigningIdTokens, withOwnKey } from "./resigned.ts";

type Between = NonNullable<Mutant["between"]>;

const says = (members: Readonly<Record<string, unknown>>): Between =>
  responding(METADATA, (answer) =>
    answer.status === 200 ? withMembers(answer, (all) => ({ ...all, ...members })) : answer,
  ) as Between;

const metadata = (does: string, breaks: string, members: Readonly<Record<string, unknown>>): Mutant => ({
  does,
  breaks: [`logout-metadata/${breaks}`],
  between: says(members),
});

const rewritten = (message: Message, change: Changed): Message =>
  withParameters(message, { logout_token: changedJwt(message.form.get("logout_token") ?? "", change) });

/** The layer's key is one of the server's. */
const keys = responding("/jwks", withOwnKey) as Between;

const token = (does: string, breaks: string | readonly string[], change: Changed): Mutant => ({
  does,
  breaks: [breaks].flat().map((one) => `back-channel-logout/${one}`),
  between: both(
    keys,
    telling((message) => rewritten(message, change)),
  ),
});

const claim = (does: string, breaks: string | readonly string[], claims: NonNullable<Changed["claims"]>): Mutant =>
  token(does, breaks, { claims });

const sent = (does: string, change: (message: Message) => Message | Answer): Mutant => ({
  does,
  breaks: ["back-channel-logout/sent"],
  between: telling(change),
});

const DAY = 86_400;
const now = (): number => Math.floor(Date.now() / 1000);

export const LOGOUTS_OF: Readonly<Record<string, Mutant>> = {
  "front-channel logout in text": metadata("frontchannel_logout_supported is text.", "front", {
    frontchannel_logout_supported: "true",
  }),
  "sessions of the front channel in text": metadata("frontchannel_logout_session_supported is text.", "front-session", {
    frontchannel_logout_session_supported: "true",
  }),
  "sessions of the back channel in text": metadata("backchannel_logout_session_supported is text.", "back-session", {
    backchannel_logout_session_supported: "true",
  }),
  "back-channel logout in text": metadata("backchannel_logout_supported is text.", "back", {
    backchannel_logout_supported: "true",
  }),
  "a frame without a host": {
    does: "check_session_iframe is a path.",
    breaks: ["logout-metadata/frame"],
    between: both(
      says({ check_session_iframe: "/session/check" }),
      returning((parameters) => parameters.set("session_state", "x.y")) as Between,
    ),
  },
  "no session_state": metadata("There is a frame, and no session_state.", "session-state", {
    check_session_iframe: "https://localhost/session/check",
  }),
  "ID tokens without a session": {
    does: "ID tokens lack sid.",
    breaks: ["logout-metadata/sid"],
    between: resigningIdTokens({ claims: { sid: undefined } }),
  },
  "sign-outs that nobody hears of": sent("Clients hear nothing.", () => ({
    status: 200,
    headers: new Headers(),
    body: "",
  })),
  "sign-outs without a token": sent("The form is empty.", (message) => ({
    ...message,
    form: new URLSearchParams(),
    body: "",
  })),
  "sign-outs as JSON": sent("The token comes as JSON.", (message) => ({
    ...message,
    headers: new Headers({ "content-type": "application/json" }),
    form: new URLSearchParams(),
    body: JSON.stringify(Object.fromEntries(message.form)),
  })),
  "logout tokens of the usual type": token("typ is JWT.", "type", { header: { typ: "JWT" } }),
  "unsigned logout tokens": token("alg is none.", "signature", { header: { alg: "none" }, signer: unsigned }),
  "logout tokens of strangers": {
    ...token("A key that isn't published signs.", "signature", {}),
    between: telling((message) => rewritten(message, {})),
  },
  "logout tokens of another issuer": claim("iss is another one.", "issuer", { iss: "https://other.example" }),
  "logout tokens for others": claim("aud is another client.", "audience", { aud: "other" }),
  "logout tokens without a time": claim("iat is missing.", "issued-at", { iat: undefined }),
  "logout tokens from the future": claim("iat is in the future.", "issued-at", { iat: now() + DAY }),
  "logout tokens for ever": claim("exp is missing.", "expiry", { exp: undefined }),
  "logout tokens for a day": claim("exp is tomorrow.", "short-lived", { exp: now() + DAY }),
  "logout tokens without an id": claim("jti is missing.", "id", { jti: undefined }),
  "logout tokens without an event": claim("events is empty.", "events", { events: {} }),
  "logout tokens with the event in a list": claim("events is a list.", "events", {
    events: ["http://schemas.openid.net/event/backchannel-logout"],
  }),
  "logout tokens of nobody": claim("Neither sub nor sid is there.", "who", { sub: undefined, sid: undefined }),
  "logout tokens with a nonce": claim("There is a nonce.", "no-nonce", { nonce: "x" }),
  "logout tokens of another session": claim("sid is another one.", "same-session", { sid: "another-session" }),
};
