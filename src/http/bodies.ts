/**
 * Bodies as text. Candor reads them, or the host did so first. If the form can be restored from what the host left, it is used.
 */
import type { Http2Stream } from "node:http2";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyRequest } from "fastify";
import type { Finding } from "../protocol/http/occasion.ts";
import { isFormType } from "../protocol/media-type.ts";
import { LONGEST_CREDENTIAL } from "../reasons/scrub.ts";
import { answerInstead } from "./answer-as.ts";
import { embedded } from "./embedded.ts";
import type { Wire } from "./wire.ts";

/** Bytes of a body. The largest legitimate one is an authorization request with a long state and hints. */
export const BODY_LIMIT = 65_536;

/** How many characters of a Content-Encoding are examined: what is kept of it, and a secret that starts there. */
const LONGEST_CODING = 100 + LONGEST_CREDENTIAL;

/** Bodies reach the services as text, so that the checks can name what is wrong with them. */
export function takeText(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  // The due parser is registered by name, because named ones are found at once.
  for (const type of ["application/x-www-form-urlencoded", "*"]) {
    app.addContentTypeParser(type, { parseAs: "string", bodyLimit: BODY_LIMIT }, (_, body, done) => done(null, body));
  }
}

/** What hosts leave on a request whose body they have read: the result, and sometimes also the bytes. */
interface ReadByHost {
  readonly body?: unknown;
  readonly rawBody?: unknown;
}

/** Gives the parsers what the host has read. Otherwise they would wait for bytes that never arrive. */
export function takeReadBodies(app: FastifyInstance, wire: Wire): void {
  // With a callback, which costs less than a promise for each request.
  app.addHook("preParsing", (request, reply, payload, done) => {
    const { raw, method, headers } = request;
    const turnAway = (found: Finding, endpoint = "none") =>
      answerInstead(done, request, reply, wire, wire.refusalFor(request, found), endpoint);
    const found = embedded.getStore()?.found;
    if (found !== undefined) return turnAway(found);
    const read = payload === raw && (raw.readableDidRead || raw.readableEnded) && method !== "GET" && method !== "HEAD";
    const sent = read ? undefined : codingOf(request);
    if (sent !== undefined) return turnAway({ is: "encoded", sent }, request.routeOptions.url);
    if (!read) return done(null, payload);
    const { rawBody, body } = raw as ReadByHost;
    const text = textOfRead(rawBody ?? body ?? (raw.readableDidRead ? undefined : ""), headers["content-type"]);
    if (text === undefined) return turnAway({ is: "consumed" });
    // The same form may be written with more or fewer bytes. The host was responsible for receiving all of them.
    const receivedEncodedLength = Number(headers["content-length"]);
    done(null, Object.assign(Readable.from([Buffer.from(text)]), { receivedEncodedLength }));
  });
}

/** Methods whose body is never read (RFC 9110 9.3.1). */
const BODILESS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/**
 * How a body that is about to be read is encoded (RFC 9110 8.4); `undefined` if it isn't encoded, if there is none, and if the
 * path or the method is wrong, which comes first.
 */
function codingOf({ method, raw, headers, routeOptions }: FastifyRequest): string | undefined {
  const sent = headers["content-encoding"];
  if (sent === undefined || BODILESS.has(method) || !hasBody(raw)) return undefined;
  if (routeOptions.config.allowed?.includes(method) !== true) return undefined;
  const codings = sent.split(",").map((coding) => coding.trim().toLowerCase());
  return codings.every((coding) => coding === "" || coding === "identity") ? undefined : sent.slice(0, LONGEST_CODING);
}

/** From its framing, since nothing has been read yet. HTTP/2 frames it by its stream. */
function hasBody(raw: FastifyRequest["raw"]): boolean {
  const { "content-length": length, "transfer-encoding": coding } = raw.headers;
  if (length !== undefined) return Number(length) !== 0;
  return coding !== undefined || ("stream" in raw && (raw.stream as Http2Stream).endAfterHeaders === false);
}

/** What was sent, or an equivalent form; `undefined` if the rest may mean something else. */
export function textOfRead(read: unknown, contentType: string | undefined): string | Uint8Array | undefined {
  if (typeof read === "string" || read instanceof Uint8Array) return read;
  if (read instanceof URLSearchParams) return read.toString();
  if (read instanceof FormData) return written([...read]);
  if (!isPlain(read)) return undefined;
  // A body that isn't a form is refused for its type, whatever it contains.
  if (!isFormType(contentType)) return JSON.stringify(read);
  return written(Object.entries(read).flatMap(([name, value]) => [value].flat().map((one) => [name, one] as const)));
}

/** A parser that turns `a[b]=c` into an object, or a file, leaves nothing to restore the form from. */
function written(pairs: readonly (readonly [string, unknown])[]): string | undefined {
  const form = new URLSearchParams();
  for (const [name, value] of pairs) {
    if (typeof value !== "string") return undefined;
    form.append(name, value);
  }
  return form.toString();
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
