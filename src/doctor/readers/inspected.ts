/** Objects as `console.log`, `print` and `p` show them: an error of axios with its request and response, a dict with an error. */
import { isObject, member } from "../errors/members.ts";
import { requestIn } from "../errors/request-in.ts";
import { responseIn, responseObject } from "../errors/response-in.ts";
import type { Exchange } from "../material.ts";
import { isRecord, parsed } from "./json.ts";
import { plainOf, readLiteral } from "./literal.ts";
import { tellsError } from "./said-json.ts";

/** The line of an object, or the one of an error or a stack that an object follows. */
export const INSPECTED_START =
  /^\s*(?:[A-Za-z][\w.]{0,60}\s)?(?:\[[\w: ]{1,60}\]\s)?\{|^\s+at [^\n]{1,300}\{$|^[^{\n]{0,300}\b\w*(?:Error|Exception)\b[^{\n]{0,300}\{$/;

export interface Inspected {
  readonly exchange: Exchange;
  readonly length: number;
}

export function readInspected(text: string): Inspected | undefined {
  const line = text.slice(0, 700).split("\n", 1)[0] as string;
  const brace = /^\s*\S{0,60}\s?(?:\[[^\]]{1,60}\]\s)?\{/.test(line) ? line.indexOf("{") : line.length - 1;
  const read = readLiteral(text, brace);
  const value = read && plainOf(read.value);
  if (read === undefined || !isRecord(value) || parsed(text.slice(brace, read.end)) !== undefined) return undefined;
  const exchange = exchangeOf(value);
  return exchange && { exchange, length: read.end };
}

/** Members with the error that caused this one. */
const CAUSES = ["cause", "error", "err", "originalError", "oauthError", "innerError"];

/** Members of an error of a library. An object without them is what the server sent. */
const OF_LIBRARY = ["stack", "response", "request", "config", "cause", "res", "data"];

const isBody = (value: unknown): boolean =>
  typeof member(value, "error") === "string" &&
  !OF_LIBRARY.some((name) => member(value, name) !== undefined) &&
  tellsError(value, false);

function exchangeOf(value: unknown): Exchange | undefined {
  if (isBody(value)) return { response: { headers: {}, body: JSON.stringify(value) } };
  const response = responseIn(value);
  const request = requestIn(value, responseObject(value));
  if (response !== undefined && (response.body !== undefined || request !== undefined))
    return { ...(request && { request }), response };
  for (const name of CAUSES) {
    const cause = member(value, name);
    const inner = isObject(cause) ? exchangeOf(cause) : undefined;
    if (inner !== undefined) return inner;
  }
  if (tellsError(value, false)) return { response: { headers: {}, body: JSON.stringify(value) } };
  return request && { request };
}
