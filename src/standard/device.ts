/** Waiting for a user on another device: the device grant (RFC 8628) and CIBA. */
import { openid, rfc } from "../specs.ts";
import { client, type StandardCode, server } from "./define.ts";

const device = {
  standing: "registered",
  changeController: "IETF",
  reference: rfc(8628, "3.5"),
} as const satisfies Partial<StandardCode>;

const ciba = { standing: "defined", changeController: "OpenID Foundation" } as const satisfies Partial<StandardCode>;

/** The codes of a refused authentication request. */
const request = {
  ...ciba,
  reference: openid("ciba", "13"),
  usedAt: [{ at: "backchannel authentication", section: openid("ciba", "13"), statuses: [400] }],
} as const satisfies Partial<StandardCode>;

const POLLING = [
  { at: "token endpoint", section: rfc(8628, "3.5") },
  { at: "token endpoint", section: openid("ciba", "11") },
] as const;

export const waiting: readonly StandardCode[] = [
  {
    ...device,
    error: "authorization_pending",
    title: "The user has not decided yet",
    means: "The request is still waiting for the user. The client polls again later.",
    usedAt: POLLING,
    requirements: [
      client.should(rfc(8628, "3.5"), "it gets authorization_pending", "poll again"),
      client.must(
        rfc(8628, "3.5"),
        "it polls again",
        "wait for the given interval (5 seconds if there is none), and longer after slow_down",
      ),
      client.must(rfc(8628, "3.5"), "a connection times out", "poll less often"),
    ],
    validation: {
      accept: ["400 with a JSON body until the user decides"],
      reject: ["a client that polls faster than the interval", "a client that gives up at this code"],
    },
    confusedWith: [
      { name: "interaction_required", note: "Returned by the authorization endpoint if the user must not be asked." },
    ],
  },
  {
    ...device,
    error: "slow_down",
    title: "The client polls too often",
    means: "The request is still waiting for the user, and the client must poll less often from now on.",
    usedAt: POLLING,
    requirements: [
      client.must(
        rfc(8628, "3.5"),
        "it gets slow_down for a device code",
        "add 5 seconds to its interval, now and from then on",
      ),
      client.must(
        openid("ciba", "11"),
        "it gets slow_down for an auth_req_id",
        "add at least 5 seconds to its interval, now and from then on",
      ),
    ],
    validation: {
      accept: ["400 with a JSON body", "invalid_request after continual polling in CIBA"],
      reject: ["a client that keeps its old interval", "a client that gives up"],
    },
    confusedWith: [{ name: "temporarily_unavailable", note: "The server is unavailable for all clients." }],
  },
  {
    ...device,
    error: "expired_token",
    title: "The device code has expired",
    means: "The user didn't decide in time. The device code, or CIBA's auth_req_id, can no longer be used.",
    usedAt: [...POLLING, { at: "client notification", section: openid("ciba", "12") }],
    requirements: [
      client.must(rfc(8628, "3.5"), "it gets expired_token", "stop polling"),
      client.may(rfc(8628, "3.5"), "it gets expired_token", "start a new device authorization request"),
      client.should(rfc(8628, "3.5"), "it is about to start a new one", "wait for the user to act first"),
      client.should(openid("ciba", "12"), "it is in push mode", "be ready to receive expired_token"),
    ],
    validation: {
      accept: ["400 with a JSON body once expires_in has passed"],
      reject: ["expired_token for an authorization code, a refresh token or an access token"],
    },
    confusedWith: [
      { name: "invalid_grant", note: "For a code or a refresh token that has expired." },
      { name: "invalid_token", note: "For an access token that has expired." },
    ],
  },
  {
    ...request,
    error: "expired_login_hint_token",
    title: "The login_hint_token has expired",
    means: "The token with which the client names the user has expired.",
    requirements: [],
    validation: { accept: ["400 with a JSON body"], reject: ["this code for an id_token_hint"] },
    confusedWith: [{ name: "expired_token", note: "For an auth_req_id that has expired, while polling." }],
  },
  {
    ...request,
    error: "unknown_user_id",
    title: "The hint doesn't identify a user",
    means: "The provider can't tell from the hint which user to ask.",
    requirements: [],
    validation: {
      accept: ["400 with a JSON body"],
      reject: ["this code for several hints at once, or for none: that is invalid_request"],
    },
    confusedWith: [{ name: "invalid_request", note: "For several hints at once, or none." }],
  },
  {
    ...request,
    error: "missing_user_code",
    title: "The user code is missing",
    means: "The user or the provider requires the user code, but the request has none.",
    requirements: [client.mustNot(openid("ciba", "7.1.2"), "it asked the user for the code", "store the code")],
    validation: {
      accept: ["a client that asks the user for the code only after this response"],
      reject: ["a client that stores the code"],
    },
    confusedWith: [{ name: "invalid_user_code", note: "A user code was sent, but it was wrong." }],
  },
  {
    ...request,
    error: "invalid_user_code",
    title: "The user code is wrong",
    means: "The user code in the request is not the user's.",
    requirements: [client.mustNot(openid("ciba", "7.1.2"), "it asked the user for the code", "store the code")],
    validation: {
      accept: ["400 with a JSON body"],
      reject: ["asking the user's device although the code was wrong"],
    },
    confusedWith: [
      { name: "missing_user_code", note: "No user code was sent." },
      {
        name: "expired_token",
        note: "The user_code of the device grant is something else: the code that the user types in.",
      },
    ],
  },
  {
    ...request,
    error: "invalid_binding_message",
    title: "The binding message is not acceptable",
    means: "The message to show on both devices is invalid or doesn't suit this request.",
    requirements: [],
    validation: { accept: ["400 with a JSON body"], reject: ["silently truncating the message"] },
  },
  {
    ...ciba,
    error: "transaction_failed",
    title: "The authentication could not be completed",
    means: "Something unexpected, other than a denial or expiration, kept the provider from completing the request.",
    reference: openid("ciba", "12"),
    usedAt: [{ at: "client notification", section: openid("ciba", "12") }],
    requirements: [
      server.must(openid("ciba", "12"), "it notifies a client in push mode of a failure", "include the auth_req_id"),
    ],
    validation: {
      accept: ["a JSON body with error and auth_req_id, sent to the client"],
      reject: ["transaction_failed if the user declined: that is access_denied"],
    },
    confusedWith: [{ name: "server_error", note: "The equivalent for a response by redirect." }],
  },
];
