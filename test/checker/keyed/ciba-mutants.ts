/** Faults of backchannel authentication requests, and oidc-provider with clients that make them. */
import {
  asClient,
  asking,
  clientOf,
  granted,
  METADATA,
  parameter,
  refusal,
  responding,
  withHeader,
  withMembers,
  withParameters,
} from "../between.ts";
import { secretOf } from "../peers/oidc-provider.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";

type Layer = NonNullable<Mutant["between"]>;

const GRANT = "urn:openid:params:grant-type:ciba";
const START = "/backchannel";
/** Where the server sends notifications: the path at the layer, from which they go on. */
export const PING = "/ping";

const client = (id: string) =>
  ({
    ...{ client_id: id, client_secret: secretOf(id), scope: "openid read", login_hint: "ada" },
    token_endpoint_auth_method: "client_secret_basic",
  }) as const;

/** Two call centers. */
export const CIBA_CLIENTS = { ciba: client("desk"), other: client("other-desk") };
export const registeredDesks = Object.values(CIBA_CLIENTS).map(({ client_id, client_secret, scope }) => ({
  ...{ client_id, client_secret, scope, redirect_uris: [], response_types: [], grant_types: [GRANT] },
  backchannel_token_delivery_mode: "poll",
}));

/** It knows ada alone, and asks nobody. */
export const cibaFeature = {
  enabled: true,
  deliveryModes: ["poll"],
  processLoginHint: (_: unknown, hint: string) => (hint === "ada" ? "ada" : undefined),
  triggerAuthenticationDevice: () => undefined,
  validateBindingMessage: () => undefined,
  validateRequestContext: () => undefined,
  verifyUserCode: () => undefined,
};

const isPoll = (message: Message): boolean => message.path === "/token" && parameter(message, "grant_type") === GRANT;
const idOf = (message: Message): string => parameter(message, "auth_req_id") ?? "";

/** What oidc-provider leaves out: openid must be there, slow_down, and expired_token after it has forgotten the request. */
export function complete(): Between {
  const ends = new Map<string, number>();
  const polled = new Set<string>();
  return async (message, ask) => {
    if (message.path === START && !parameter(message, "scope")?.split(" ").includes("openid"))
      return message.form.has("scope") ? refusal("invalid_scope") : ask(message);
    const answer = await ask(message);
    if (message.path === START && answer.status === 200) {
      const { auth_req_id, expires_in } = JSON.parse(answer.body);
      ends.set(auth_req_id, Date.now() + expires_in * 1_000);
    }
    if (!isPoll(message)) return answer;
    const id = idOf(message);
    if (answer.body.includes("invalid_grant") && (ends.get(id) ?? Number.POSITIVE_INFINITY) <= Date.now())
      return refusal("expired_token");
    const isAgain = polled.has(id);
    polled.add(id);
    return isAgain && answer.body.includes("authorization_pending") ? refusal("slow_down") : answer;
  };
}

const fault = (does: string, breaks: string, between: Layer): Mutant => ({ does, breaks: [`ciba/${breaks}`], between });

const says = (change: (members: Record<string, unknown>) => Record<string, unknown>): Layer =>
  responding(METADATA, (answer) => (answer.status === 200 ? withMembers(answer, change) : answer)) as Layer;
const started = (change: (answer: Answer) => Answer): Layer =>
  responding(START, (answer) => (answer.status === 200 ? change(answer) : answer)) as Layer;
const member = (name: string, value: unknown): Layer =>
  started((answer) => withMembers(answer, (all) => ({ ...all, [name]: value })));
const starting = (change: (message: Message) => Message | Answer): Layer => asking(START, change) as Layer;
const polling = (change: (message: Message) => Message | Answer): Layer =>
  asking("/token", (message) => (isPoll(message) ? change(message) : message)) as Layer;
const polled = (from: string, to: string): Layer =>
  responding("/token", (answer, message) =>
    isPoll(message) && answer.body.includes(from) ? refusal(to) : answer,
  ) as Layer;
const refusing = (from: string, to: string, isMeant: (message: Message) => boolean): Layer =>
  responding(START, (answer, message) =>
    answer.body.includes(from) && isMeant(message) ? refusal(to) : answer,
  ) as Layer;

/** The auth_req_id is another one than the server's. */
const renamed = (name: (id: string, nth: number) => string): Layer =>
  ((): Between => {
    const real = new Map<string, string>();
    return async (message, ask) => {
      if (message.path === PING) {
        const [other] = [...real].find(([, one]) => message.body.includes(one)) ?? [];
        return ask({ ...message, body: JSON.stringify({ auth_req_id: other }) });
      }
      const id = real.get(idOf(message));
      const answer = await ask(id === undefined ? message : withParameters(message, { auth_req_id: id }));
      if (message.path !== START || answer.status !== 200) return answer;
      const { auth_req_id } = JSON.parse(answer.body);
      const other = name(auth_req_id, real.size);
      real.set(other, auth_req_id);
      return withMembers(answer, (all) => ({ ...all, auth_req_id: other }));
    };
  }) as Layer;

