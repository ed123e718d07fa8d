/** HAR files: the protocol's exchanges among all recorded ones, in order. Of a truncated file, the complete ones. */
import type { Exchange, HttpRequest, HttpResponse } from "../material.ts";
import { kindOf, partsOf } from "./address.ts";
import { decodeBase64 } from "./base64.ts";
import { encodePairs } from "./form-text.ts";
import type { Gathered, Json } from "./gathered.ts";
import { balancedEnd, isRecord, parsed, scalar } from "./json.ts";
import { headersFrom } from "./tool-input.ts";

export function looksLikeHar(value: Json): boolean {
  const log = isRecord(value.log) ? value.log : value;
  return Array.isArray(log.entries) && log.entries.some((entry) => isRecord(entry) && isRecord(entry.request));
}

export function looksLikeHarText(text: string): boolean {
  return /"entries"\s{0,20}:\s{0,20}\[/.test(text) && text.includes('"startedDateTime"');
}

const MOST = { entries: 5_000, kept: 200, entry: 5_000_000 } as const;

export function readHar(value: Json, out: Gathered): void {
  const log = isRecord(value.log) ? value.log : value;
  readEntries(Array.isArray(log.entries) ? log.entries : [], out);
}

/** The entries before the point of truncation. */
export function salvageHar(text: string, out: Gathered): void {
  const begins = /"entries"\s{0,20}:\s{0,20}\[/.exec(text);
  const entries: unknown[] = [];
  let at = begins === null ? text.length : begins.index + begins[0].length;
  while (entries.length < MOST.entries) {
    while (at < text.length && /[\s,]/.test(text[at] as string)) at++;
    if (text[at] !== "{") break;
    const end = balancedEnd(text, at, MOST.entry);
    if (end === -1) break;
    entries.push(parsed(text.slice(at, end)));
    at = end;
  }
  readEntries(entries, out);
}

function readEntries(entries: readonly unknown[], out: Gathered): void {
  const ordered = entries
    .slice(0, MOST.entries)
    .filter(isRecord)
    .map((entry, index) => ({ entry, index, at: Date.parse(scalar(entry.startedDateTime)) }))
    .sort((one, other) => (one.at || 0) - (other.at || 0) || one.index - other.index);
  let kept = 0;
  for (const { entry, at } of ordered) {
    const exchange = exchangeOf(entry);
    if (exchange === undefined || kept >= MOST.kept || !isOurs(exchange.request, exchange.response)) continue;
    const { request, response } = exchange;
    kept++;
    out.exchange({ ...exchange, ...(Number.isFinite(at) && { at }) });
    keepRedirects(request, response, out);
    const failed = [isRecord(entry.response) ? entry.response._error : undefined, entry._error].find(
      (said) => typeof said === "string" && said !== "",
    );
    if (typeof failed === "string") out.text(`${request.method} ${partsOf(request.url).base}: ${failed}`);
  }
}

/** An entry, whatever it is about. `undefined` without a request. */
export function exchangeOf(entry: Json): (Exchange & { readonly request: HttpRequest }) | undefined {
  const request = requestOf(entry.request);
  const response = responseOf(entry.response);
  return request && { request, ...(response && { response }) };
}

function keepRedirects(request: HttpRequest, response: HttpResponse | undefined, out: Gathered): void {
  if (request.method === "GET" && kindOf(request.url) === "redirect") out.redirect(request.url);
  const location = response?.headers.location;
  if (location !== undefined && kindOf(location) === "redirect") out.redirect(location);
}

const BODY = /(?:^|&|")(?:grant_type|client_assertion|code_verifier|refresh_token|device_code|SAMLResponse)(?:=|")/;
const STATIC = /\.(?:js|mjs|css|png|jpe?g|gif|svg|ico|woff2?|ttf|map|webp|avif)$/i;
const PATHS =
  /\/(?:oauth2?|oidc|openid-connect|connect\/(?:token|authorize|userinfo)|\.well-known|userinfo|token|authorize)(?:\/|$)/i;

function isOurs(request: HttpRequest, response: HttpResponse | undefined): boolean {
  const { base } = partsOf(request.url);
  if (STATIC.test(base)) return false;
  if (kindOf(request.url) !== "other" || BODY.test((request.body ?? "").slice(0, 50_000))) return true;
  if (PATHS.test(base)) return true;
  if (kindOf(response?.headers.location ?? "") !== "other") return true;
  if (/bearer|dpop/i.test(response?.headers["www-authenticate"] ?? "")) return true;
  const bearer = /^(?:bearer|dpop) /i.test(request.headers.authorization ?? "");
  return bearer && (response?.status === 401 || response?.status === 403);
}

function requestOf(given: unknown): HttpRequest | undefined {
  if (!isRecord(given) || typeof given.url !== "string" || given.url.length > 100_000) return undefined;
  const headers = headersFrom(given.headers);
  const body = isRecord(given.postData) ? postOf(given.postData, headers) : undefined;
  const method = typeof given.method === "string" ? given.method.toUpperCase() : "GET";
  return { method, url: given.url, headers, ...(body !== undefined && { body }) };
}

function postOf(given: Json, headers: Record<string, string>): string | undefined {
  if (typeof given.mimeType === "string" && given.mimeType !== "") headers["content-type"] ??= given.mimeType;
  if (typeof given.text === "string" && given.text !== "") return given.text;
  if (!Array.isArray(given.params)) return undefined;
  const pairs = given.params
    .filter(isRecord)
    .map(({ name, value }): [string, string] => [written(name), written(value)]);
  return encodePairs(pairs);
}

/** Browsers record the parameters as they were sent, encoded. Other tools decode them. */
function written(value: unknown): string {
  const text = typeof value === "string" ? value : "";
  if (!/%[0-9a-f]{2}/i.test(text) || /[:/ ]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function responseOf(given: unknown): HttpResponse | undefined {
  if (!isRecord(given)) return undefined;
  const headers = headersFrom(given.headers);
  if (typeof given.redirectURL === "string" && given.redirectURL !== "") headers.location ??= given.redirectURL;
  const content = isRecord(given.content) ? given.content : {};
  const text = typeof content.text === "string" ? content.text : undefined;
  const body = text !== undefined && content.encoding === "base64" ? decodeBase64(text.slice(0, 2_000_000)) : text;
  if (typeof content.mimeType === "string" && content.mimeType !== "") headers["content-type"] ??= content.mimeType;
  const status = Number(scalar(given.status) || Number.NaN);
  return { ...(status >= 100 && { status }), headers, ...(body !== undefined && body !== "" && { body }) };
}
