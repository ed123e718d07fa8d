/** Faults of pushed authorization requests. */
import {
  asClient,
  asking,
  both,
  clientOf,
  METADATA,
  parameter,
  refusal,
  responding,
  withHeader,
  withMembers,
  withParameters,
} from "../between.ts";
import { CALLBACK, secretOf } from "../peers/oidc-provider.ts";
import type { Answer, Ask, Between, Message, Mutant } from "../through.ts";

const [PAR, AUTH] = ["/request", "/auth"];

const pushing = (change: (message: Message, ask: Ask) => Message | Answer | Promise<Answer>) => asking(PAR, change);

const uriIn = ({ body }: Answer): string | undefined =>
  body.startsWith("{") ? JSON.parse(body).request_uri : undefined;

/** Responses to what was pushed well. */
const created = (change: (answer: Answer) => Answer) =>
  responding(PAR, (answer) => (uriIn(answer) === undefined ? answer : change(answer)));

/** Responses to what was pushed badly. */
const refusing = (change: (answer: Answer) => Answer) =>
  responding(PAR, (answer) => (answer.status >= 400 ? change(answer) : answer));

const member = (name: string, value: unknown) =>
  created((answer) => withMembers(answer, (all) => ({ ...all, [name]: value })));

/** Other names for request_uris. */
const renaming =
  (nameOf: (uri: string, at: number) => string): (() => Between) =>
  () => {
    const known = new Map<string, string>();
    return async (message, ask) => {
      const real = message.path === AUTH ? known.get(parameter(message, "request_uri") ?? "") : undefined;
      const answer = await ask(real === undefined ? message : withParameters(message, { request_uri: real }));
      const uri = message.path === PAR ? uriIn(answer) : undefined;
      if (uri === undefined) return answer;
      const name = nameOf(uri, known.size);
      known.set(name, uri);
      return withMembers(answer, (all) => ({ ...all, request_uri: name }));
    };
  };

/** Requests with a request_uri, which `respond` sees with what was pushed. */
const referring =
  (respond: (message: Message, pushed: Message | undefined, ask: Ask) => Promise<Answer>): (() => Between) =>
  () => {
    const pushed = new Map<string, Message>();
    return async (message, ask) => {
      const uri = parameter(message, "request_uri");
      if (message.path === AUTH && uri !== undefined) return respond(message, pushed.get(uri), ask);
      const answer = await ask(message);
      const own = message.path === PAR ? uriIn(answer) : undefined;
      if (own !== undefined) pushed.set(own, message);
      return answer;
    };
  };

/** Pushes the same once more, with changes. */
async function again(
  message: Message,
  pushed: Message,
  ask: Ask,
  changes: Record<string, string> = {},
): Promise<Answer> {
  const uri = uriIn(await ask(withParameters(pushed, changes)));
  return ask(withParameters(message, { request_uri: uri }));
}

const relocated = (answer: Answer, change: (parameters: URLSearchParams) => void, to = CALLBACK): Answer => {
  const location = answer.headers.get("location") ?? "";
  if (!location.startsWith(`${CALLBACK}?`)) return answer;
  const parameters = new URLSearchParams(location.slice(CALLBACK.length + 1));
  change(parameters);
  return withHeader(answer, "location", `${to}?${parameters}`);
};

/** A request that was never pushed. */
const UNPUSHED = {
  response_type: "code",
  redirect_uri: CALLBACK,
  scope: "openid",
  code_challenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
  code_challenge_method: "S256",
};

const sent = (
  does: string,
  name: string,
  change: (message: Message, ask: Ask) => Message | Answer | Promise<Answer>,
): Mutant => ({ does, breaks: [`par/${name}`], between: pushing(change) });

const asBasic = (message: Message, id: string): Message =>
  withParameters(asClient(message, id, secretOf(id)), { client_id: id });

const VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

