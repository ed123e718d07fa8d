/** Messages as they go over the wire, without secrets. */

import type { Exchange } from "../../checker/exchange.ts";
import { coveredExchange } from "../../checker/report/covered.ts";
import { visible } from "../../render/characters.ts";
import { print, readerOf } from "../print.ts";

const { colour } = readerOf();
const paint = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);

export const heading = (text: string): void => print(`\n${paint(1, text)}`);
export const say = (text: string): void => print(visible(text));

/** A request and its response, parameters one below another. */
export function show(exchange: Exchange): void {
  const { sent, came, failure } = coveredExchange(exchange);
  const url = new URL(sent.url);
  print(paint(36, `> ${sent.method} ${visible(url.origin + url.pathname)}`));
  for (const [name, value] of url.searchParams) print(`>   ${visible(`${name}=${value}`)}`);
  for (const [name, value] of sent.headers)
    if (/^(authorization|dpop|content-type)$/i.test(name)) print(`> ${visible(`${name}: ${value}`)}`);
  for (const [name, value] of new URLSearchParams(sent.body ?? "")) print(`>   ${visible(`${name}=${value}`)}`);
  if (came === undefined) {
    print(paint(31, `< ${visible(failure ?? "no response")}`));
    return;
  }
  print(paint(came.status < 400 ? 32 : 31, `< ${came.status}`));
  for (const [name, value] of came.headers)
    if (/^(location|www-authenticate|content-type|cache-control)$/i.test(name))
      print(`< ${visible(`${name}: ${value}`)}`);
  for (const line of bodyLines(came.body)) print(`<   ${visible(line)}`);
}

/** JSON is indented; of a page, there is only that it is one. */
function bodyLines(body: string): readonly string[] {
  if (body === "") return [];
  if (/^\s*</.test(body)) return [`(a page of ${body.length} characters)`];
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2).split("\n");
  } catch {
    return body.slice(0, 2_000).split("\n");
  }
}

/** An exchange as text that `candor explain` reads. */
export function asHttp({ sent, came }: Exchange): string {
  const lines = (headers: readonly (readonly [string, string])[]) =>
    headers.map(([name, value]) => `${name}: ${value}`);
  return [
    `${sent.method} ${sent.url} HTTP/1.1`,
    ...lines(sent.headers),
    "",
    ...(sent.body === undefined ? [] : [sent.body, ""]),
    ...(came === undefined ? [] : [`HTTP/1.1 ${came.status}`, ...lines(came.headers), "", came.body]),
  ].join("\n");
}
