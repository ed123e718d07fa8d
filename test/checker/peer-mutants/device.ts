/** Faults of the device authorization grant. */
import {
  asClient,
  asking,
  clientOf,
  granted,
  parameter,
  refusal,
  responding,
  withHeader,
  withMembers,
  withParameters,
} from "../between.ts";
import { secretOf } from "../peers/oidc-provider.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";

const GRANT = "urn:ietf:params:oauth:grant-type:device_code";
const START = "/device/auth";

const confidential = (id: string) =>
  ({
    client_id: id,
    client_secret: secretOf(id),
    token_endpoint_auth_method: "client_secret_basic",
    scope: "openid",
  }) as const;

/** Two televisions. */
export const DEVICES = { device: confidential("tv"), other: confidential("other-tv") };
export const registeredDevices = Object.values(DEVICES).map(({ client_id, client_secret, scope }) => ({
  ...{ client_id, client_secret, scope },
  ...{ redirect_uris: [], response_types: [], grant_types: [GRANT] },
}));

const isPoll = (message: Message): boolean => message.path === "/token" && parameter(message, "grant_type") === GRANT;

/** What oidc-provider leaves out: slow_down for clients that poll too fast. */
export function slowingDown(): Between {
  const asked = new Set<string>();
  return (message, ask) => {
    const code = isPoll(message) ? parameter(message, "device_code") : undefined;
    const isPolled = code !== undefined && asked.has(code);
    if (code !== undefined) asked.add(code);
    return isPolled
      ? ask(message).then((answer) => (answer.body.includes("authorization_pending") ? refusal("slow_down") : answer))
      : ask(message);
  };
}

const started = (change: (answer: Answer) => Answer) =>
  responding(START, (answer) => (answer.status === 200 ? change(answer) : answer));
const member = (name: string, value: unknown) =>
  started((answer) => withMembers(answer, (all) => ({ ...all, [name]: value })));
const starting = (change: (message: Message) => Message | Answer) => asking(START, change);
const polling = (change: (message: Message) => Message | Answer) =>
  asking("/token", (message) => (isPoll(message) ? change(message) : message));
export const polled = (change: (answer: Answer) => Answer) =>
  responding("/token", (answer, message) => (isPoll(message) ? change(answer) : answer));

/** The device code is another one than the server's. */
const shortDeviceCodes = (): Between => {
  const real = new Map<string, string>();
  return async (message, ask) => {
    const code = real.get(parameter(message, "device_code") ?? "");
    if (code !== undefined) return ask(withParameters(message, { device_code: code }));
    const answer = await ask(message);
    if (message.path !== START || answer.status !== 200) return answer;
    const short = `code-${real.size}`;
    real.set(short, JSON.parse(answer.body).device_code);
    return withMembers(answer, (all) => ({ ...all, device_code: short }));
  };
};

/** Remembers the responses to polls. */
const remembering =
  (change: (message: Message, tokens: ReadonlyMap<string, Answer>) => Message | Answer) => (): Between => {
    const tokens = new Map<string, Answer>();
    return async (message, ask) => {
      const instead = isPoll(message) ? change(message, tokens) : message;
      if ("status" in instead) return instead;
      const answer = await ask(instead);
      if (isPoll(message) && answer.status === 200) tokens.set(parameter(message, "device_code") ?? "", answer);
      return answer;
    };
  };

/** A visit of the page is enough. */
const careless = (): Between => {
  let isVisited = false;
  return (message, ask) => {
    if (message.path === "/device") isVisited = true;
    if (!isPoll(message) || !isVisited) return ask(message);
    isVisited = false;
    return ask(message).then((answer) =>
      answer.body.includes("authorization_pending") ? granted({ access_token: "x", token_type: "Bearer" }) : answer,
    );
  };
};

