/** Faults of the authorization endpoint. */
import {
  asking,
  both,
  METADATA,
  parameter,
  refusal,
  responding,
  returning,
  withHeader,
  withMembers,
  withParameters,
} from "../between.ts";
import { CALLBACK } from "../mutant-server.ts";
import type { Answer, Between, Message, Mutant } from "../through.ts";

const URI = new URL(CALLBACK);

/** Takes redirect URIs that aren't registered, and sends the browser there. */
const accepts =
  (isFine: (uri: string) => boolean): (() => Between) =>
  () =>
  async (message, ask) => {
    const uri = parameter(message, "redirect_uri");
    // A pushed request, or a request object, has its own.
    const isInside = ["request_uri", "request"].some((name) => parameter(message, name) !== undefined);
    if (message.path !== "/authorize" || isInside || uri === undefined || uri === CALLBACK || !isFine(uri))
      return ask(message);
    const answer = await ask(withParameters(message, { redirect_uri: CALLBACK }));
    const location = answer.headers.get("location") ?? "";
    if (!location.startsWith(CALLBACK)) return answer;
    const rest = location.slice(CALLBACK.length);
    return withHeader(answer, "location", uri + (uri.includes("?") ? rest.replace("?", "&") : rest));
  };

const taking = (does: string, names: readonly string[], isFine: (uri: string) => boolean): Mutant => ({
  does,
  breaks: names.map((name) => `redirect-uri/${name}`),
  between: accepts(isFine),
});

const parsed = (uri: string): URL | undefined => (URL.canParse(uri) ? new URL(uri) : undefined);

/** Authorization requests, changed on their way in. */
const asked = (change: (message: Message) => Message | Answer) => asking("/authorize", change);

const onErrors = (change: (parameters: URLSearchParams, message: Message) => void) =>
  returning((parameters, message) => {
    if (parameters.has("error")) change(parameters, message);
  });

const pages = (change: (answer: Answer) => Answer) =>
  responding(
    () => true,
    (answer) => (answer.headers.get("content-type")?.startsWith("text/html") ? change(answer) : answer),
  );

