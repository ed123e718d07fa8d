/** Turns curl commands, as a browser copies them or a user writes them, into the request that they send. */
import type { HttpRequest } from "../material.ts";
import { wellFormed } from "../text.ts";
import { withoutEntities, withScheme } from "./address.ts";
import { encodeBase64 } from "./base64.ts";
import { straight } from "./json.ts";
import { bashWords, cmdWords, looksLikeCmd } from "./shell-words.ts";

/** Where a command starts: after a prompt, or in the middle of a line. */
export const CURL_START =
  /^(?:[^\n'"{}]{0,80}[$>#`:]\s{0,4})?\s{0,20}`?curl(?:\.exe)?[ \t]+(?=[-'"^$\\/]|https?:|\w+[.:])/i;

const LONGEST = 200_000;

export interface CurlRead {
  readonly request: HttpRequest;
  readonly length: number;
}

/** The command at the start of a text, and its length. */
export function readCurl(text: string): CurlRead | undefined {
  const start = CURL_START.exec(text.slice(0, 400));
  if (start === null) return undefined;
  const command = straight(text.slice(start[0].length, start[0].length + LONGEST));
  const { words, length } = (looksLikeCmd(command) ? cmdWords : bashWords)(command);
  const request = requestOf(words);
  return request && { request, length: start[0].length + length };
}

const LONG: Readonly<Record<string, string>> = {
  request: "X",
  header: "H",
  data: "d",
  "data-ascii": "d",
  "data-raw": "d",
  "data-binary": "d",
  "data-urlencode": "urlencode",
  json: "json",
  form: "F",
  "form-string": "F",
  user: "u",
  get: "G",
  head: "I",
  url: "url",
  "oauth2-bearer": "bearer",
  "user-agent": "A",
  referer: "e",
  cookie: "b",
};
/** Other options that take a word, which isn't a URL. */
const TAKES =
  /^(?:[AebcoxmwETKyYzrQCPUt]|output|proxy|max-time|connect-timeout|write-out|cert|key|cacert|capath|retry|retry-delay|resolve|limit-rate|cookie-jar|interface|ciphers|tls-max|upload-file|config|user-agent|referer|cookie|proxy-user|connect-to|max-redirs|cert-type|key-type|pass|range|dump-header)$/;
const SHORT_TAKES = "XdFuHAebcoxmwETKyYzrQCPUtD";
const READ = new Set(["X", "H", "d", "urlencode", "json", "F", "u", "url", "bearer", "A", "e", "b"]);

interface Given {
  readonly option: string;
  readonly value: string;
}

function* optionsOf(words: readonly string[]): Generator<Given> {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (/^--./.test(word)) {
      const [, name = "", inline] = /^--([\w-]+)(?:=([\s\S]*))?$/.exec(word) ?? [];
      const option = LONG[name] ?? name;
      if (READ.has(option) || TAKES.test(name)) yield { option, value: inline ?? words[++at] ?? "" };
      else yield { option, value: "" };
    } else if (/^-[A-Za-z#0-9:]/.test(word)) {
      for (let letter = 1; letter < word.length; letter++) {
        const option = word[letter] as string;
        if (!SHORT_TAKES.includes(option)) {
          yield { option, value: "" };
          continue;
        }
        const rest = word.slice(letter + 1);
        yield { option, value: rest === "" ? (words[++at] ?? "") : rest };
        break;
      }
    } else yield { option: "url", value: word };
  }
}

function requestOf(words: readonly string[]): HttpRequest | undefined {
  const headers: Record<string, string> = {};
  const data: string[] = [];
  const parts: string[] = [];
  let method: string | undefined;
  let url = "";
  let inQuery = false;
  let json = false;
  for (const { option, value } of optionsOf(words)) {
    if (option === "url") url ||= value;
    else if (option === "X") method = value.toUpperCase();
    else if (option === "I") method ??= "HEAD";
    else if (option === "G") inQuery = true;
    else if (option === "H") {
      const colon = value.indexOf(":", 1);
      if (colon > 0) headers[value.slice(0, colon).trim().toLowerCase()] = value.slice(colon + 1).trim();
    } else if (option === "d" || option === "json") {
      json ||= option === "json";
      data.push(value);
    } else if (option === "urlencode") data.push(urlEncoded(value));
    else if (option === "F") parts.push(value);
    else if (option === "u") headers.authorization ??= `Basic ${encodeBase64(value)}`;
    else if (option === "bearer") headers.authorization ??= `Bearer ${value}`;
    else if (option === "A") headers["user-agent"] ??= value;
  }
  if (url === "" || !/[./:?]|^localhost/.test(url)) return undefined;
  url = withScheme(withoutEntities(url));
  if (inQuery && data.length > 0) url += `${url.includes("?") ? "&" : "?"}${data.splice(0).join("&")}`;
  const body = bodyOf(data, parts, json, headers);
  return { method: method ?? (body === undefined ? "GET" : "POST"), url, headers, ...(body !== undefined && { body }) };
}

function bodyOf(data: string[], parts: string[], json: boolean, headers: Record<string, string>): string | undefined {
  if (parts.length > 0) {
    headers["content-type"] = "multipart/form-data; boundary=candor";
    return multipart(parts);
  }
  if (data.length === 0) return undefined;
  headers["content-type"] ??= json ? "application/json" : "application/x-www-form-urlencoded";
  return data.join(json ? "" : "&");
}

/** As in `curl --data-urlencode`: `content`, `=content`, `name=content`. */
function urlEncoded(value: string): string {
  const equals = value.indexOf("=");
  if (equals === -1) return encodeURIComponent(wellFormed(value));
  return `${equals === 0 ? "" : `${value.slice(0, equals)}=`}${encodeURIComponent(wellFormed(value.slice(equals + 1)))}`;
}

function multipart(parts: readonly string[]): string {
  const written = parts.map((part) => {
    const equals = part.indexOf("=");
    const name = equals === -1 ? part : part.slice(0, equals);
    return `--candor\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${equals === -1 ? "" : part.slice(equals + 1)}\r\n`;
  });
  return `${written.join("")}--candor--\r\n`;
}
