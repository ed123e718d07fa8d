/** What Postman and Insomnia export: a collection with its requests and the responses that were saved with them. */
import type { Exchange, HttpRequest } from "../material.ts";
import { encodeBase64 } from "./base64.ts";
import { encodePairs } from "./form-text.ts";
import type { Gathered, Json } from "./gathered.ts";
import { isRecord, scalar } from "./json.ts";
import { headersFrom, requestFrom, responseFrom } from "./tool-input.ts";

const MOST = { items: 200, depth: 8 } as const;

export const looksLikeCollection = (value: Json): boolean =>
  (Array.isArray(value.item) && isRecord(value.info)) ||
  (Array.isArray(value.resources) && value._type === "export") ||
  isConsoleEntry(value);

/** An entry of Postman's console, copied as an object. */
const isConsoleEntry = (value: Json): boolean => isRecord(value["Request Headers"]) || "Response Body" in value;

export function readCollection(value: Json, out: Gathered, url = ""): void {
  if (isConsoleEntry(value)) out.exchange(consoleExchange(value, url));
  const items = [...listOf(value.item), ...listOf(value.resources)];
  for (const one of flat(items, 0).slice(0, MOST.items)) readItem(one, out);
}

const listOf = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** Folders have items of their own. */
const flat = (items: readonly Json[], depth: number): Json[] =>
  items.flatMap((one) => (Array.isArray(one.item) && depth < MOST.depth ? flat(listOf(one.item), depth + 1) : [one]));

function readItem(item: Json, out: Gathered): void {
  const request = requestOf(item._type === "request" ? item : item.request);
  const saved = listOf(item.response);
  for (const one of saved) {
    const asked = requestOf(one.originalRequest) ?? request;
    const response = responseFrom({ status: one.code, headers: one.header ?? [], body: one.body });
    if (response !== undefined) out.exchange({ ...(asked && { request: asked }), response });
  }
  if (saved.length === 0 && request !== undefined) out.request(request);
}

function requestOf(given: unknown): HttpRequest | undefined {
  if (typeof given === "string") return requestFrom(given);
  if (!isRecord(given)) return undefined;
  const headers = {
    ...headersFrom(enabled(given.header ?? given.headers)),
    ...authOf(given.auth ?? given.authentication),
  };
  const body = isRecord(given.body) ? bodyOf(given.body, headers) : scalar(given.body) || undefined;
  const url = isRecord(given.url) ? scalar(given.url.raw) : scalar(given.url);
  return requestFrom({ url, method: given.method, headers, body });
}

/** Those with a check mark. */
const enabled = (given: unknown): unknown =>
  Array.isArray(given) ? given.filter((one) => !isRecord(one) || one.disabled !== true) : given;

function bodyOf(body: Json, headers: Record<string, string>): string | undefined {
  const fields = body.urlencoded ?? body.formdata ?? body.params;
  const isMultipart = body.mode === "formdata" || body.mimeType === "multipart/form-data";
  if (Array.isArray(fields) && fields.length > 0) {
    const pairs = listOf(enabled(fields)).map((one): [string, string] => [
      scalar(one.key ?? one.name),
      scalar(one.value),
    ]);
    headers["content-type"] ??= isMultipart
      ? "multipart/form-data; boundary=candor"
      : "application/x-www-form-urlencoded";
    return isMultipart ? multipart(pairs) : encodePairs(pairs);
  }
  const raw = scalar(body.raw ?? body.text);
  if (raw === "") return undefined;
  const isJson =
    /json/i.test(scalar(body.mimeType)) || (isRecord(body.options) && /json/i.test(JSON.stringify(body.options)));
  if (isJson) headers["content-type"] ??= "application/json";
  return raw;
}

const multipart = (pairs: readonly (readonly [string, string])[]): string =>
  `${pairs.map(([name, value]) => `--candor\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join("")}--candor--\r\n`;

function authOf(auth: unknown): Record<string, string> {
  if (!isRecord(auth) || auth.disabled === true) return {};
  const type = scalar(auth.type);
  const list = listOf(auth[type]);
  const given = list.length === 0 ? auth : Object.fromEntries(list.map((one) => [scalar(one.key), one.value]));
  if (type === "basic")
    return { authorization: `Basic ${encodeBase64(`${scalar(given.username)}:${scalar(given.password)}`)}` };
  return type === "bearer" && scalar(given.token) !== "" ? { authorization: `Bearer ${scalar(given.token)}` } : {};
}

function consoleExchange(value: Json, url: string): Exchange {
  const [method = "", address = ""] = url.split(/\s+/, 2);
  const headers = headersFrom(value["Request Headers"]);
  const request = requestFrom({ url: address, method: method || undefined, headers, body: value["Request Body"] });
  const status = value["Response Code"] ?? value.status;
  const response = responseFrom({ status, headers: value["Response Headers"], body: value["Response Body"] });
  return { ...(request && { request }), ...(response && { response }) };
}
