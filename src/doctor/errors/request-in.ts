/** The request that an error of a client library still knows: of fetch, axios, gaxios, got, ky, Node. */
import type { HttpRequest } from "../material.ts";
import { endpointOf } from "../readers/endpoint.ts";
import { headersOf, member, object, text, written } from "./members.ts";

/** Of the error or of its response. `undefined` if nothing is known of it that matters. */
export function requestIn(error: unknown, response: unknown): HttpRequest | undefined {
  const sent = object(error, "config", "options", "request") ?? object(response, "config", "request", "req");
  const url = urlOf(sent) ?? text(response, "url");
  const body = written(member(sent, "data") ?? member(sent, "form") ?? member(sent, "json") ?? bodyOf(sent));
  const headers = { ...headersOf(sentHeaders(sent)), ...basicOf(sent) };
  const method = text(sent, "method")?.toUpperCase();
  if (url === undefined)
    return body === undefined ? undefined : { method: method ?? "POST", url: "", headers, body, partial: true };
  // A call of an API without its headers would look like one without a token.
  if (body === undefined && Object.keys(headers).length === 0 && !isPosted(url)) return undefined;
  return {
    method: method ?? (isPosted(url) ? "POST" : "GET"),
    url,
    headers,
    // What isn't there may have been sent.
    ...(body === undefined ? { partial: true } : { body }),
  };
}

/** A body that is a stream has been read. */
const bodyOf = (sent: unknown): unknown => {
  const body = member(sent, "body");
  return typeof body === "string" || body instanceof URLSearchParams || body instanceof Uint8Array ? body : undefined;
};

/** Node's requests have their headers in a method. */
function sentHeaders(sent: unknown): unknown {
  const get = member(sent, "getHeaders");
  try {
    return typeof get === "function" ? get.call(sent) : member(sent, "headers");
  } catch {
    return undefined;
  }
}

/** axios makes the header from this later. */
function basicOf(sent: unknown): Readonly<Record<string, string>> {
  const auth = object(sent, "auth");
  const [user, password] = [text(auth, "username"), text(auth, "password")];
  if (user === undefined || password === undefined) return {};
  try {
    return { authorization: `Basic ${btoa(`${user}:${password}`)}` };
  } catch {
    return {};
  }
}

function urlOf(sent: unknown): string | undefined {
  const url = member(sent, "url") ?? member(sent, "uri");
  const own = typeof url === "string" && url !== "" ? url : text(url, "href");
  const base = text(sent, "baseURL");
  const whole = own === undefined ? nodeUrlOf(sent) : absolute(own, base);
  return whole === undefined ? undefined : withQuery(whole, member(sent, "params"));
}

function absolute(url: string, base: string | undefined): string {
  if (base === undefined || URL.canParse(url)) return url;
  return `${base.replace(/\/$/, "")}/${url.replace(/^\//, "")}`;
}

/** A ClientRequest of Node. */
function nodeUrlOf(sent: unknown): string | undefined {
  const [protocol, host, path] = [text(sent, "protocol"), text(sent, "host"), text(sent, "path")];
  if (protocol === undefined || host === undefined || path === undefined) return undefined;
  return `${protocol}//${text(sentHeaders(sent), "host") ?? host}${path}`;
}

/** The parameters that axios adds to the URL. */
function withQuery(url: string, parameters: unknown): string {
  const query =
    parameters instanceof URLSearchParams
      ? parameters.toString()
      : new URLSearchParams(
          Object.entries(parameters ?? {}).flatMap(([name, value]) =>
            typeof value === "string" ? [[name, value]] : [],
          ),
        ).toString();
  return query === "" ? url : `${url}${url.includes("?") ? "&" : "?"}${query}`;
}

/** Whether it is an endpoint that is only posted to. */
function isPosted(url: string): boolean {
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  return ["token", "revocation", "introspection", "device"].includes(endpointOf("POST", path, new Map()));
}
