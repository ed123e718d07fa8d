/**
 * Parameters in the query of a URL. What a value grows by when it is encoded counts against every bound that follows, so it is encoded
 * where it must be and nowhere else: a request that was short enough to arrive is short enough to go on.
 */
import { formDecode } from "./form.ts";

/** What RFC 3986 3.4 does not allow in a query, and what separates parameters, here or on older servers. */
const RESERVED = /[^A-Za-z0-9\-._~!$()*,:@/?]/gu;

/** One character. Half of a surrogate pair is none, and encodeURIComponent would throw at it. */
function percent(one: string): string {
  if (/\p{Surrogate}/u.test(one)) return "%EF%BF%BD";
  return one === "'" ? "%27" : encodeURIComponent(one);
}

const encode = (text: string): string => text.replace(RESERVED, (one) => (one === " " ? "+" : percent(one)));

/** The parameters as application/x-www-form-urlencoded text. */
export function queryText(parameters: Iterable<readonly [name: string, value: string]>): string {
  return [...parameters].map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&");
}

/**
 * What an endpoint knows of a form that was posted, as a query: also what is repeated, so that it is still refused. A secret that was sent to
 * the wrong endpoint gets into no URL.
 */
export function asQuery(body: string, known: ReadonlySet<string>): string {
  const pairs = body.split("&").filter((pair) => known.has(formDecode(pair.split("=", 1)[0] ?? "") ?? ""));
  return pairs.join("&").replace(/[^\x21-\x7E]|["'#<>]/gu, percent);
}

/** Adds parameters to a URI; its own query stays as it is registered, character by character (RFC 6749 3.1.2). */
export function withParameters(uri: string, parameters: Readonly<Record<string, string>>): string {
  const separator = uri.includes("?") ? (uri.endsWith("?") || uri.endsWith("&") ? "" : "&") : "?";
  return uri + separator + queryText(Object.entries(parameters));
}
