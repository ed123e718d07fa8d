/** Whole HTTP/1.1 requests as text, made beforehand where they do not change. */
import type { BenchClient } from "../world.ts";
import type { Target } from "./target.ts";

/** The part of a form POST that stays the same: all but the length and the body. Without a client, the body authenticates it. */
export function postHead(target: Target, path: string, client?: BenchClient): string {
  return (
    `POST ${path} HTTP/1.1\r\nHost: ${target.host}\r\nAccept: application/json\r\n` +
    `${client === undefined ? "" : authorization(client)}Content-Type: application/x-www-form-urlencoded\r\n`
  );
}

function authorization({ id, secret }: BenchClient): string {
  const credentials = Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`);
  return `Authorization: Basic ${credentials.toString("base64")}\r\n`;
}

/** A whole form POST; `body` is ASCII, as forms are. */
export function post(head: string, body: string): string {
  return `${head}Content-Length: ${body.length}\r\n\r\n${body}`;
}

/** A form as text. */
export function form(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString();
}

/** The part of a GET after its path and query. */
export function getTail(target: Target, cookie?: string): string {
  return ` HTTP/1.1\r\nHost: ${target.host}\r\n${cookie === undefined ? "" : `Cookie: ${cookie}\r\n`}\r\n`;
}
