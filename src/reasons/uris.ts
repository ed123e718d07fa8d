/** What is said of redirect URIs: their parts, where one differs from another, and whether it could be registered. */
import { whole } from "./fixes.ts";

/** The parts of a URI as they are written (RFC 3986 3), each with its delimiter, so that an empty one is not a missing one. */
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

/** Reads the parts without normalizing any: the URL parser would hide an empty port, a default one, and that 127.1 is not 127.0.0.1. */
export function partsOf(uri: string): UriParts {
  const [, scheme = "", authority = "", path = "", query = ""] = URI.exec(uri) ?? [];
  const [, slashes = "", user, host = "", port = ""] = AUTHORITY.exec(authority) ?? [];
  return { scheme, user: user === undefined ? "" : `${user}@`, host: slashes + host, port, path, query };
}

/** The URI with one part written otherwise. */
export function withPart(uri: string, part: keyof UriParts, text: string): string {
  const { scheme, user, host, port, path, query }: UriParts = { ...partsOf(uri), [part]: text };
  return `${scheme}${host.slice(0, 2)}${user}${host.slice(2)}${port}${path}${query}`;
}

/** The parts in which two URIs differ, character by character: all of them, and no other. */
export function differingParts(one: string, other: string): readonly (keyof UriParts)[] {
  const [a, b] = [partsOf(one), partsOf(other)];
  return (Object.keys(a) as (keyof UriParts)[]).filter((part) => a[part] !== b[part]);
}

const NOT_ASCII = /[^\x21-\x7E]/u;

/** A URI that was written with blanks or letters beyond ASCII, as it goes over the wire (RFC 3987 3.1); `undefined` where there is none. */
export function asciiUri(text: string): string | undefined {
  const uri = text.trim();
  const { host } = partsOf(uri);
  const asHost = `http:${host}`;
  const bare = NOT_ASCII.test(host) && URL.canParse(asHost) ? withPart(uri, "host", `//${new URL(asHost).host}`) : uri;
  // Half of a surrogate pair has no encoding.
  const ascii = /\p{Surrogate}/u.test(bare) ? "" : bare.replaceAll(/[^\x21-\x7E]/gu, encodeURIComponent);
  return URL.canParse(ascii) ? ascii : undefined;
}

/** A URI within a sentence; one with letters beyond ASCII also as it goes over the wire, a host by its punycode. */
export function quotedUri(uri: string): string {
  const ascii = NOT_ASCII.test(uri) && whole(uri) ? asciiUri(uri) : undefined;
  return ascii === undefined ? `'${uri}'` : `'${uri}' (in ASCII '${ascii}')`;
}

const BETWEEN = /[/:?&=#@]/;

/**
 * The part of `sent` in which it differs from `other`, from one delimiter to the next, and long enough that it stands nowhere
 * before; `undefined` where that is all of it.
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
 * Whether the configuration would accept a redirect URI (RFC 8252 7): no other may be proposed for registration. That a client is
 * native, and may have a private-use scheme, shows in what it has registered.
 */
export function registrable(uri: string, registered: readonly string[]): boolean {
  if (registered.includes(uri) || !whole(uri) || !URL.canParse(uri) || /[^\x21-\x7E]|#/.test(uri)) return false;
  const { protocol, hostname, username } = new URL(uri);
  if (username !== "") return false;
  if (protocol === "https:") return true;
  if (protocol === "http:") return LOOPBACK.includes(hostname);
  return registered.some((other) =>
    protocol.includes(".") ? !/^https?:/.test(other) : other.toLowerCase().startsWith(protocol),
  );
}

/** The port on which an application of the user's own machine must listen for a redirect URI: 80 where it names none. */
export function loopbackPort(uri: string): string | undefined {
  if (!URL.canParse(uri)) return undefined;
  const { protocol, hostname, port } = new URL(uri);
  return protocol === "http:" && LOOPBACK.includes(hostname) ? port || "80" : undefined;
}
