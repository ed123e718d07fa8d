/** An exchange as text: an HTTP message to read and to explain, and a curl command. Redacted before. */
import { type Body, type Exchange, type Headers, headerOf } from "./exchange.ts";

const lines = (headers: Headers): string => headers.map(([name, value]) => `${name}: ${value}\n`).join("");

/** JSON is indented, so that it can be read. */
function bodyText({ bytes, text }: Body, type: string | undefined): string {
  if (text === undefined) return bytes === 0 ? "" : `\n(${bytes} bytes that are not kept)`;
  if (text === "") return "";
  try {
    return `\n${/json/i.test(type ?? "") ? JSON.stringify(JSON.parse(text), undefined, 2) : text}`;
  } catch {
    return `\n${text}`;
  }
}

export const requestText = ({ request: { method, url, headers, body } }: Exchange): string =>
  `${method} ${url} HTTP/1.1\n${lines(headers)}${bodyText(body, headerOf(headers, "content-type"))}`;

export function responseText({ response, failure }: Exchange): string {
  const said = failure === undefined ? "" : `(${failure})\n`;
  if (response === undefined) return said;
  const { status, statusText, headers, body } = response;
  const head = `HTTP/1.1 ${`${status} ${statusText}`.trim()}\n${lines(headers)}`;
  return `${head}${bodyText(body, headerOf(headers, "content-type"))}${said === "" ? "" : `\n${said}`}`;
}

/** What `candor explain` reads. */
export const explainText = (exchange: Exchange): string => `${requestText(exchange)}\n\n${responseText(exchange)}\n`;

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
/** What curl sends itself. */
const OWN = /^(?:host|content-length|connection|accept-encoding|transfer-encoding|user-agent)$/i;

export function curlText({ request: { method, url, headers, body } }: Exchange): string {
  return [
    `curl -i -X ${method} ${quoted(url)}`,
    ...headers.filter(([name]) => !OWN.test(name)).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(body.text === undefined || body.text === "" ? [] : [`--data-raw ${quoted(body.text)}`]),
  ].join(" \\\n  ");
}
