/**
 * The JSON form for tools: `{"request", "response", "redirect_url", "text", "context"}`. All are optional, and each may be an
 * array.
 */
import type { Exchange, HttpRequest, HttpResponse } from "../material.ts";
import { isAddress, withoutEntities, withScheme } from "./address.ts";
import { readContext } from "./context.ts";
import { readCurl } from "./curl.ts";
import { encodePairs } from "./form-text.ts";
import type { Gathered, Json } from "./gathered.ts";
import { httpStart, readRequest, readResponse } from "./http-text.ts";
import { isRecord, scalar } from "./json.ts";

const MEMBERS = ["request", "response", "redirect_url", "text", "context", "exchanges"];
/** Members of responses. An object with one of them is a response, which may repeat its request. */
const OF_ANSWERS = ["error", "errors", "access_token", "issuer", "keys", "log", "errorCode"];

export function looksLikeToolInput(value: Json): boolean {
  return MEMBERS.some((name) => fits(name, value[name])) && !OF_ANSWERS.some((name) => name in value);
}

function fits(name: string, value: unknown): boolean {
  if (Array.isArray(value)) return name !== "context" && value.some((one) => fits(name, one));
  if (name === "context") return isRecord(value);
  if (isRecord(value)) return name === "request" || name === "response";
  return typeof value === "string" && name !== "exchanges";
}

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value.slice(0, 500) : value === undefined || value === null ? [] : [value];

/** `readText` reads its text parts. */
export function readToolInput(value: Json, out: Gathered, readText: (text: string, out: Gathered) => void): void {
  if (value.context !== undefined) out.know(readContext(value.context));
  const requests = listOf(value.request ?? value.requests);
  const responses = listOf(value.response ?? value.responses);
  for (let at = 0; at < Math.max(requests.length, responses.length); at++) {
    exchange(requests[at], responses[at], out, readText);
  }
  for (const one of listOf(value.exchanges)) {
    if (isRecord(one)) exchange(one.request, one.response, out, readText, timeOf(one.at));
  }
  for (const address of listOf(value.redirect_url ?? value.redirect_urls)) {
    // Some mean the URL that the browser was sent to first.
    if (typeof address === "string" && asksForCode(address)) {
      out.request({ method: "GET", url: address, headers: {} }, false);
      continue;
    }
    if (typeof address === "string" && address.trim() !== "")
      out.redirect(withScheme(withoutEntities(joined(address))));
  }
  for (const text of listOf(value.text)) if (typeof text === "string") readText(text, out);
  // An exception written as JSON: what it says in addition to its exchange.
  for (const name of ["message", "stack", "msg", "log"]) {
    const said = value[name];
    if (typeof said === "string") readText(said, out);
  }
}