const asDesk = (message: Message): Message => asClient(message, "desk", secretOf("desk"));
const NONE = "backchannel_authentication_request_signing_alg_values_supported";

export const CIBA: Readonly<Record<string, Mutant>> = {
  "unknown delivery modes": fault(
    "A mode is unknown.",
    "delivery-modes",
    says((all) => ({ ...all, backchannel_token_delivery_modes_supported: ["pull"] })),
  ),
  "CIBA isn't listed": fault(
    "grant_types_supported lacks the grant.",
    "listed",
    says((all) => ({
      ...all,
      grant_types_supported: (all.grant_types_supported as string[]).filter((one) => one !== GRANT),
    })),
  ),
  "user codes in text": fault(
    "It is text.",
    "user-code-supported",
    says((all) => ({ ...all, backchannel_user_code_parameter_supported: "false" })),
  ),
  "unsigned authentication requests": fault(
    "none is listed.",
    "no-none",
    says((all) => ({ ...all, [NONE]: ["ES256", "none"] })),
  ),
  "no expiry of auth_req_id": fault("expires_in is missing.", "members", member("expires_in", undefined)),
  "auth_req_id as text": fault(
    "It is text/plain.",
    "json",
    started((answer) => withHeader(answer, "content-type", "text/plain")),
  ),
  "cached auth_req_id": fault(
    "It may be cached.",
    "no-store",
    started((answer) => withHeader(answer, "cache-control", "max-age=60")),
  ),
  "an interval of CIBA in words": fault("interval is no number.", "interval", member("interval", "5s")),
  "auth_req_id with other characters": fault(
    "It has a slash.",
    "id-characters",
    renamed((id) => `${id}/x`),
  ),
  "short auth_req_id": fault(
    "It can be guessed.",
    "id-bits",
    renamed((_, nth) => `request-${nth}`),
  ),
  "any secret asks users": fault(
    "The secret isn't compared.",
    "client-authentication",
    starting((message) => (clientOf(message) === "desk" ? asDesk(message) : message)),
  ),
  "nobody asks users": fault(
    "It needs no client.",
    "client-required",
    starting((message) => (clientOf(message) === "" && message.method === "POST" ? asDesk(message) : message)),
  ),
  "users asked by GET": fault(
    "It works by GET.",
    "post-only",
    starting((message) => (message.method === "GET" ? granted({ auth_req_id: "x" }) : message)),
  ),
  "no hint": fault(
    "Without a hint, the error is unknown_user_id.",
    "hint-required",
    refusing(
      "invalid_request",
      "unknown_user_id",
      ({ form }) => !form.has("login_hint") && !form.has("id_token_hint") && form.has("scope"),
    ),
  ),
  "two hints": fault(
    "The first hint counts.",
    "one-hint",
    starting((message) =>
      message.form.has("login_hint") ? withParameters(message, { id_token_hint: undefined }) : message,
    ),
  ),
  "unknown users as bad requests": fault(
    "The error is invalid_request.",
    "user-known",
    refusing("unknown_user_id", "invalid_request", () => true),
  ),
  "forged hints": fault(
    "The signature of a hint isn't verified.",
    "hint-verified",
    starting((message) =>
      message.form.has("id_token_hint") && !message.form.has("login_hint")
        ? withParameters(message, { id_token_hint: undefined, login_hint: "ada" })
        : message,
    ),
  ),
  "authentication without openid": fault(
    "It needs no openid.",
    "openid-scope",
    starting((message) =>
      message.form.get("scope") === "read" ? withParameters(message, { scope: "openid read" }) : message,
    ),
  ),
  "pending authentication is a wrong id": fault(
    "It is invalid_grant.",
    "pending",
    polled("authorization_pending", "invalid_grant"),
  ),
  "polling CIBA without pause": fault(
    "Polling too fast isn't refused.",
    "slow-down",
    polled("slow_down", "authorization_pending"),
  ),
  "no auth_req_id": fault(
    "It is invalid_grant.",
    "id-required",
    polling((message) => (message.form.has("auth_req_id") ? message : refusal("invalid_grant"))),
  ),
  "unknown auth_req_id": fault(
    "It is pending for ever.",
    "id-known",
    responding("/token", (answer, message) =>
      isPoll(message) && clientOf(message) === "desk" && answer.body.includes("invalid_grant")
        ? refusal("authorization_pending")
        : answer,
    ) as Layer,
  ),
  "auth_req_id of others": fault(
    "A client can poll with another one's auth_req_id.",
    "bound-to-client",
    polling((message) => (clientOf(message) === "other-desk" ? asDesk(message) : message)),
  ),
  "expired auth_req_id as a wrong one": fault(
    "It is invalid_grant.",
    "expired",
    polled("expired_token", "invalid_grant"),
  ),
};
