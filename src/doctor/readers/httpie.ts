/** HTTPie commands, and those of xh, which are the same: `http --form POST url name=value number:=1 Header:value query==value`. */
import type { HttpRequest } from "../material.ts";
import { withoutEntities, withScheme } from "./address.ts";
import { encodeBase64 } from "./base64.ts";
import { encodePairs } from "./form-text.ts";
import { parsed, straight } from "./json.ts";
import { bashWords } from "./shell-words.ts";

/** No sentence: an option, a method or a URL follows, and behind it something more. */
export const HTTPIE_START =
  /^(?:[^\n'"{}]{0,80}[$>#`%]\s{0,4})?\s{0,20}`?(https?|xhs?)[ \t]+(?=-{1,2}[A-Za-z]|(?:GET|POST|PUT|PATCH|DELETE|HEAD)[ \t]+\S|https?:\/\/|:\d*\/|(?:[\w-]+\.)+[a-z]{2,}[/:]\S*(?:\s|$)|localhost\b)/;

export interface HttpieRead {
  readonly request: HttpRequest;
  readonly length: number;
}

export function readHttpie(text: string): HttpieRead | undefined {
  const start = HTTPIE_START.exec(text.slice(0, 400));
  if (start === null) return undefined;
  const { words, length } = bashWords(straight(text.slice(start[0].length, start[0].length + 200_000)));
  const request = requestOf(words, start[1]?.endsWith("s") ?? false);
  return request && { request, length: start[0].length + length };
}

/** Options with a value. */
const TAKES =
  /^(?:-[aAopPsx]|--(?:auth|auth-type|bearer|session|session-read-only|output|print|style|pretty|proxy|timeout|max-redirects|verify|cert|cert-key|raw|boundary|default-scheme|format-options|ssl|response-charset|response-mime|history-print))$/;
const ITEM = /^((?:\\.|[^\\:=@])+?)(:=@?|==|=@?|:|@)([\s\S]*)$/;

function requestOf(words: readonly string[], isSecure: boolean): HttpRequest | undefined {
  const headers: Record<string, string> = {};
  const data: [string, unknown][] = [];
  const query: [string, string][] = [];
  let [method, url, kind, raw] = ["", "", "json", undefined as string | undefined];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (/^-/.test(word)) {
      const [name = "", inline] = word.split(/=([\s\S]*)/, 2);
      const value = inline ?? (TAKES.test(name) ? (words[++at] ?? "") : "");
      if (/^(?:--form|--multipart)$|^-[a-z]*f[a-z]*$/.test(name)) kind = "form";
      else if (name === "--raw") raw = value;
      else if (/^(?:-A|--auth-type)$/.test(name) && /bearer/i.test(value)) kind = `${kind} bearer`;
      else if (/^(?:-a|--auth)$/.test(name)) headers.authorization = credentials(value, kind.includes("bearer"));
    } else if (url === "" && method === "" && /^[A-Z]{3,7}$/.test(word)) method = word;
    else if (url === "") url = word;
    else item(word, headers, data, query);
  }
  const address = addressOf(url, isSecure);
  if (address === undefined) return undefined;
  const isForm = kind.startsWith("form");
  const body =
    raw ?? (data.length === 0 ? undefined : isForm ? formOf(data) : JSON.stringify(Object.fromEntries(data)));
  if (body !== undefined) headers["content-type"] ??= isForm ? "application/x-www-form-urlencoded" : "application/json";
  const more = query.length === 0 ? "" : `${address.includes("?") ? "&" : "?"}${encodePairs(query)}`;
  return {
    method: method || (body === undefined ? "GET" : "POST"),
    url: `${address}${more}`,
    headers,
    ...(body !== undefined && { body }),
  };
}

const formOf = (data: readonly (readonly [string, unknown])[]): string =>
  encodePairs(data.map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]));

function item(
  word: string,
  headers: Record<string, string>,
  data: [string, unknown][],
  query: [string, string][],
): void {
  const [, name = "", separator = "", value = ""] = ITEM.exec(word) ?? [];
  const plain = name.replaceAll(/\\(.)/g, "$1");
  if (separator === ":") headers[plain.toLowerCase()] = value.trim();
  else if (separator === "==") query.push([plain, value]);
  else if (separator === ":=") data.push([plain, parsed(value) ?? value]);
  else if (separator === "=") data.push([plain, value]);
}

/** `:8080/x` is this machine. */
function addressOf(url: string, isSecure: boolean): string | undefined {
  const local = /^:(\d*)(\/.*)?$/.exec(url);
  if (local !== null) return `http://localhost${local[1] === "" ? "" : `:${local[1]}`}${local[2] ?? "/"}`;
  if (!/[./:]|^localhost/.test(url) || /\s/.test(url)) return undefined;
  if (/^[a-z]+:\/\//i.test(url)) return withoutEntities(url);
  return isSecure ? `https://${url}` : withScheme(withoutEntities(url));
}

const credentials = (value: string, isBearer: boolean): string =>
  isBearer ? `Bearer ${value}` : `Basic ${encodeBase64(value)}`;
