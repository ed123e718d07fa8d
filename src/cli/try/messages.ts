/** Messages as they go over the wire, without secrets. */

import type { Exchange } from "../../checker/exchange.ts";
import { coveredExchange } from "../../checker/report/covered.ts";
import { visible } from "../../render/characters.ts";
import { print, readerOf } from "../print.ts";

const { colour } = readerOf();
export const paint = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export const heading = (text: string): void => print(`\n${paint(1, text)}`);
export const say = (text: string): void => print(visible(text));

const SENT = /^(authorization|dpop|content-type|mcp-.*)$/i;
const CAME = /^(location|www-authenticate|content-type|cache-control|dpop-nonce|retry-after|mcp-.*)$/i;

/** A request and its response, parameters one below another. */
export const show = (exchange: Exchange): void => {
  for (const line of linesOf(exchange)) print(line);
};

export function linesOf(exchange: Exchange): readonly string[] {
  const { sent, came, failure } = coveredExchange(exchange);
  const url = new URL(sent.url);
  const request = [
    paint(36, `> ${sent.method} ${visible(url.origin + url.pathname)}`),
    ...[...url.searchParams].map(([name, value]) => `>   ${visible(`${name}=${value}`)}`),
    ...sent.headers.filter(([name]) => SENT.test(name)).map(([name, value]) => `> ${visible(`${name}: ${value}`)}`),
    ...sentLines(sent.body ?? "").map((line) => `>   ${visible(line)}`),
  ];
  if (came === undefined) return [...request, paint(31, `< ${visible(failure ?? "no response")}`)];
  return [
    ...request,
    paint(came.status < 400 ? 32 : 31, `< ${came.status}`),
    ...came.headers.filter(([name]) => CAME.test(name)).map(([name, value]) => `< ${visible(`${name}: ${value}`)}`),
    ...bodyLines(came.body).map((line) => `<   ${visible(line)}`),
  ];
}

/** A form, or JSON. */
const sentLines = (body: string): readonly string[] =>
  body.startsWith("{") ? bodyLines(body) : [...new URLSearchParams(body)].map(([name, value]) => `${name}=${value}`);

/** JSON is indented; of a page, there is only that it is one. */
export function bodyLines(body: string): readonly string[] {
  if (body === "") return [];
  if (/^\s*</.test(body)) return [`(a page of ${body.length} characters)`];
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2).split("\n");
  } catch {
    return body.slice(0, 2_000).split("\n");
  }
}
