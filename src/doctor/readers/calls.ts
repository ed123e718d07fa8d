/**
 * Requests that a program sends, as its source says: `fetch(url, {…})`, `axios.post(…)`, `requests.post(url, data=…)`,
 * `$client->request("POST", …)`, `http.PostForm(…)`. Only what is written there is known.
 */
import type { HttpRequest } from "../material.ts";
import { encodeBase64 } from "./base64.ts";
import { encodePairs } from "./form-text.ts";
import { isRecord, scalar } from "./json.ts";
import { Call, type Dict, isPartial, type Literal, plainOf, readLiteral, UNKNOWN } from "./literal.ts";
import { PARAMETER_NAMES } from "./parameters.ts";
import { requestFrom } from "./tool-input.ts";

export const CALL_START =
  /(?:^|[\s=(;>!])(?:[\w$]{1,40}(?:\([\w"', ]{0,40}\))?(?:\.|->|::|\?\.)){0,4}(fetch|axios|got|ky|request|(?:post|get|put)(?:_?form|_?json|_?async)?)\(/i;

export interface CallRead {
  readonly request: HttpRequest;
  readonly length: number;
}

/** `undefined` unless a URL or parameters of the protocol are in the call. */
export function readCall(text: string, known: Dict): CallRead | undefined {
  const start = CALL_START.exec(text.slice(0, 25_000));
  if (start === null) return undefined;
  const name = start[1] as string;
  const read = readLiteral(text, start.index + start[0].length - name.length - 1, known);
  if (!(read?.value instanceof Call)) return undefined;
  // axios and Laravel send an object as JSON.
  const sendsJson = /\baxios|\bHttp::(?!asForm)|\bky\b/.test(start[0]);
  const request = requestOf(read.value, sendsJson);
  return request && { request, length: read.end };
}

/** Names of options, with the one that is looked at here. */
const OPTIONS: Readonly<Record<string, string>> = {
  ...{ data: "body", body: "body", form: "form", form_params: "form", formparams: "form", json: "json" },
  ...{ headers: "headers", method: "method", type: "method", url: "url", uri: "url", baseurl: "base" },
  ...{ params: "query", query: "query", searchparams: "query", qs: "query", auth: "auth", basic_auth: "auth" },
};

function requestOf(call: Call, sendsJson: boolean): HttpRequest | undefined {
  const options = optionsOf(call);
  const url = addressOf(options.get("url"));
  const [given, kind] = bodyOf(options, sendsJson);
  const body = isRecord(given) ? withoutUnknown(given) : given;
  const isKnown = isRecord(body) && Object.keys(body).some((name) => PARAMETER_NAMES.has(name));
  if (url === "" && !isKnown) return undefined;
  const query = plainOf(options.get("query") ?? UNKNOWN);
  const method = options.get("method");
  const request = requestFrom({
    url: isRecord(query) ? `${url}${url.includes("?") ? "&" : "?"}${formOf(query)}` : url,
    method: typeof method === "string" ? method : body === undefined ? "GET" : "POST",
    headers: { ...headersOf(options, kind), ...basicOf(options.get("auth")) },
    ...(body !== undefined && { [kind === "json" ? "json" : "body"]: body }),
  });
  return request && { ...request, ...(isPartial(call) && { partial: true }) };
}

/** Go's `{code}` is a list of a variable, and looks like an object. */
const withoutUnknown = (members: Readonly<Record<string, unknown>>) =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => !isRecord(value) || Object.keys(value).length > 0));

/** The arguments by what they are: options by their names, then a method, a URL and a body by their places. */
function optionsOf(call: Call): Map<string, Literal> {
  const options = new Map<string, Literal>();
  const set = (from: Dict) => {
    for (const [name, value] of from) {
      const option = OPTIONS[name.toLowerCase()];
      if (option !== undefined) options.set(option, value);
    }
  };
  const verb = /^(post|put|get)/i.exec(call.name.split(/\W/).at(-1) as string)?.[1];
  if (verb !== undefined) options.set("method", verb);
  const isVerb = typeof call.args[0] === "string" && /^(?:GET|POST|PUT|DELETE|PATCH)$/i.test(call.args[0]);
  const [first, ...rest] = isVerb ? call.args.slice(1) : call.args;
  if (isVerb) options.set("method", call.args[0] as string);
  if (first instanceof Map) set(first);
  else if (first !== undefined) options.set("url", first);
  for (const one of rest) {
    if (one instanceof Map && isOptions(one)) set(one);
    else if (!options.has("body") && verb?.toLowerCase() !== "get") options.set("body", one);
  }
  // Ruby's `post_form(uri, "grant_type" => …)`.
  if ([...call.named.keys()].some((name) => PARAMETER_NAMES.has(name))) options.set("body", call.named);
  else set(call.named);
  return options;
}

/** Options of a client, not parameters of the protocol. */
const isOptions = (value: Dict): boolean =>
  [...value.keys()].some((name) => name.toLowerCase() in OPTIONS) &&
  ![...value.keys()].some((name) => PARAMETER_NAMES.has(name));

/** `URI("…")`, `new URL("…")` and templates that begin with a URL too. */
function addressOf(value: Literal | undefined): string {
  const text = value instanceof Call ? value.args[0] : value;
  return typeof text === "string" && /^(?:https?:\/\/|\{\{|\/)[^\s]+$/i.test(text) ? text : "";
}

type Kind = "json" | "form" | undefined;

function bodyOf(options: Dict, sendsJson: boolean): [body: unknown, kind: Kind] {
  const form = options.get("form");
  if (form !== undefined) return [plainOf(unwrapped(form)), "form"];
  const json = options.get("json");
  if (json !== undefined) return [plainOf(unwrapped(json)), "json"];
  const body = options.get("body");
  if (body === undefined) return [undefined, undefined];
  if (body instanceof Call) return [plainOf(unwrapped(body)), /json|dumps/i.test(body.name) ? "json" : "form"];
  const hasType = [...(options.get("headers") instanceof Map ? (options.get("headers") as Dict).keys() : [])].some(
    (name) => name.toLowerCase() === "content-type",
  );
  const isJson = body instanceof Map && sendsJson && !hasType;
  return [plainOf(body), isJson ? "json" : body instanceof Map ? "form" : undefined];
}

/** What `new URLSearchParams(…)`, `urlencode(…)` and `JSON.stringify(…)` are given. */
function unwrapped(value: Literal): Literal {
  for (let one = value; ; ) {
    if (!(one instanceof Call)) return one;
    const inner: Literal | undefined = one.args[0] ?? (one.named.size > 0 ? one.named : undefined);
    if (inner === undefined) return UNKNOWN;
    one = inner;
  }
}

function headersOf(options: Dict, kind: Kind): Record<string, string> {
  const given = plainOf(options.get("headers") ?? UNKNOWN);
  const headers = isRecord(given)
    ? Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), scalar(value)]))
    : {};
  if (kind !== undefined)
    headers["content-type"] ??= kind === "json" ? "application/json" : "application/x-www-form-urlencoded";
  return headers;
}

/** `auth=("user", "secret")`, `auth: { username, password }`, `HTTPBasicAuth("user", "secret")`. */
function basicOf(auth: Literal | undefined): Record<string, string> {
  if (auth === undefined || auth === UNKNOWN) return {};
  const given = auth instanceof Call ? auth.args : auth;
  const [user, password] =
    given instanceof Map
      ? [given.get("username") ?? given.get("user"), given.get("password")]
      : Array.isArray(given)
        ? given
        : [];
  return typeof user === "string" && typeof password === "string"
    ? { authorization: `Basic ${encodeBase64(`${user}:${password}`)}` }
    : {};
}

const formOf = (members: Readonly<Record<string, unknown>>): string =>
  encodePairs(Object.entries(members).map(([name, value]) => [name, scalar(value)]));
