/** What texts say about redirect URIs: their parts, where one differs from another, and whether it could be registered. */
import { whole } from "./fixes.ts";

/** The parts of a URI as they are written (RFC 3986 3), each with its delimiter, to distinguish an empty part from a missing one. */
export interface UriParts {
  readonly scheme: string;
  readonly user: string;
  /** With the two slashes before it. */
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

const URI = /^([^:/?#]+:)?(\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?/;
const AUTHORITY = /^(\/\/)(?:(.*)@)?(\[[^\]]*\]?|[^:]*)(:.*)?$/s;

/** Reads the parts without normalizing them. The URL parser would hide an empty or default port, and that 127.1 isn't 127.0.0.1. */
export function partsOf(uri: string): UriParts {
  const [, scheme = "", authority = "", path = "", query = ""] = URI.exec(uri) ?? [];
  const [, slashes = "", user, host = "", port = ""] = AUTHORITY.exec(authority) ?? [];
  return { scheme, user: user === undefined ? "" : `${user}@`, host: slashes + host, port, path, query };
}

/** The URI with one part replaced. */
export function withPart(uri: string, part: keyof UriParts, text: string): string {
  const { scheme, user, host, port, path, query }: UriParts = { ...partsOf(uri), [part]: text };
  return `${scheme}${host.slice(0, 2)}${user}${host.slice(2)}${port}${path}${query}`;
}

/** All parts in which two URIs differ, character by character. */
export function differingParts(one: string, other: string): readonly (keyof UriParts)[] {
  const [a, b] = [partsOf(one), partsOf(other)];
  return (Object.keys(a) as (keyof UriParts)[]).filter((part) => a[part] !== b[part]);
}

const NOT_ASCII = /[^\x21-\x7E]/u;

/** The form that is sent for a URI with spaces or non-ASCII letters (RFC 3987 3.1). `undefined` if there is none. */
export function asciiUri(text: string): string | undefined {
  const uri = text.trim();
  const { host } = partsOf(uri);
  const asHost = `http:${host}`;
  const bare = NOT_ASCII.test(host) && URL.canParse(asHost) ? withPart(uri, "host", `//${new URL(asHost).host}`) : uri;
  // Half of a surrogate pair has no encoding.
  const ascii = /\p{Surrogate}/u.test(bare) ? "" : bare.replaceAll(/[^\x21-\x7E]/gu, encodeURIComponent);
  return URL.canParse(ascii) ? ascii : undefined;
}

/** A URI in a sentence. One with non-ASCII letters is also shown as it is sent, with its host in punycode. */
export function quotedUri(uri: string): string {
  const ascii = NOT_ASCII.test(uri) && whole(uri) ? asciiUri(uri) : undefined;
  return ascii === undefined ? `'${uri}'` : `'${uri}' (in ASCII '${ascii}')`;
}

const BETWEEN = /[/:?&=#@]/;

/**
 * The part of `sent` in which it differs from `other`, from one delimiter to the next, and long enough not to occur earlier.
 * `undefined` if that is all of it.
 */
export function differing(sent: string, other: string): string | undefined {
  let start = 0;
  while (start < sent.length && sent[start] === other[start]) start++;
  let end = sent.length;
  for (let of = other.length; end > start && of > start && sent[end - 1] === other[of - 1]; of--) end--;
  while (start > 0 && !BETWEEN.test(sent.charAt(start - 1))) start--;
  while (end < sent.length && !BETWEEN.test(sent.charAt(end))) end++;
  while (start > 0 && (start === end || sent.indexOf(sent.slice(start, end)) !== start)) start--;
  if (start === end) end++;
  return end - start >= sent.length ? undefined : sent.slice(start, end);
}

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Whether the configuration would accept a redirect URI (RFC 8252 7). No other URI may be proposed for registration. The registered
 * URIs show whether a client is native and can use a private-use scheme.
 */
export function registrable(uri: string, registered: readonly string[]): boolean {
  if (registered.includes(uri) || !whole(uri) || !URL.canParse(uri) || /[^\x21-\x7E]|[#\\"<>]/.test(uri)) return false;
  const { protocol, hostname, username } = new URL(uri);
  if (username !== "") return false;
  if (protocol === "https:") return true;
  if (protocol === "http:") return LOOPBACK.includes(hostname);
  return registered.some((other) =>
    protocol.includes(".") ? !/^https?:/.test(other) : other.toLowerCase().startsWith(protocol),
  );
}

/** The port on which an app on the user's own machine must listen for a redirect URI: 80 if it has none. */
export function loopbackPort(uri: string): string | undefined {
  if (!URL.canParse(uri)) return undefined;
  const { protocol, hostname, port } = new URL(uri);
  return protocol === "http:" && LOOPBACK.includes(hostname) ? port || "80" : undefined;
}
