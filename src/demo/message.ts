/** HTTP messages as text for readers: one parameter a line, JSON indented, codes and tokens shortened. */
import { STATUS_CODES } from "node:http";
import { headingOf } from "./html.ts";

/** Headers of a response that matter to OAuth. The others are left out. */
const TELLING = [
  "Location",
  "Content-Type",
  "Cache-Control",
  "Allow",
  "WWW-Authenticate",
  "Deprecation",
  "Sunset",
  "Link",
];

/** Credentials of this server, JWTs, and the moduli of RSA keys, which are only long. */
const LONG = /\b(?:candor_[a-z]+_[\w-]{30,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}|[\w-]{200,})/g;

/** Up to this length, parameters stay on one line. */
const SHORT = 64;

/** Shortens codes and tokens in the middle: enough is left to recognize one, too little to use it. */
export function shorten(text: string): string {
  return text.replaceAll(LONG, (long) => `${long.slice(0, 24)}…${long.slice(-6)}`);
}

/** A URL with one query parameter a line. */
function addressText(address: string): string {
  const at = address.indexOf("?");
  if (at === -1 || address.length <= SHORT) return address;
  return `${address.slice(0, at)}\n?${address.slice(at + 1).replaceAll("&", "\n&")}`;
}

export interface RequestMessage {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** A request as it is shown. */
export function requestText({ method, url, headers, body = "" }: RequestMessage): string {
  const lines = [`${method} ${addressText(url.pathname + url.search)} HTTP/1.1`, `Host: ${url.host}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  const form = headers["Content-Type"] === "application/x-www-form-urlencoded";
  const content = form && body.length > SHORT ? body.replaceAll("&", "\n&") : body;
  return shorten(`${lines.join("\n")}${content === "" ? "" : `\n\n${content}`}`);
}

/** A response as it is shown. Of a page, only its heading. */
export function responseText(status: number, headers: Headers, body: string): string {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ""}`];
  for (const name of TELLING) {
    const value = headers.get(name);
    if (value !== null) lines.push(`${name}: ${name === "Location" ? addressText(value) : value}`);
  }
  const content = contentText(headers.get("content-type") ?? "", body);
  return shorten(`${lines.join("\n")}${content === "" ? "" : `\n\n${content}`}`);
}

function contentText(type: string, body: string): string {
  if (type.startsWith("text/html")) return `(a page: “${headingOf(body)}”)`;
  return type.startsWith("application/json") ? JSON.stringify(JSON.parse(body), null, 2) : body;
}
