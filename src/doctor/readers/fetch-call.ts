/**
 * `fetch("…", { … })`. A browser copies it with JSON as the second argument. If a user wrote it, only its literals can be read.
 */
import type { HttpRequest } from "../material.ts";
import { withoutEntities } from "./address.ts";
import { encodePairs } from "./form-text.ts";
import { balancedEnd, isRecord, parsedLoosely } from "./json.ts";
import { requestFrom } from "./tool-input.ts";

export const FETCH_START = /(?:^|[\s=(])fetch\(\s{0,20}["'`](https?:\/\/[^"'`\s]{1,20000})["'`]\s{0,20}([,)])/;

export interface FetchRead {
  readonly request: HttpRequest;
  readonly length: number;
}

export function readFetch(text: string): FetchRead | undefined {
  const start = FETCH_START.exec(text.slice(0, 25_000));
  if (start === null) return undefined;
  const url = withoutEntities(start[1] as string);
  const behind = start.index + start[0].length;
  const open = start[2] === "," ? /^\s{0,50}\{/.exec(text.slice(behind, behind + 60)) : null;
  if (open === null) return { request: { method: "GET", url, headers: {} }, length: behind };
  const from = behind + open[0].length - 1;
  const end = balancedEnd(text, from, 200_000);
  if (end === -1) return undefined;
  const written = text.slice(from, end);
  const options = parsedLoosely(written);
  const request = isRecord(options) ? requestFrom({ ...options, url }) : fromLiterals(url, written);
  return request && { request, length: end };
}

const METHOD = /\bmethod\s{0,5}:\s{0,5}["'`]([A-Za-z]{3,7})["'`]/;
const HEADER = /["'`]?(content-type|authorization|accept)["'`]?\s{0,5}:\s{0,5}(["'`])([^"'`\n]{1,4000})\2/gi;
const BODY = /\bbody\s{0,5}:\s{0,5}(?:(new URLSearchParams|JSON\.stringify)\(|(["'`])([^"'`]{1,20000})\2)/;
const MEMBER = /["'`]?\b(\w{1,40})["'`]?\s{0,5}:\s{0,5}(["'`])([^"'`\n]{0,8000})\2/g;

/** The literals only. A variable's value is unknown, so the request is incomplete. */
function fromLiterals(url: string, written: string): HttpRequest {
  const method = METHOD.exec(written)?.[1]?.toUpperCase() ?? "GET";
  const headers: Record<string, string> = {};
  for (const [, name = "", , value = ""] of written.matchAll(HEADER)) headers[name.toLowerCase()] = value;
  const found = BODY.exec(written);
  if (found === null) return { method, url, headers, partial: true };
  if (found[3] !== undefined) return { method, url, headers, body: found[3] };
  const inside = written.slice(found.index + found[0].length, found.index + 20_000);
  const pairs = [...inside.matchAll(MEMBER)].map(([, name = "", , value = ""]): [string, string] => [name, value]);
  const json = found[1] === "JSON.stringify";
  headers["content-type"] ??= json ? "application/json" : "application/x-www-form-urlencoded";
  const body = json ? JSON.stringify(Object.fromEntries(pairs)) : encodePairs(pairs);
  return { method, url, headers, body, partial: true };
}