const asksForCode = (address: string): boolean =>
  /[?&]response_type=/.test(address) && /[?&]client_id=/.test(address) && !/[?&#](?:code|error)=/.test(address);

/** Line breaks that pasting added. */
const joined = (address: string): string => address.trim().replaceAll(/\s*\n\s*/g, "");

function timeOf(value: unknown): number | undefined {
  const time = typeof value === "string" ? Date.parse(value) : typeof value === "number" ? value : Number.NaN;
  return Number.isFinite(time) ? time : undefined;
}

function exchange(
  asked: unknown,
  answered: unknown,
  out: Gathered,
  readText: (text: string, out: Gathered) => void,
  at?: number,
): void {
  const request = requestFrom(asked);
  const response = responseFrom(answered);
  if (request === undefined && typeof asked === "string") {
    // Several requests in one text, or a request with notes around it. The response belongs to the last one.
    const before = out.exchanges.length;
    readText(asked, out);
    if (response === undefined) return;
    if (out.exchanges.length > before && out.exchanges.at(-1)?.response === undefined) out.answered(response);
    else out.exchange({ response, ...(at !== undefined && { at }) });
    return;
  }
  if (request !== undefined || response !== undefined) {
    const whole: Exchange = {
      ...(request && { request }),
      ...(response && { response }),
      ...(at !== undefined && { at }),
    };
    out.exchange(whole);
  }
}

export function requestFrom(given: unknown): HttpRequest | undefined {
  if (typeof given === "string") return requestFromText(given.trim());
  if (!isRecord(given)) return undefined;
  const headers = headersFrom(given.headers);
  const body = bodyFrom(given.body ?? given.data ?? given.form ?? given.json, headers, given.json !== undefined);
  const url = given.url ?? given.uri;
  if (typeof url !== "string" && body === undefined && typeof given.method !== "string") return undefined;
  const said = typeof given.method === "string" ? given.method.trim().toUpperCase() : undefined;
  const method = said ?? (body === undefined ? "GET" : "POST");
  const address = typeof url === "string" ? withScheme(withoutEntities(joined(url))) : "";
  return { method, url: address, headers, ...(body !== undefined && { body }) };
}

function requestFromText(text: string): HttpRequest | undefined {
  const curl = readCurl(text);
  if (curl !== undefined) return curl.request;
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  if (httpStart(lines[0] ?? "") === "request") {
    const { message, next } = readRequest(lines, 0, () => false);
    return lines.slice(next).every((line) => line.trim() === "") ? message : undefined;
  }
  const address = withoutEntities(joined(text));
  return isAddress(address) ? { method: "GET", url: withScheme(address), headers: {} } : undefined;
}

export function responseFrom(given: unknown): HttpResponse | undefined {
  if (typeof given === "string") {
    const lines = given.replaceAll("\r\n", "\n").trimStart().split("\n");
    if (httpStart(lines[0] ?? "") === "response") return readResponse(lines, 0, () => false).message;
    return given.trim() === "" ? undefined : { headers: {}, body: given };
  }
  if (typeof given === "number") return { status: given, headers: {} };
  if (!isRecord(given)) return undefined;
  const { status, statusCode, status_code, body, data, content, text } = given;
  const code = Number.parseInt(scalar(status ?? statusCode ?? status_code), 10);
  const said = body ?? data ?? content ?? text;
  // Without any members of a response, it is the body itself.
  if (Number.isNaN(code) && said === undefined && given.headers === undefined) {
    return Object.keys(given).length === 0 ? undefined : { headers: {}, body: JSON.stringify(given) };
  }
  const written =
    said === undefined || said === null ? undefined : typeof said === "string" ? said : JSON.stringify(said);
  return {
    ...(code >= 100 && code <= 999 && { status: code }),
    headers: headersFrom(given.headers),
    ...(written !== undefined && { body: written }),
  };
}

/** Headers as an object, as pairs, as `{name, value}`, or as their lines. */
export function headersFrom(given: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  const set = (name: unknown, value: unknown) => {
    if (typeof name !== "string" || name === "__proto__") return;
    const text = Array.isArray(value)
      ? value.map(scalar).join(", ")
      : typeof value === "object"
        ? undefined
        : scalar(value);
    if (text === undefined) return;
    const key = name.trim().toLowerCase();
    headers[key] = Object.hasOwn(headers, key) ? `${headers[key]}, ${text}` : text;
  };
  if (typeof given === "string") {
    for (const line of given.split(/\r?\n/, 200)) {
      const colon = line.indexOf(":", 1);
      if (colon > 0) set(line.slice(0, colon), line.slice(colon + 1).trim());
    }
  } else if (Array.isArray(given)) {
    for (const one of given.slice(0, 200)) {
      if (Array.isArray(one)) set(one[0], one[1]);
      else if (isRecord(one)) set(one.name ?? one.key, one.value);
    }
  } else if (isRecord(given)) for (const [name, value] of Object.entries(given).slice(0, 200)) set(name, value);
  return headers;
}

/** An object is a form, unless a header says that JSON was sent. Tools write parameters this way. */
function bodyFrom(given: unknown, headers: Record<string, string>, asJson: boolean): string | undefined {
  if (given === undefined || given === null) return undefined;
  if (typeof given === "string") return given;
  const type = headers["content-type"] ?? "";
  if (!isRecord(given) || asJson || /json/i.test(type)) {
    if (asJson) headers["content-type"] ??= "application/json";
    return JSON.stringify(given);
  }
  if (type === "") headers["content-type"] = "application/x-www-form-urlencoded";
  const pairs = Object.entries(given).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one): [string, string] => [
      name,
      typeof one === "object" ? JSON.stringify(one) : scalar(one),
    ]),
  );
  return encodePairs(pairs);
}
