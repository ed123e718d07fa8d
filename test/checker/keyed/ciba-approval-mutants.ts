/** Faults of what comes once a user has approved a backchannel authentication request: the tokens, and the notification. */
import { asking, clientOf, granted, parameter, refusal, responding, withMembers, withParameters } from "../between.ts";
import { secretOf } from "../peers/oidc-provider.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";
import { bodyOf } from "../through.ts";
import { PING } from "./ciba-mutants.ts";

type Layer = NonNullable<Mutant["between"]>;

const GRANT = "urn:openid:params:grant-type:ciba";
const START = "/backchannel";

const URL_OF_CLIENT = "http://client.example/notified";

/** Filled in when the server starts. */
export const APPROVALS: { notificationPort: number; approvalUrl: string } = { notificationPort: 0, approvalUrl: "" };

export const PING_CLIENT = {
  ...{ client_id: "ping-desk", client_secret: secretOf("ping-desk"), scope: "openid read", login_hint: "ada" },
  token_endpoint_auth_method: "client_secret_basic" as const,
  backchannel_client_notification_endpoint: URL_OF_CLIENT,
};

/** What leads from the server's network to the check. */
export const notifying = (): Between => (message, ask) => (message.path === PING ? notified(message) : ask(message));

async function notified(message: Message): Promise<Answer> {
  const { method, headers } = message;
  const kept = ["content-type", "authorization"].map((name) => [name, headers.get(name) ?? ""] as const);
  const url = `http://127.0.0.1:${APPROVALS.notificationPort}${new URL(URL_OF_CLIENT).pathname}`;
  const sent = { method, headers: Object.fromEntries(kept), ...(method === "POST" && { body: bodyOf(message) }) };
  // Between the probes, nobody listens. What was sent then must not come later.
  const came = await fetch(url, sent).catch(() => ({ status: 204 }));
  return { status: came.status, headers: new Headers(), body: "" };
}

const isNotified = (message: Message): boolean => clientOf(message) === PING_CLIENT.client_id;
const isPoll = (message: Message): boolean => message.path === "/token" && parameter(message, "grant_type") === GRANT;
const idOf = (message: Message): string => parameter(message, "auth_req_id") ?? "";

/** What has given tokens gives them again. */
const again = (): Between => {
  const given = new Map<string, Answer>();
  return async (message, ask) => {
    if (!isPoll(message)) return ask(message);
    const before = given.get(idOf(message));
    if (before !== undefined) return before;
    const answer = await ask(message);
    if (answer.status === 200) given.set(idOf(message), answer);
    return answer;
  };
};

/** Requests that come while one is under way get what it gets. */
const together = (): Between => {
  const under = new Map<string, Promise<Answer>>();
  return async (message, ask) => {
    if (!isPoll(message)) return ask(message);
    const first = under.get(idOf(message));
    if (first !== undefined) return first;
    const answer = ask(message);
    under.set(idOf(message), answer);
    await answer;
    under.delete(idOf(message));
    return answer;
  };
};

/** Changes what is sent to the client. */
const pinging = (change: (message: Message) => Message | Answer): Layer => asking(PING, change) as Layer;
const withHeaders = (message: Message, name: string, value: string): Message => {
  const headers = new Headers(message.headers);
  headers.set(name, value);
  return { ...message, headers };
};

const fault = (does: string, breaks: string, between: Layer): Mutant => ({ does, breaks: [`ciba/${breaks}`], between });

export const CIBA_APPROVALS: Readonly<Record<string, Mutant>> = {
  "no ID token for auth_req_id": fault(
    "There is no ID token.",
    "id-token",
    responding("/token", (answer, message) =>
      isPoll(message) && answer.status === 200
        ? withMembers(answer, (all) => ({ ...all, id_token: undefined }))
        : answer,
    ) as Layer,
  ),
  "auth_req_id used again": fault("It gives tokens more than once.", "single-use", again as Layer),
  "auth_req_id used at once": fault(
    "It gives tokens more than once if the requests come together.",
    "single-use-at-once",
    together as Layer,
  ),
  "notifications without a token": fault(
    "client_notification_token may be missing.",
    "notification-token-required",
    asking(START, (message) =>
      parameter(message, "client_notification_token") === undefined && isNotified(message)
        ? withParameters(message, { client_notification_token: "any-token-that-nobody-sent" })
        : message,
    ) as Layer,
  ),
  "no notification": fault(
    "Nothing is sent.",
    "notified",
    pinging(() => granted({})),
  ),
  "notifications by anybody": fault(
    "Another token is sent.",
    "notification-bearer",
    pinging((message) => withHeaders(message, "authorization", "Bearer another-token")),
  ),
  "notifications as text": fault(
    "It is text/plain.",
    "notification-json",
    pinging((message) => withHeaders(message, "content-type", "text/plain")),
  ),
  "notifications of something else": fault(
    "The auth_req_id is another one.",
    "notification-json",
    pinging((message) => ({ ...message, body: JSON.stringify({ auth_req_id: "another" }) })),
  ),
  "notifications for nothing": fault(
    "The client that was notified gets no tokens.",
    "notified-tokens",
    responding("/token", (answer, message) =>
      isPoll(message) && isNotified(message) && answer.status === 200 ? refusal("access_denied") : answer,
    ) as Layer,
  ),
};
