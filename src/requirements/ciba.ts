/** What is required of client-initiated backchannel authentication (OpenID Connect CIBA Core 1.0). */
import { openid, rfc, type Section } from "../specs.ts";
import type { Level, Requirements } from "./define.ts";

const FAILS = "Clients fail, although they do what the specification says.";
const WRONG_WAY = "A wrong error code sends developers the wrong way.";
const ASKED = "The user is asked by somebody who isn't the application.";

const ANYBODY = "Anybody can send the client notifications.";

type By = "ciba" | "ciba-tokens" | "ciba-approval" | "ciba-ping";

const required = <B extends By, N extends string>(
  by: `${B}/${N}`,
  section: string,
  says: string,
  threat: string,
  { level = "MUST", also = [] }: { readonly level?: Level; readonly also?: readonly Section[] } = {},
) => ({ cites: [openid("ciba", section), ...also] as [Section, ...Section[]], level, says, threat, by });

export const ciba = {
  "ciba/delivery-modes": required(
    "ciba/modes",
    "4",
    "backchannel_token_delivery_modes_supported is a list of poll, ping and push.",
    "Clients can't tell how they get tokens.",
  ),
  "ciba/listed": required("ciba/listed", "4", "grant_types_supported has the CIBA grant.", FAILS),
  "ciba/user-code-supported": required(
    "ciba/user-code",
    "4",
    "If backchannel_user_code_parameter_supported is there, it is a boolean.",
    FAILS,
  ),
  "ciba/no-none": required(
    "ciba/no-none",
    "4",
    "backchannel_authentication_request_signing_alg_values_supported has no none.",
    ASKED,
  ),
  "ciba/members": required(
    "ciba/members",
    "7.3",
    "The response has auth_req_id, and expires_in as a positive number of seconds.",
    FAILS,
  ),
  "ciba/json": required("ciba/json", "7.3", "The response is JSON with its media type.", FAILS),
  "ciba/no-store": required(
    "ciba/no-store",
    "7.3",
    "The response has Cache-Control: no-store.",
    "A cache keeps the auth_req_id, and gives it to whoever asks next.",
    { level: "SHOULD" },
  ),
  "ciba/interval": required("ciba/interval", "7.3", "If interval is there, it is a positive number of seconds.", FAILS),
  "ciba/id-characters": required(
    "ciba/characters",
    "7.3",
    "auth_req_id has letters, digits, and the characters . _ - alone.",
    FAILS,
  ),
  "ciba/id-bits": required(
    "ciba/bits",
    "7.3",
    "auth_req_id is long enough for 128 bits.",
    "Whoever guesses it gets the user's tokens.",
  ),
  "ciba/client-authentication": required(
    "ciba/secret",
    "7.2",
    "A client with a wrong secret is refused as invalid_client.",
    ASKED,
    { also: [openid("ciba", "13")] },
  ),
  "ciba/client-required": required("ciba/nobody", "7.2", "A request without a client is refused.", ASKED),
  "ciba/post-only": required(
    "ciba/get",
    "7.1",
    "Authentication requests by GET are refused.",
    "What identifies the user ends up in logs.",
  ),
  "ciba/hint-required": required(
    "ciba/no-hint",
    "7.2",
    "A request without a hint is refused as invalid_request.",
    WRONG_WAY,
    { also: [openid("ciba", "13")] },
  ),
  "ciba/one-hint": required(
    "ciba/two-hints",
    "7.2",
    "A request with two hints is refused as invalid_request.",
    "Another user is asked than the one that was meant.",
    { also: [openid("ciba", "13")] },
  ),
  "ciba/user-known": required(
    "ciba/unknown-user",
    "13",
    "A login_hint of nobody is refused as unknown_user_id.",
    WRONG_WAY,
  ),
  "ciba/hint-verified": required(
    "ciba/forged-hint",
    "7.2",
    "An id_token_hint that the server didn't issue is refused.",
    "Anybody has users asked whom the application doesn't know.",
  ),
  "ciba/openid-scope": required("ciba/no-openid", "7.1", "A request without the scope openid is refused.", WRONG_WAY),
  "ciba/pending": required(
    "ciba-tokens/pending",
    "11",
    "While the user hasn't decided, the response is 400 authorization_pending.",
    WRONG_WAY,
  ),
  "ciba/slow-down": required(
    "ciba-tokens/slow-down",
    "11",
    "A client that polls faster than it may gets slow_down.",
    "Clients that poll without pause overload the server.",
  ),
  "ciba/id-required": required(
    "ciba-tokens/absent",
    "10.1",
    "A token request without auth_req_id is refused as invalid_request.",
    WRONG_WAY,
    { also: [rfc(6749, "5.2")] },
  ),
  "ciba/id-known": required(
    "ciba-tokens/unknown",
    "11",
    "An auth_req_id that doesn't exist is refused as invalid_grant.",
    WRONG_WAY,
  ),
  "ciba/bound-to-client": required(
    "ciba-tokens/bound",
    "10.1",
    "An auth_req_id of another client is refused as invalid_grant.",
    "An auth_req_id that was stolen gives tokens to anybody with a client of his own.",
    { also: [openid("ciba", "11")] },
  ),
  "ciba/expired": required(
    "ciba-tokens/expired",
    "11",
    "An auth_req_id that has expired is refused as expired_token.",
    "Clients poll for ever.",
  ),
  "ciba/id-token": required(
    "ciba-approval/id-token",
    "10.1.1",
    "Once the user has approved, the tokens come with an ID token for the client.",
    "The client can't tell who approved.",
  ),
  "ciba/single-use": required(
    "ciba-approval/twice",
    "10.1",
    "An auth_req_id that has given tokens is refused.",
    "Whoever reads an auth_req_id in a log gets tokens of their own.",
    { also: [openid("ciba", "11")] },
  ),
  "ciba/single-use-at-once": required(
    "ciba-approval/twice-at-once",
    "10.1",
    "Of several token requests with one auth_req_id at the same time, one is granted.",
    "Whoever is fast enough gets tokens with a stolen auth_req_id.",
    { also: [openid("ciba", "11")] },
  ),
  "ciba/notification-token-required": required(
    "ciba-ping/token-required",
    "7.1",
    "A request without client_notification_token of a client that is notified is refused as invalid_request.",
    ANYBODY,
  ),
  "ciba/notified": required(
    "ciba-ping/notified",
    "10.2",
    "When the user has decided, the client's notification endpoint gets a POST request.",
    "Clients that wait for it never get their tokens.",
  ),
  "ciba/notification-bearer": required(
    "ciba-ping/bearer",
    "10.2",
    "The notification has the client_notification_token of the request as its bearer token.",
    ANYBODY,
  ),
  "ciba/notification-json": required(
    "ciba-ping/json",
    "10.2",
    "The notification is JSON with the auth_req_id.",
    "The client can't tell which user has decided.",
  ),
  "ciba/notified-tokens": required(
    "ciba-ping/tokens",
    "10.2",
    "After the notification, the token request of the client is granted.",
    FAILS,
  ),
} satisfies Requirements;
