/**
 * Requests that two programs could read in two ways. If a proxy takes the last of two headers and a server takes the first,
 * they act on different requests (request smuggling, RFC 9112 11.2). Such requests are refused before anything looks at them.
 */
import type { IncomingMessage } from "node:http";
import { HEADERS } from "../protocol/headers.ts";

/**
 * Headers that may be sent only once, and that something here or in front of the server acts on (RFC 9110 5.3). Node would join two
 * credentials to a third one.
 */
const ONCE: ReadonlySet<string> = new Set([
  "authorization",
  "content-length",
  "content-type",
  "host",
  "origin",
  "sec-fetch-site",
  ...HEADERS,
]);

/**
 * Two credentials in one header: sent that way, or joined by a proxy or a web `Headers` object. Candor can't tell which one was
 * meant.
 */
const JOINED = /^(?:basic|bearer)\s[^,]*,\s*(?:basic|bearer)\s/i;

/** A name or an IP address, and a port (RFC 9110 7.2). A list of two is invalid. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+;=%-]*)(?::\d*)?$/i;

/** What is ambiguous about a request; `undefined` if nothing is. */
export function ambiguityOf(request: IncomingMessage): string | undefined {
  const { rawHeaders, headers, httpVersionMajor } = request;
  // A host may use HTTP/2, with streams. HTTP/1 has no such version. A request without a version is HTTP/0.9.
  if (httpVersionMajor !== 1 && !("stream" in request)) return "its version is not HTTP/1.1 or HTTP/1.0";
  const repeated = repeatedIn(rawHeaders);
  if (repeated !== undefined) return `the ${nameOf(repeated)} header is repeated`;
  if (headers.authorization?.includes(",") && JOINED.test(headers.authorization))
    return "the Authorization header has more than one credential in it";
  return targetFault(request) ?? bodyFault(request);
}

/** The destination is ambiguous. */
function targetFault({ headers: { host }, httpVersion, method, url = "" }: IncomingMessage): string | undefined {
  if (httpVersion === "1.1" && host === undefined) return "the Host header is missing";
  if (!HOST.test(host ?? "")) return "the Host header is not the name of one host";
  // RFC 9112 3.2.2: a proxy would forward it to one host, and a server that reads Host would take it for the other.
  const authority = url.startsWith("/") ? undefined : /^https?:\/\/([^/?#]*)/i.exec(url)?.[1];
  if (authority !== undefined && authority.toLowerCase() !== host?.toLowerCase())
    return "the URL in the request line and Host name different hosts";
  // RFC 9112 3.2.4. The router reads `*token` as `/token`. A proxy that guards paths doesn't.
  if (url.startsWith("*") && (url !== "*" || method !== "OPTIONS")) return "the URL in the request line isn't a path";
  return undefined;
}

/** The end of the body is ambiguous. RFC 9112 6.1: HTTP/1.0 has no transfer coding, and only chunked is supported here. */
function bodyFault({ headers, httpVersion }: IncomingMessage): string | undefined {
  const coding = headers["transfer-encoding"];
  if (coding === undefined || (httpVersion !== "1.0" && coding.toLowerCase() === "chunked")) return undefined;
  return httpVersion === "1.0" ? "HTTP/1.0 has no Transfer-Encoding" : "its Transfer-Encoding isn't just chunked";
}

/** Most headers are of another length, so that they need not be compared. */
const LENGTHS: ReadonlySet<number> = new Set([...ONCE].map((name) => name.length));

function repeatedIn(rawHeaders: readonly string[]): string | undefined {
  const seen: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const sent = rawHeaders[i] as string;
    if (!LENGTHS.has(sent.length)) continue;
    const name = sent.toLowerCase();
    if (!ONCE.has(name)) continue;
    if (seen.includes(name)) return name;
    seen.push(name);
  }
  return undefined;
}

/** `content-type`, capitalized as in documentation. */
const nameOf = (header: string): string => header.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