export const DEVICE: Readonly<Record<string, Mutant>> = {
  "no expiry of device codes": {
    does: "expires_in is missing.",
    breaks: ["device/members"],
    between: member("expires_in", undefined),
  },
  "device codes as text": {
    does: "The device authorization response is text/plain.",
    breaks: ["device/json"],
    between: started((answer) => withHeader(answer, "content-type", "text/plain")),
  },
  "cached device codes": {
    does: "The device authorization response may be cached.",
    breaks: ["device/no-store"],
    between: started((answer) => withHeader(answer, "cache-control", "max-age=60")),
  },
  "device codes for a day": {
    does: "The codes live for a day.",
    breaks: ["device/lifetime"],
    between: member("expires_in", 86_400),
  },
  "an interval in words": {
    does: "interval is no number.",
    breaks: ["device/interval"],
    between: member("interval", "5s"),
  },
  "verification by http": {
    does: "verification_uri has http.",
    breaks: ["device/https"],
    between: member("verification_uri", "http://tv.example/device"),
  },
  "user codes of four digits": {
    does: "The user code has four digits.",
    breaks: ["device/user-code-bits"],
    between: member("user_code", "1234"),
  },
  "short device codes": {
    does: "The device code can be guessed.",
    breaks: ["device/device-code-bits"],
    between: shortDeviceCodes,
  },
  "the device grant isn't listed": {
    does: "grant_types_supported lacks the device grant.",
    breaks: ["device/listed"],
    between: responding(
      (path) => path.startsWith("/.well-known/"),
      (answer) =>
        withMembers(answer, (all) => ({
          ...all,
          grant_types_supported: (all.grant_types_supported as string[]).filter((one) => one !== GRANT),
        })),
    ),
  },
  "any secret starts a device": {
    does: "The secret isn't compared at the device authorization endpoint.",
    breaks: ["device/client-authentication"],
    between: starting((message) =>
      message.headers.has("authorization")
        ? asClient(message, clientOf(message), secretOf(clientOf(message)))
        : message,
    ),
  },
  "any client starts a device": {
    does: "A client that doesn't exist gets a device code.",
    breaks: ["device/client-known"],
    between: starting((message) =>
      message.form.has("client_id") && !message.headers.has("authorization")
        ? asClient(message, "tv", secretOf("tv"))
        : message,
    ),
  },
  "nobody starts a device": {
    does: "A request without a client gets a device code.",
    breaks: ["device/client-required"],
    between: starting((message) => (clientOf(message) === "" ? asClient(message, "tv", secretOf("tv")) : message)),
  },
  "devices by GET": {
    does: "Device authorization works by GET.",
    breaks: ["device/post-only"],
    between: starting((message) => (message.method === "GET" ? granted({ device_code: "x" }) : message)),
  },
  "repeated parameters of devices": {
    does: "The last of several scopes counts.",
    breaks: ["device/no-repeated-parameter"],
    between: starting((message) =>
      message.form.getAll("scope").length > 1 ? withParameters(message, { scope: "openid" }) : message,
    ),
  },
  "unknown parameters of devices refused": {
    does: "A parameter that the server doesn't know is refused.",
    breaks: ["device/unknown-parameter-ignored"],
    between: starting((message) => (message.form.has("nobody_knows_this") ? refusal("invalid_request") : message)),
  },
  "pending is a wrong code": {
    does: "While the user hasn't decided, the response is invalid_grant.",
    breaks: ["device/pending"],
    between: polled((answer) => (answer.body.includes("authorization_pending") ? refusal("invalid_grant") : answer)),
  },
  "polling without pause": {
    does: "Polling too fast isn't refused.",
    breaks: ["device/slow-down"],
    between: polled((answer) => (answer.body.includes("slow_down") ? refusal("authorization_pending") : answer)),
  },
  "no device code": {
    does: "Without device_code, the response is invalid_grant.",
    breaks: ["device/device-code-required"],
    between: polling((message) => (message.form.has("device_code") ? message : refusal("invalid_grant"))),
  },
  "unknown device codes": {
    does: "A device code that doesn't exist is pending for ever.",
    breaks: ["device/device-code-known"],
    between: polled((answer) => (answer.body.includes("invalid_grant") ? refusal("authorization_pending") : answer)),
  },
  "a visit approves": {
    does: "Whoever opens the verification page approves the device.",
    breaks: ["device/user-approves"],
    between: careless,
  },
  "cached tokens for devices": {
    does: "A response with a token may be cached.",
    breaks: ["device/tokens-no-store"],
    between: polled((answer) => (answer.status === 200 ? withHeader(answer, "cache-control", "max-age=60") : answer)),
  },
  "device codes twice": {
    does: "A device code gives tokens twice.",
    breaks: ["device/single-use"],
    between: remembering((message, tokens) => tokens.get(parameter(message, "device_code") ?? "") ?? message),
  },
  "device codes of others": {
    does: "A client can redeem another one's device code.",
    breaks: ["device/bound-to-client"],
    between: polling((message) =>
      clientOf(message) === "other-tv" ? asClient(message, "tv", secretOf("tv")) : message,
    ),
  },
};
