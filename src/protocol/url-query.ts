/**
 * Parameters in the query of a URL. Encoding makes a value longer, which counts against every later limit. So only the
 * characters that require it are encoded. A request that was short enough to arrive is short enough to continue.
 */
import { formDecode } from "./form.ts";

/** Characters that RFC 3986 3.4 forbids in a query, and those that separate parameters here or on older servers. */
const RESERVED = /[^A-Za-z0-9\-._~!$()*,:@/?]/gu;

/** One character. Half of a surrogate pair isn't one, and encodeURIComponent would throw. */
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
 * The parameters of a posted form that an endpoint knows, as a query. It includes repeated ones, so that they are still
 * refused. A secret sent to the wrong endpoint never gets into a URL.
 */
export function asQuery(body: string, known: ReadonlySet<string>): string {
  const pairs = body.split("&").filter((pair) => known.has(formDecode(pair.split("=", 1)[0] ?? "") ?? ""));
  return pairs.join("&").replace(/[^\x21-\x7E]|["'#<>]/gu, percent);
}

/** Adds parameters to a URI. Its own query stays exactly as registered (RFC 6749 3.1.2). */
export function withParameters(uri: string, parameters: Readonly<Record<string, string>>): string {
  const separator = uri.includes("?") ? (uri.endsWith("?") || uri.endsWith("&") ? "" : "&") : "?";
  return uri + separator + queryText(Object.entries(parameters));
}