export const PUSHED_REQUESTS: Readonly<Record<string, Mutant>> = {
  "pushed requests are fine": {
    does: "A pushed request gets the response 200.",
    breaks: ["par/created"],
    between: created((answer) => ({ ...answer, status: 200 })),
  },
  "request_uri of any form": {
    does: "request_uri is a bare word.",
    breaks: ["par/request-uri"],
    between: renaming((uri) => uri.split(":").at(-1) as string),
  },
  "expires_in as text": {
    does: "expires_in is text.",
    breaks: ["par/expires-in"],
    between: member("expires_in", "60"),
  },
  "request_uris for an hour": {
    does: "A request_uri lasts an hour.",
    breaks: ["par/short-lived"],
    between: member("expires_in", 3600),
  },
  "cached request_uris": {
    does: "The response may be cached.",
    breaks: ["par/no-store"],
    between: responding(PAR, (answer) => withHeader(answer, "cache-control", "private")),
  },
  "one request_uri for all": {
    does: "Every request has the same request_uri, which stands for the latest.",
    breaks: ["par/different", "par/unguessable", "par/once"],
    between: renaming(() => "urn:ietf:params:oauth:request_uri:the-latest-request-of-this-server"),
  },
  "request_uris that count": {
    does: "A request_uri ends with a number.",
    breaks: ["par/unguessable"],
    between: renaming((_, at) => `urn:ietf:params:oauth:request_uri:${String(at).padStart(24, "0")}`),
  },
  "pushing without authentication": sent("A client needs no secret to push.", "client-authentication", (message) =>
    clientOf(message) === "web" && !message.headers.has("authorization") ? asBasic(message, "web") : message,
  ),
  "pushing with any secret": sent("A client's secret isn't compared when it pushes.", "secret-verified", (message) =>
    clientOf(message) === "web" &&
    message.headers.has("authorization") &&
    message.method === "POST" &&
    message.form.get("client_id") === "web"
      ? asBasic(message, "web")
      : message,
  ),
  "pushing for another client": sent("client_id may be another client's.", "client-id", (message) =>
    message.form.get("client_id") === "other" && clientOf(message) === "web"
      ? withParameters(message, { client_id: "web" })
      : message,
  ),
  "pushing by GET": sent("Requests are pushed by GET too.", "post-only", (message) => {
    if (message.method !== "GET") return message;
    const headers = new Headers(message.headers);
    headers.set("content-type", "application/x-www-form-urlencoded");
    return { ...message, method: "POST", headers, form: message.query, query: new URLSearchParams() };
  }),
  "pushing JSON": sent("Requests are pushed as JSON too.", "form-only", (message) => {
    if (message.form.size > 0 || !message.body.startsWith("{")) return message;
    const headers = new Headers(message.headers);
    headers.set("content-type", "application/x-www-form-urlencoded");
    return { ...message, headers, form: new URLSearchParams(JSON.parse(message.body)), body: "" };
  }),
  "request_uri pushed": sent("A request_uri that is pushed is ignored.", "no-request-uri", (message) =>
    withParameters(message, { request_uri: undefined }),
  ),
  "anything pushed": sent("What is pushed isn't looked at.", "validated", (message) =>
    message.form.get("response_type") === "no_such_type" ? withParameters(message, { response_type: "code" }) : message,
  ),
  "pushed twice": sent("Of a parameter that is pushed twice, the first is used.", "no-repeated-parameter", (message) =>
    message.form.getAll("scope").length > 1
      ? withParameters(message, { scope: message.form.get("scope") ?? undefined })
      : message,
  ),
  "errors of pushing as text": {
    does: "Errors are text.",
    breaks: ["par/error-json"],
    between: refusing((answer) => ({ ...answer, body: "It was refused." })),
  },
  "errors of pushing with 422": {
    does: "The status of an error is 422.",
    breaks: ["par/error-status"],
    between: refusing((answer) => (answer.status === 400 ? { ...answer, status: 422 } : answer)),
  },
  "redirect URIs of anybody": {
    does: "A public client may push any redirect URI.",
    breaks: ["par/public-redirect-uri"],
    between: () => {
      const elsewhere = new Map<string, string>();
      return async (message, ask) => {
        const to = message.form.get("redirect_uri") ?? CALLBACK;
        const isIt = message.path === PAR && clientOf(message) === "app" && to !== CALLBACK;
        const answer = await ask(isIt ? withParameters(message, { redirect_uri: CALLBACK }) : message);
        if (isIt) elsewhere.set(uriIn(answer) ?? "", to);
        const known = elsewhere.get(parameter(message, "request_uri") ?? "");
        return known === undefined ? answer : relocated(answer, () => {}, known);
      };
    },
  },
  "request_uris never work": {
    does: "A request_uri is always refused.",
    breaks: ["par/works"],
    between: asking(AUTH, (message) =>
      parameter(message, "request_uri") === undefined ? message : refusal("invalid_request_uri"),
    ),
  },
  "request_uris work twice": {
    does: "A request_uri may be used again.",
    breaks: ["par/once"],
    between: () => {
      const used = new Set<string>();
      return referring(async (message, pushed, ask) => {
        const uri = parameter(message, "request_uri") ?? "";
        const isAgain = used.has(uri);
        used.add(uri);
        return isAgain && pushed !== undefined ? again(message, pushed, ask) : ask(message);
      })();
    },
  },
  "request_uris of anybody": {
    does: "A request_uri may be used by any client.",
    breaks: ["par/bound-to-client"],
    between: referring((message, pushed, ask) =>
      ask(
        pushed !== undefined && parameter(message, "client_id") !== undefined
          ? withParameters(message, { client_id: clientOf(pushed) })
          : message,
      ),
    ),
  },
  "unknown request_uris ignored": {
    does: "A request_uri that wasn't issued is ignored.",
    breaks: ["par/unknown"],
    between: referring((message, pushed, ask) =>
      ask(
        pushed === undefined &&
          parameter(message, "request") === undefined &&
          parameter(message, "request_uri")?.startsWith("urn:ietf:params:oauth:request_uri:")
          ? withParameters(message, { ...UNPUSHED, request_uri: undefined })
          : message,
      ),
    ),
  },
  "request_uris without a client": {
    does: "A request_uri needs no client_id.",
    breaks: ["par/client-id-required"],
    between: referring((message, pushed, ask) =>
      ask(
        pushed !== undefined && parameter(message, "client_id") === undefined
          ? withParameters(message, { client_id: clientOf(pushed) })
          : message,
      ),
    ),
  },
  "redirect URIs beside what was pushed": {
    does: "A redirect_uri beside request_uri is used.",
    breaks: ["par/outer-redirect-uri"],
    between: referring(async (message, _, ask) => {
      const to = parameter(message, "redirect_uri");
      const answer = await ask(withParameters(message, { redirect_uri: undefined }));
      return to === undefined ? answer : relocated(answer, () => {}, to);
    }),
  },
  "state beside what was pushed": {
    does: "A state beside request_uri is used.",
    breaks: ["par/outer-state"],
    between: referring(async (message, _, ask) => {
      const state = parameter(message, "state");
      const answer = await ask(message);
      return state === undefined ? answer : relocated(answer, (parameters) => parameters.set("state", state));
    }),
  },
  "scopes beside what was pushed": {
    does: "A scope beside request_uri is granted.",
    breaks: ["par/outer-scope"],
    between: referring((message, pushed, ask) => {
      const scope = parameter(message, "scope");
      return scope === undefined || pushed === undefined ? ask(message) : again(message, pushed, ask, { scope });
    }),
  },
  "pushed challenges forgotten": {
    does: "The code of a pushed request isn't bound to its challenge.",
    breaks: ["par/challenge-kept"],
    between: () => {
      const codes = new Set<string>();
      return async (message, ask) => {
        const isPush = message.path === PAR && message.form.has("code_challenge");
        const isKnown = message.path === "/token" && codes.has(message.form.get("code") ?? "");
        const own = isPush ? { code_challenge: UNPUSHED.code_challenge } : isKnown ? { code_verifier: VERIFIER } : {};
        const answer = await ask(withParameters(message, own));
        const location = answer.headers.get("location") ?? "";
        const code = URL.canParse(location) ? new URL(location).searchParams.get("code") : null;
        if (code !== null && parameter(message, "request_uri") !== undefined) codes.add(code);
        return answer;
      };
    },
  },
  "pushing is required, and isn't": {
    does: "The metadata says that requests must be pushed, and others are accepted.",
    breaks: ["par/required"],
    hides: ["authorization/post"],
    between: responding(METADATA, (answer) =>
      withMembers(answer, (all) => ({ ...all, require_pushed_authorization_requests: true })),
    ),
  },
  "pushing is required": {
    does: "Requests that weren't pushed are refused: no fault, and none may be found.",
    breaks: [],
    hides: ["authorization/post"],
    between: both(
      responding(METADATA, (answer) =>
        withMembers(answer, (all) => ({ ...all, require_pushed_authorization_requests: true })),
      ),
      asking(AUTH, (message) =>
        parameter(message, "response_type") !== undefined && parameter(message, "request_uri") === undefined
          ? refusal("invalid_request")
          : message,
      ),
    ),
  },
};
