/**
 * Reads whatever a program can catch: errors of client libraries with their responses and requests, the errors that caused them,
 * and anything else that was thrown. Never throws.
 */
import type { Context, Material } from "../material.ts";
import { readContext } from "../readers/context.ts";
import { Gathered } from "../readers/gathered.ts";
import { readText } from "../readers/scan.ts";
import { isObject, member, text } from "./members.ts";
import { requestIn } from "./request-in.ts";
import { isError, responseIn, responseObject } from "./response-in.ts";

/** Members with the error that caused an error: of JavaScript, Auth.js, node-oauth in passport-oauth2, and others. */
const CAUSES = ["cause", "err", "error", "oauthError", "originalError", "innerError", "errors"];
/** How many errors are read in total. Each refers to at most a few others. */
const MOST = 20;

export function readError(error: unknown, context: Context = {}): Material {
  const out = new Gathered(readContext(context));
  try {
    readChain(error, out);
  } catch {
    // No known error causes this. What was read so far is kept.
  }
  return out.material();
}

function readChain(error: unknown, out: Gathered): void {
  const queue: unknown[] = [error];
  const seen = new Set<unknown>();
  while (queue.length > 0 && seen.size < MOST) {
    const one = queue.shift();
    if (typeof one === "string") readText(one, out);
    if (!isObject(one) || seen.has(one)) continue;
    seen.add(one);
    readOne(one, out);
    for (const name of CAUSES) {
      const cause = member(one, name);
      if (Array.isArray(cause)) queue.push(...cause.slice(0, MOST).filter(isObject));
      else if (isObject(cause)) queue.push(cause);
    }
  }
}

function readOne(error: object, out: Gathered): void {
  const response = responseIn(error);
  const request = requestIn(error, responseObject(error));
  if (response !== undefined || request !== undefined)
    out.exchange({ ...(request && { request }), ...(response && { response }) });
  // "Request failed with status code 400" says less than the response.
  if (response?.body === undefined) readMessage(error, out);
}

/** As a log shows it: the name tells which library it is. */
function readMessage(error: object, out: Gathered): void {
  const message = text(error, "message", "error_message");
  if (message === undefined) return;
  const name = isError(error) ? (text(error, "name") ?? "Error") : undefined;
  const code = text(error, "code", "type");
  const told = name === undefined ? message : `${name}: ${message}`;
  readText(code === undefined || message.includes(code) ? told : `${told}\n  code: '${code}'`, out);
}
