/** Faults of backchannel authentication (OpenID Connect CIBA Core 1.0): of requests that ask a user, of polls, and of the user's page. */
import { openid, rfc } from "../specs.ts";
import { field, optional, reason } from "./define.ts";
import type { Fix } from "./fix.ts";
import { again, developer, leaveOut, names, person, point, shown, supply } from "./fixes.ts";

const startAgain = (says: string): Fix => again(developer(says, supply("auth-req-id")));

const seconds = (count: number): string => (count === 1 ? "1 second" : `${count} seconds`);

const START = "Send a new authentication request when the user is there.";

export const ciba = {
  "hints-invalid": reason({
    title: "There must be exactly one hint about the user",
    error: "invalid_request",
    cause:
      "A request that asks a user must say in exactly one parameter who that is. It has none, several, or one that this server doesn't read.",
    evidence: {
      sent: field("list", "hints that were sent"),
      supported: field("list", "hints that are supported"),
    },
    says: (e) =>
      e.sent.length === 0
        ? `No hint says who the user is. Send one of ${e.supported.join(", ")}.`
        : `The hints ${e.sent.join(", ")} were sent, but exactly one of ${e.supported.join(", ")} is expected. Remove the others.`,
    points: (e) => e.sent.map((name) => point(name, e.sent.length > 1 ? "one of several hints" : "not supported")),
    fixes: (e) => {
      const odd = e.sent.find((name) => !e.supported.includes(name)) ?? (e.sent.length > 1 ? e.sent[1] : undefined);
      return [
        developer(
          `Send exactly one of ${names(e.supported)}.`,
          ...(odd === undefined ? [] : [leaveOut(odd), supply("session")]),
        ),
      ];
    },
    remedies: { developer: "Send login_hint with the username, or id_token_hint with an ID token of the user." },
    cites: [openid("ciba", "7.1"), openid("ciba", "7.2")],
  }),
  "user-unknown": reason({
    title: "No user has this name",
    error: "unknown_user_id",
    cause:
      "The hint names nobody who can be asked: no user with this name, a user whose account is disabled, or a user whose sub is another one for each app.",
    evidence: { by: field("text", "hint that was sent") },
    says: (e) => `No user whom ${e.by} names can be asked. Send the username of an account that is enabled.`,
    points: (e) => [point(e.by, "names no user")],
    fixes: () => [person("Sign in with the right username at the app, and let it ask again.", supply("session"))],
    remedies: {
      developer: "Ask the user for the username, and send it in login_hint.",
      operator: "candor users list shows the accounts, and which are disabled.",
    },
    cites: [openid("ciba", "13")],
  }),
  "too-many": reason({
    title: "Too many requests about users",
    error: "temporarily_unavailable",
    status: 429,
    cause:
      "The client has asked this user too often, or has named too many users that don't exist. To protect users from being asked until they give in, the server refuses further requests for a while.",
    evidence: { retryAfter: field("seconds", "seconds to wait") },
    headers: (e) => ({ "retry-after": String(e.retryAfter) }),
    says: (e) => `The client has asked too often. Try again in ${seconds(e.retryAfter)}.`,
    points: () => [],
    fixes: (e) => [developer(`Wait ${seconds(e.retryAfter)}, then ask again.`, supply("time"))],
    remedies: { developer: "Ask a user once for each thing that the user has started, and wait for the decision." },
    cites: [openid("ciba", "14")],
  }),
  "binding-message-invalid": reason({
    title: "The binding message can't be shown",
    error: "invalid_binding_message",
    cause:
      "binding_message is shown to the user on a small screen. It is too long, or has characters that can't be shown.",
    evidence: {
      characters: field("count", "characters that were sent"),
      most: field("count", "characters that are allowed"),
      plain: field("flag", "only of characters that can be shown"),
    },
    says: (e) =>
      e.plain
        ? `binding_message has ${e.characters} characters, but at most ${e.most} are allowed. Shorten it.`
        : "binding_message has line breaks, control characters or invisible ones. Send one line of plain text.",
    points: (e) => [
      point("binding_message", e.plain ? `${e.characters} characters` : "characters that can't be shown"),
    ],
    fixes: () => [
      developer("Send one short line of text, or no binding_message.", leaveOut("binding_message"), supply("session")),
    ],
    remedies: { developer: "Send a few words or a code that the app shows to the user too." },
    cites: [openid("ciba", "7.1"), openid("ciba", "13")],
  }),
  "id-unknown": reason({
    title: "Unknown auth_req_id",
    error: "invalid_grant",
    cause:
      "This server never issued the auth_req_id, or the request behind it has ended and was deleted. The client may also send a code of another kind, or a damaged one.",
    evidence: {
      issuedHere: field("flag", "issued by this server"),
      looks: optional("text", "what it looks like"),
    },
    says: (e) =>
      e.looks !== undefined
        ? `auth_req_id is none: ${e.looks}. Send the auth_req_id of the authentication response unchanged.`
        : e.issuedHere
          ? "The auth_req_id isn't valid any more. Send a new authentication request."
          : "The auth_req_id wasn't issued by this server. Check that /bc-authorize and /token belong to the same issuer.",
    points: (e) => [
      point("auth_req_id", e.looks ?? (e.issuedHere ? "not valid any more" : "not issued by this server")),
    ],
    fixes: () => [startAgain("Send a new authentication request, and poll with its auth_req_id unchanged.")],
    remedies: { developer: "Poll with the auth_req_id of the response, at the issuer that has issued it." },
    cites: [openid("ciba", "11"), rfc(6749, "5.2")],
  }),
  "of-other-client": reason({
    title: "The auth_req_id belongs to another client",
    error: "invalid_grant",
    cause: "The auth_req_id was issued to a different client_id than the one that polls with it.",
    evidence: {
      clientId: field("text", "client_id that polls"),
      issuedTo: field("text", "client_id that it was issued to", "operator"),
    },
    says: (e) => `The auth_req_id wasn't issued to client ${e.clientId}. Use the same client_id for both requests.`,
    points: () => [point("auth_req_id", "issued to another client"), point("client_id")],
    fixes: (e) => [startAgain(`Send both requests with client_id=${shown(e.clientId)}.`)],
    remedies: { developer: "Use the same client_id in the authentication request and in the token request." },
    cites: [openid("ciba", "10.1"), openid("ciba", "11")],
  }),
  "already-used": reason({
    title: "The auth_req_id was already used",
    error: "invalid_grant",
    cause:
      "An auth_req_id gives tokens once. The client goes on polling after it has got them, or two of its processes poll at the same time.",
    evidence: { age: field("seconds", "since it was used", "client") },
    says: (e) => `The tokens of this auth_req_id were issued ${e.age} s ago. Stop polling after the first success.`,
    points: (e) => [point("auth_req_id", `used ${e.age} s ago`)],
    fixes: () => [startAgain("Stop polling after the first success. To ask again, send a new authentication request.")],
    remedies: {
      developer: "Poll in one place, keep the tokens of the first success, and use the refresh token later.",
    },
    cites: [openid("ciba", "11"), rfc(6749, "5.2")],
  }),
  expired: reason({
    title: "The auth_req_id has expired",
    error: "expired_token",
    cause: "The user didn't decide in time. The message may not have reached the user, or nobody was there to read it.",
    evidence: {
      age: field("seconds", "since it was issued"),
      lifetime: field("seconds", "within which the user must decide"),
    },
    says: (e) =>
      `The user was asked ${e.age} s ago and had ${e.lifetime} s to decide. Stop polling, and ask again when the user is there.`,
    points: (e) => [point("auth_req_id", `issued ${e.age} s ago, valid for ${e.lifetime} s`)],
    fixes: () => [startAgain(START)],
    remedies: {
      developer: "Stop polling. Ask for more time with requested_expiry, as far as the server allows.",
      operator: "backchannelLifetime sets how long an app waits for its user.",
    },
    cites: [openid("ciba", "11")],
  }),
  denied: reason({
    title: "The user who was asked declined",
    error: "access_denied",
    cause: "The user saw what the app asks for, and declined. This is a normal response, not a fault.",
    evidence: { clientId: field("text", "client_id") },
    says: () => "The user declined. Stop polling, and ask again only if the user wants it.",
    points: () => [point("auth_req_id", "declined by the user")],
    fixes: () => [again(person("Let the app ask again, and select Allow.", supply("auth-req-id")))],
    remedies: { developer: "Stop polling. Explain what doesn't work without access." },
    cites: [openid("ciba", "11"), rfc(6749, "4.1.2.1")],
  }),
  pending: reason({
    title: "The user who was asked hasn't decided yet",
    error: "authorization_pending",
    cause:
      "The user hasn't opened the request yet, or is still signing in. This is the normal response until then, not a fault.",
    evidence: {
      interval: field("seconds", "to wait between two polls"),
      left: field("seconds", "until the auth_req_id expires"),
    },
    says: (e) => `The user hasn't allowed or declined yet. Ask again in ${e.interval} s, for up to ${e.left} s.`,
    points: (e) => [point("auth_req_id", `waits for its user, for up to ${e.left} s`)],
    fixes: () => [person("Open the page /approve, and select Allow.", supply("consent"))],
    remedies: { developer: "Go on polling: wait for the interval, then send the same request again." },
    cites: [openid("ciba", "11")],
  }),
  "polled-too-fast": reason({
    title: "The client polls too fast",
    error: "slow_down",
    cause:
      "The client asks again before its interval is over. It polls without a pause, from two processes, or keeps the old interval after slow_down.",
    evidence: {
      interval: field("seconds", "to wait from now on"),
      milliseconds: field("count", "milliseconds since the last poll"),
    },
    says: (e) =>
      `This auth_req_id was polled ${e.milliseconds} ms ago. Wait ${e.interval} s between two polls from now on: slow_down adds 5 s for good.`,
    points: (e) => [point("auth_req_id", `polled ${e.milliseconds} ms before`)],
    fixes: () => [
      developer(
        "Add 5 seconds to the interval at each slow_down, and wait for it before the next poll.",
        supply("consent"),
      ),
    ],
    remedies: {
      developer: "Read interval from the authentication response, and add 5 seconds to it at each slow_down.",
    },
    cites: [openid("ciba", "11")],
  }),
  "not-waiting": reason({
    title: "This request doesn't wait for you any more",
    error: "invalid_request",
    cause: "The request that the user was shown has expired, was already decided about, or is another user's.",
    evidence: { because: field("text", "what is wrong: gone, expired or decided") },
    says: (e) =>
      e.because === "expired"
        ? "The time to decide is over. Let the app ask again."
        : e.because === "decided"
          ? "This was already decided."
          : "No request waits for you here. Sign in with the account that was asked.",
    points: () => [],
    fixes: () => [person("Let the app ask again, and decide in time.", supply("auth-req-id"))],
    remedies: {
      developer: "Give the user enough time with requested_expiry.",
      person: "If you still want this, start it again in the app.",
    },
    cites: [openid("ciba", "8")],
  }),
} as const;
