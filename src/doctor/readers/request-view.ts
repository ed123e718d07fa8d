/** A request as rules examine it: parameters of the query and of the body, in any form, and its credentials. */
import type { Exchange, HttpRequest } from "../material.ts";
import type { RequestView } from "../view.ts";
import { partsOf, urlOf } from "./address.ts";
import { decodeBase64, decodeBase64Bytes } from "./base64.ts";
import { endpointOf } from "./endpoint.ts";
import { type Pairs, pairsOf } from "./form-text.ts";
import { isRecord, parsedLoosely } from "./json.ts";

type Body = Pick<RequestView, "bodyIs"> & Pairs;

const NO_PAIRS: Pairs = { values: new Map(), repeated: [] };

export function requestView(exchange: Exchange & { readonly request: HttpRequest }): RequestView {
  const { method, url: address, headers, body: text } = exchange.request;
  const { query: queryText, fragment, base } = partsOf(address);
  const query = pairsOf(queryText === "" && /[\w]=/.test(fragment) ? fragment : queryText);
  const body = bodyOf(text, headers["content-type"] ?? "");
  const parameters = new Map([...query.values, ...body.values]);
  const url = urlOf(address);
  const authorization = headers.authorization ?? headers["proxy-authorization"] ?? "";
  return {
    method,
    url,
    endpoint: endpointOf(method, url?.pathname ?? base, parameters),
    headers,
    parameters,
    query: query.values,
    body: body.values,
    repeated: [...new Set([...query.repeated, ...body.repeated])],
    bodyIs: body.bodyIs,
    basic: basicOf(authorization),
    bearer: /^(?:bearer|dpop)\s+(\S+)\s*$/i.exec(authorization.trim())?.[1],
    exchange,
  };
}

/** By its content rather than its header. A difference between the two is one of the causes. */
function bodyOf(text: string | undefined, type: string): Body {
  const bare = text?.trim() ?? "";
  if (bare === "") return { bodyIs: "none", ...NO_PAIRS };
  if (/^multipart\//i.test(type) || /^--[^\n]{1,80}\r?\ncontent-disposition:/i.test(bare)) {
    return { bodyIs: "multipart", ...multipart(bare) };
  }
  if (/^[{[]/.test(bare)) {
    const value = parsedLoosely(bare);
    if (isRecord(value)) return { bodyIs: "json", values: membersOf(value), repeated: [] };
    if (/json/i.test(type)) return { bodyIs: "json", ...NO_PAIRS };
  }
  if (/^[^\s=&<]{1,100}=/.test(bare)) return { bodyIs: "form", ...pairsOf(bare) };
  return { bodyIs: /json/i.test(type) ? "json" : "other", ...NO_PAIRS };
}

function membersOf(value: Readonly<Record<string, unknown>>): Map<string, string> {
  const members = Object.entries(value).slice(0, 200);
  return new Map(members.map(([name, one]) => [name, typeof one === "string" ? one : JSON.stringify(one)]));
}

function multipart(body: string): Pairs {
  const values = new Map<string, string>();
  const repeated: string[] = [];
  const boundary = body.slice(0, 200).split(/\r?\n/, 1)[0] as string;
  for (const part of body.split(boundary, 200)) {
    const name = /name="?([^";\r\n]{1,200})/i.exec(part.slice(0, 1_000))?.[1];
    const blank = /\r?\n[ \t]*\r?\n/.exec(part);
    if (name === undefined || blank === null) continue;
    const value = part.slice(blank.index + blank[0].length).replace(/\r?\n(?:--)?$/, "");
    if (!values.has(name)) values.set(name, value);
    else if (!repeated.includes(name)) repeated.push(name);
  }
  return { values, repeated };
}

function basicOf(authorization: string): RequestView["basic"] {
  const encoded = /^basic\s+(\S+)\s*$/i.exec(authorization.trim())?.[1];
  if (encoded === undefined) return undefined;
  const decoded = decodeBase64(encoded) ?? decodeBase64Bytes(encoded);
  const colon = decoded?.indexOf(":") ?? -1;
  if (decoded === undefined || colon === -1) return undefined;
  return { id: decoded.slice(0, colon), secret: decoded.slice(colon + 1) };
}
