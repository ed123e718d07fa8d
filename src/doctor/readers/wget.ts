/** wget commands: `wget --post-data='…' --header='…' url`. */
import type { HttpRequest } from "../material.ts";
import { withoutEntities, withScheme } from "./address.ts";
import { encodeBase64 } from "./base64.ts";
import { straight } from "./json.ts";
import { bashWords, cmdWords, looksLikeCmd } from "./shell-words.ts";

export const WGET_START =
  /^(?:[^\n'"{}]{0,80}[$>#`:]\s{0,4})?\s{0,20}`?wget(?:2|\.exe)?[ \t]+(?=[-'"$\\]|https?:|\w+[.:])/i;

export interface WgetRead {
  readonly request: HttpRequest;
  readonly length: number;
}

export function readWget(text: string): WgetRead | undefined {
  const start = WGET_START.exec(text.slice(0, 400));
  if (start === null) return undefined;
  const command = straight(text.slice(start[0].length, start[0].length + 200_000));
  const { words, length } = (looksLikeCmd(command) ? cmdWords : bashWords)(command);
  const request = requestOf(words);
  return request && { request, length: start[0].length + length };
}

/** Options with a value, if it isn't in the same word. */
const TAKES =
  /^(?:-[aAeoOPtTUQwi]|--(?:header|method|(?:post|body)-(?:data|file)|(?:http-)?(?:user|password)|output-(?:document|file)|append-output|user-agent|timeout|tries|ca-certificate|certificate|private-key|referer|(?:save|load)-cookies|directory-prefix|execute|input-file|wait))$/;

function requestOf(words: readonly string[]): HttpRequest | undefined {
  const headers: Record<string, string> = {};
  const given = new Map<string, string>();
  let url = "";
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (!/^-./.test(word)) {
      url ||= word;
      continue;
    }
    const [name = "", inline] = word.startsWith("--") ? word.split(/=([\s\S]*)/, 2) : [word];
    const value = inline ?? (TAKES.test(name) ? (words[++at] ?? "") : "");
    const colon = value.indexOf(":");
    if (name === "--header" && colon > 0)
      headers[value.slice(0, colon).trim().toLowerCase()] = value.slice(colon + 1).trim();
    else given.set(name.replace(/^--http-/, "--"), value);
  }
  if (!/[./:]|^localhost/.test(url)) return undefined;
  const user = given.get("--user");
  if (user !== undefined) headers.authorization ??= `Basic ${encodeBase64(`${user}:${given.get("--password") ?? ""}`)}`;
  const body = given.get("--post-data") ?? given.get("--body-data");
  const isFile = given.has("--post-file") || given.has("--body-file");
  if (body !== undefined) headers["content-type"] ??= "application/x-www-form-urlencoded";
  return {
    method: given.get("--method")?.toUpperCase() ?? (body === undefined && !isFile ? "GET" : "POST"),
    url: withScheme(withoutEntities(url)),
    headers,
    ...(body !== undefined && { body }),
    ...(isFile && { partial: true }),
  };
}
