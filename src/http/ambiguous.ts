/**
 * Requests that two programs could read in two ways: a proxy that takes the last of two headers and a server that takes the first would
 * act on different requests (request smuggling, RFC 9112 11.2). They are refused before anything looks at them.
 */
import type { IncomingMessage } from "node:http";

/** Headers that are sent once, and that something here or in front of the server acts on (RFC 9110 5.3). */
const ONCE: ReadonlySet<string> = new Set([
  "authorization",
  "content-length",
  "content-type",
  "host",
  "origin",
  "sec-fetch-site",
]);

/** Two credentials in one header: sent so, or joined by a proxy or a web `Headers` object. Which of them it was cannot be seen here. */
const JOINED = /^(?:basic|bearer)\s[^,]*,\s*(?:basic|bearer)\s/i;

/** A name or an IP address, and a port (RFC 9110 7.2): a list of two is none. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.~!$&'()*+;=%-]*)(?::\d*)?$/i;

/** What is ambiguous about a request; `undefined` where nothing is. */
export function ambiguityOf(request: IncomingMessage): string | undefined {
  const { rawHeaders, headers, httpVersionMajor } = request;
  // A host may speak HTTP/2, by streams; in HTTP/1 there is no such version. Without a version it is HTTP/0.9.
  if (httpVersionMajor !== 1 && !("stream" in request)) return "its version is not HTTP/1.1 or HTTP/1.0";
  const repeated = repeatedIn(rawHeaders);
  if (repeated !== undefined) return `the ${nameOf(repeated)} header is repeated`;
  if (JOINED.test(headers.authorization ?? "")) return "the Authorization header has more than one credential in it";
  return targetFault(request) ?? bodyFault(request);
}

/** What leaves open where the request is sent to. */
function targetFault({ headers: { host }, httpVersion, method, url = "" }: IncomingMessage): string | undefined {
  if (httpVersion === "1.1" && host === undefined) return "the Host header is missing";
  if (!HOST.test(host ?? "")) return "the Host header is not the name of one host";
  // RFC 9112 3.2.2: a proxy would send it on to the one host, a server that reads Host would take it for the other.
  const authority = url.startsWith("/") ? undefined : /^https?:\/\/([^/?#]*)/i.exec(url)?.[1];
  if (authority !== undefined && authority.toLowerCase() !== host?.toLowerCase())
    return "the URL in the request line and Host name different hosts";
  // RFC 9112 3.2.4. The router takes `*token` for `/token`, which a proxy that guards paths does not.
  if (url.startsWith("*") && (url !== "*" || method !== "OPTIONS")) return "the URL in the request line is no path";
  return undefined;
}

/** What leaves open where the body ends. RFC 9112 6.1: HTTP/1.0 knows no transfer coding, and of the others only chunked is read here. */
function bodyFault({ headers, httpVersion }: IncomingMessage): string | undefined {
  const coding = headers["transfer-encoding"];
  if (coding === undefined || (httpVersion !== "1.0" && coding.toLowerCase() === "chunked")) return undefined;
  return httpVersion === "1.0" ? "HTTP/1.0 knows no Transfer-Encoding" : "its Transfer-Encoding is not chunked alone";
}

function repeatedIn(rawHeaders: readonly string[]): string | undefined {
  const seen: string[] = [];
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = (rawHeaders[i] as string).toLowerCase();
    if (!ONCE.has(name)) continue;
    if (seen.includes(name)) return name;
    seen.push(name);
  }
  return undefined;
}

/** `content-type` as it is written in documentation. */
const nameOf = (header: string): string => header.replace(/(?:^|-)[a-z]/g, (letter) => letter.toUpperCase());
