/** HTTP messages as text, as they went over the wire but for the secrets in them. */
import { STATUS_CODES } from "node:http";
import { PARAMETERS } from "../../../protocol/parameters.ts";
import { scrub } from "../../../reasons/scrub.ts";
import type { OwnRequest, OwnResponse } from "../own-requests.ts";

const MASK = "•••••";

/** Names of parameters and members whose values are secrets. */
const SECRET: ReadonlySet<string> = new Set([
  ...PARAMETERS.filter(({ secret }) => secret === true).map(({ name }) => name),
  "id_token",
]);

const FORM = "application/x-www-form-urlencoded";

/** Of a urlencoded text: one parameter a line. */
function maskedForm(text: string): string {
  const pairs = text.split("&").map((pair) => {
    const [name = ""] = pair.split("=", 1);
    return SECRET.has(name) ? `${name}=${MASK}` : pair;
  });
  return pairs.join("\n&");
}

/** The parameters of a URL, in its query or its fragment, each on a line of its own. */
function maskedUrl(url: string): string {
  return url.replace(/([?#])(.*)$/s, (_, mark: string, text: string) => `\n${mark}${maskedForm(text)}`);
}

const cookie = (pair: string): string => pair.replace(/=[^;]*/, `=${MASK}`);

function maskedHeader(name: string, value: string): string {
  switch (name.toLowerCase()) {
    case "authorization":
      return `${value.split(" ", 1)[0]} ${MASK}`;
    case "cookie":
      return value.split("; ").map(cookie).join("; ");
    case "set-cookie":
      return cookie(value);
    case "location":
      return maskedUrl(value);
    default:
      return value;
  }
}

function maskedBody(type: string, body: string): string {
  if (type.startsWith(FORM)) return maskedForm(body);
  if (!/^application\/(?:[\w.-]+\+)?json/.test(type)) return body;
  const covered = (name: string, value: unknown) => (SECRET.has(name) && typeof value === "string" ? MASK : value);
  return JSON.stringify(JSON.parse(body), covered, 2);
}

const typeOf = (headers: OwnResponse["headers"]): string =>
  headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";

function text(start: string, { headers, body = "" }: Pick<OwnRequest, "headers" | "body">): string {
  const lines = headers.map(([name, value]) => `${name}: ${maskedHeader(name, value)}`);
  const content = body === "" ? "" : `\n\n${maskedBody(typeOf(headers), body)}`;
  // Whatever else looks like a credential, such as the token of a form in a page.
  return scrub([start, ...lines].join("\n") + content);
}

export const requestText = (request: OwnRequest): string =>
  text(`${request.method} ${maskedUrl(request.path)} HTTP/1.1`, request);

export const responseText = (response: OwnResponse): string =>
  text(`HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? ""}`.trimEnd(), response);
