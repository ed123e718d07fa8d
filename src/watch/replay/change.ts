/** A recorded request with other parameters and headers, for another server, as it is sent. */
import { type Headers, headerOf, type Request } from "../exchange.ts";
import { inBody, inQuery, type Value } from "./parameters.ts";

/** Values by their names. `undefined` leaves one out. */
export type Values = ReadonlyMap<string, Value>;

/** Parameters are changed where they are, and added where the others are. */
export const withValues = (request: Request, values: Values): Request =>
  [...values].reduce((changed, [name, value]) => withValue(changed, name, value), request);

function withValue(request: Request, name: string, value: Value): Request {
  const [query, body] = [inQuery(request), inBody(request)];
  if (query.has(name)) return query.with(name, value);
  if (body?.has(name) === true) return body.with(name, value);
  const scheme = /^(\w+) /.exec(headerOf(request.headers, "authorization") ?? "")?.[1]?.toLowerCase();
  if (scheme === "basic" && /^client_(?:id|secret)$/.test(name)) return withBasic(request, name, value);
  if (/^(?:bearer|dpop)$/.test(scheme ?? "") && name === "access_token")
    return withHeader(
      request,
      "authorization",
      value === undefined ? "" : `${scheme === "dpop" ? "DPoP" : "Bearer"} ${value}`,
    );
  if (value === undefined) return request;
  if (body !== undefined) return body.with(name, value);
  return query.with(name, value);
}

/** RFC 6749 2.3.1: both parts are encoded as in forms. Without one of them there is no authentication. */
function withBasic(request: Request, name: string, value: Value): Request {
  if (value === undefined) return withHeader(request, "authorization", "");
  const [id = "", secret = ""] = basicOf(request) ?? [];
  const encoded = new URLSearchParams({ "": value }).toString().slice(1);
  const pair = name === "client_id" ? `${encoded}:${secret}` : `${id}:${encoded}`;
  return withHeader(request, "authorization", `Basic ${Buffer.from(pair).toString("base64")}`);
}

/** Id and secret as they are in HTTP Basic. */
export function basicOf({ headers }: Request): readonly [id: string, secret: string] | undefined {
  const [, encoded] = /^basic +(\S+)/i.exec(headerOf(headers, "authorization") ?? "") ?? [];
  const [id, secret] = Buffer.from(encoded ?? "", "base64")
    .toString("utf8")
    .split(/:(.*)/s);
  return id === undefined || secret === undefined ? undefined : [id, secret];
}

/** An empty value removes it, as with curl. */
export function withHeader(request: Request, name: string, value: string): Request {
  const others = request.headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase());
  return { ...request, headers: value === "" ? others : [...others, [name, value]] };
}

/** To another server: the origin, and the path if `to` has one. */
function sentTo(request: Request, to: URL): Request {
  const url = new URL(request.url);
  const path = to.pathname === "/" ? url.pathname : to.pathname;
  return { ...request, url: `${to.origin}${path}${to.search || url.search}` };
}

/** What is different from the recording. */
export interface Changes {
  readonly values: Values;
  /** An empty value removes a header. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Another server; needed if the request has no host. */
  readonly to?: URL | undefined;
}

/** The request as it is to be sent. */
export function changedRequest(request: Request, { values, headers, to }: Changes): Request {
  const placed = to === undefined ? request : sentTo(absolute(request, to), to);
  return headers.reduce((made, [name, value]) => withHeader(made, name, value), sendable(withValues(placed, values)));
}

const absolute = (request: Request, to: URL): Request =>
  URL.canParse(request.url) ? request : { ...request, url: new URL(request.url, to.origin).href };

/** What belongs to a connection, and what each request has of its own. HTTP/2's own names begin with a colon. */
const OWN =
  /^(?:host|content-length|connection|keep-alive|proxy-connection|te|trailer|transfer-encoding|upgrade|expect|accept-encoding|:.*)$/i;

const sendable = ({ headers, ...request }: Request): Request => ({
  ...request,
  headers: headers.filter(([name]) => !OWN.test(name)) satisfies Headers,
});