export const AUTHORIZATION: Readonly<Record<string, Mutant>> = {
  "redirects anywhere": taking(
    "Any redirect URI is accepted.",
    [
      ...["other-host", "no-suffix", "no-sub-path", "no-added-query", "no-user-info", "no-subdomain", "no-traversal"],
      ...["no-fragment", "case", "scheme", "encoded"],
    ],
    () => true,
  ),
  "redirects by prefix": taking(
    "A redirect URI must only begin like the registered one.",
    ["no-suffix", "no-sub-path", "no-added-query", "no-traversal", "no-fragment"],
    (uri) => uri.startsWith(CALLBACK),
  ),
  "redirects by host": taking(
    "Of a redirect URI, the origin is compared.",
    ["no-suffix", "no-sub-path", "no-added-query", "no-traversal", "no-fragment", "case", "encoded"],
    (uri) => parsed(uri)?.origin === URI.origin,
  ),
  "redirects without the query": taking(
    "Of a redirect URI, the query isn't compared.",
    ["no-added-query"],
    (uri) => uri.split("?", 1)[0] === CALLBACK,
  ),
  "redirects without the fragment": taking(
    "Of a redirect URI, the fragment isn't compared.",
    ["no-fragment"],
    (uri) => uri.split("#", 1)[0] === CALLBACK,
  ),
  "redirects in any case": taking(
    "Redirect URIs are compared in lower case.",
    ["case"],
    (uri) => uri.toLowerCase() === CALLBACK,
  ),
  "redirects once decoded": taking(
    "Redirect URIs are decoded before they are compared.",
    ["encoded"],
    (uri) => decodeURIComponent(uri) === CALLBACK,
  ),
  "redirects without TLS": taking(
    "http is as good as https.",
    ["scheme"],
    (uri) => uri.replace("http:", "https:") === CALLBACK,
  ),
  "redirects below the path": taking(
    "Paths below the registered one are accepted.",
    ["no-sub-path", "no-traversal"],
    (uri) => uri.startsWith(`${CALLBACK}/`),
  ),
  "redirects by the beginning of the host": taking(
    "A host must only begin like the registered one.",
    ["no-subdomain"],
    (uri) => uri.startsWith(`https://${URI.host}.`),
  ),
  "redirects past the user information": taking("The host is looked for before the @.", ["no-user-info"], (uri) =>
    uri.startsWith(`https://${URI.host}@`),
  ),
  "redirects to the last of two": {
    does: "Of two redirect URIs, the first is checked and the last is used.",
    breaks: ["redirect-uri/not-twice"],
    between: () => async (message, ask) => {
      const all = message.query.getAll("redirect_uri");
      if (message.path !== "/authorize" || all.length < 2) return ask(message);
      const answer = await ask(withParameters(message, { redirect_uri: all[0] }));
      const location = answer.headers.get("location") ?? "";
      return withHeader(answer, "location", location.replace(all[0] as string, all[1] as string));
    },
  },
  "redirects for nobody": {
    does: "An unknown client is told by redirect.",
    breaks: ["authorization/client-unknown"],
    between: asked((message) =>
      parameter(message, "client_id")?.startsWith("no-such")
        ? {
            status: 303,
            headers: new Headers({ location: `${parameter(message, "redirect_uri")}?error=unauthorized_client` }),
            body: "",
          }
        : message,
    ),
  },
  "no response type is code": {
    does: "Without response_type, it is code.",
    breaks: ["authorization/response-type-required"],
    between: asked((message) =>
      parameter(message, "response_type") === undefined ? withParameters(message, { response_type: "code" }) : message,
    ),
  },
  "any response type is code": {
    does: "An unknown response type is taken for code.",
    breaks: ["authorization/response-type-unknown"],
    between: asked((message) =>
      parameter(message, "response_type") === "no_such_type"
        ? withParameters(message, { response_type: "code" })
        : message,
    ),
  },
  "unknown scopes left out": {
    does: "An unknown scope is left out without a word.",
    breaks: ["authorization/scope-unknown"],
    between: both(
      asked((message) =>
        parameter(message, "scope")?.includes("no-such")
          ? withParameters(message, { scope: parameter(message, "scope")?.replace(/ ?no-such-scope\S*/, "") })
          : message,
      ),
      responding("/token", (answer, message) =>
        answer.status === 200 && parameter(message, "grant_type") === "authorization_code"
          ? withMembers(answer, ({ scope: _, ...rest }) => rest)
          : answer,
      ),
    ),
  },
  "the first parameter of two": {
    does: "Of a repeated parameter, the first is used.",
    breaks: ["authorization/no-repeated-parameter"],
    between: asked((message) =>
      message.query.getAll("scope").length > 1
        ? withParameters(message, { scope: message.query.get("scope") ?? "" })
        : message,
    ),
  },
  "errors without state": {
    does: "Errors have no state.",
    breaks: ["authorization/error-state", "denial/state"],
    between: onErrors((parameters) => parameters.delete("state")),
  },
  "errors without iss": {
    does: "Errors have no iss.",
    breaks: ["authorization/error-iss", "denial/iss"],
    between: onErrors((parameters) => parameters.delete("iss")),
  },
  "errors with accents": {
    does: "error_description has accents.",
    breaks: ["authorization/error-characters"],
    between: onErrors((parameters) => parameters.set("error_description", "requête refusée")),
  },
  "errors beside a code": {
    does: "Errors come with a code.",
    breaks: ["authorization/error-without-code", "denial/no-code"],
    between: onErrors((parameters) => parameters.set("code", "a".repeat(43))),
  },
  "pages although prompt=none": {
    does: "prompt=none is ignored.",
    breaks: ["authorization/prompt-none"],
    between: asked((message) =>
      withParameters(message, {
        prompt: parameter(message, "prompt") === "none" ? undefined : parameter(message, "prompt"),
      }),
    ),
  },
  "request objects ignored": {
    does: "Request objects aren't supported, and are ignored.",
    breaks: ["authorization/request-object"],
    between: both(
      asked((message) => withParameters(message, { request: undefined })),
      responding(METADATA, (answer) => withMembers(answer, (all) => ({ ...all, request_parameter_supported: false }))),
    ),
  },
  "request_uri ignored": {
    does: "request_uri is ignored.",
    breaks: ["authorization/request-uri", "par/works", "par/outer-state", "request-object/one-of-both"],
    between: asked((message) => withParameters(message, { request_uri: undefined })),
  },
  "unknown parameters refused here": {
    does: "A parameter that the server doesn't know is refused.",
    breaks: ["authorization/unknown-parameter-ignored"],
    between: asked((message) => (parameter(message, "nobody_knows_this") ? refusal("invalid_request") : message)),
  },
  "framed pages": {
    does: "Pages may be framed.",
    breaks: ["authorization/no-framing"],
    between: pages((answer) =>
      withHeader(
        withHeader(answer, "x-frame-options", undefined),
        "content-security-policy",
        (answer.headers.get("content-security-policy") ?? "").replace(/frame-ancestors[^;]*;?/, ""),
      ),
    ),
  },
  "pages with any script": {
    does: "Pages have no Content-Security-Policy.",
    breaks: ["authorization/content-security-policy"],
    between: pages((answer) =>
      withHeader(withHeader(answer, "content-security-policy", undefined), "x-frame-options", "DENY"),
    ),
  },
  "pages with a referrer": {
    does: "Pages send the whole URL as referrer.",
    breaks: ["authorization/referrer"],
    between: pages((answer) => withHeader(answer, "referrer-policy", "unsafe-url")),
  },
  "cached pages": {
    does: "Pages may be cached.",
    breaks: ["authorization/page-not-cached", "response-mode/form-post-not-cached"],
    between: pages((answer) => withHeader(answer, "cache-control", "private")),
  },
  "authorization by GET alone": {
    does: "Authorization requests can't be sent by POST.",
    breaks: ["authorization/post"],
    between: asked((message) =>
      message.method === "POST" && message.form.has("response_type") ? refusal("invalid_request", 405) : message,
    ),
  },
};
