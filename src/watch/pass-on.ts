/** Passes one request on and its response back. Neither waits for the other to be complete. */
import { type ClientRequest, request as httpRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { request as httpsRequest } from "node:https";
import { rootCertificates } from "node:tls";
import { decompressed } from "../checker/decompressed.ts";
import { type Exchange, type Headers, headerOf, paired, type Request, type Response } from "./exchange.ts";
import { notPassedOn, unreachable } from "./failures.ts";
import { backward, onward } from "./headers.ts";
import { keeping } from "./kept-body.ts";
import type { Rewriting } from "./rewriting.ts";

export interface PassOptions {
  /** Where requests go. Only its origin counts. */
  readonly target: URL;
  /** Certificates (PEM) that are trusted beside the usual ones. */
  readonly ca?: string | undefined;
  /** Set once all proxies listen. Without it, nothing is changed. */
  readonly rewriting: () => Rewriting | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** The number of the next exchange. */
  readonly next: () => number;
  /** Called when an exchange is over. A stream is shown when it begins, and again at its end. */
  readonly seen: (exchange: Exchange) => void;
}

const HUNG_UP = "The client closed the connection before the end of the response.";
const CUT_OFF = "The target closed the connection before the end of the response.";
/** Bytes of a document or a form that is changed. A longer one isn't one. */
const LONGEST = 1_000_000;

export function passOn(incoming: IncomingMessage, outgoing: ServerResponse, path: string, options: PassOptions): void {
  const { target, now, next, seen } = options;
  const rewriting = options.rewriting();
  const [number, at, began] = [next(), now(), performance.now()];
  const [asked, came] = [keeping(), keeping()];
  const method = incoming.method ?? "GET";
  const since = (): number => Math.round((performance.now() - began) * 10) / 10;
  let headers = onward(paired(incoming.rawHeaders), method, target.host);
  let to = path;
  let head: (Omit<Response, "body"> & { readonly wait: number }) | undefined;
  let isOver = false;

  const exchange = (more: Pick<Exchange, "failure" | "open">): Exchange => {
    // How the proxy is connected is its own business.
    const sent = headers.filter(([name]) => !/^connection$/i.test(name));
    const request: Request = { method, url: target.origin + to, headers: sent, body: asked.body(headers) };
    if (head === undefined) return { number, at, request, wait: since(), ms: since(), ...more };
    const { wait, ...rest } = head;
    return { number, at, request, response: { ...rest, body: came.body(rest.headers) }, wait, ms: since(), ...more };
  };
  const finish = (failure?: string): void => {
    if (isOver) return;
    isOver = true;
    seen(exchange({ failure }));
  };

  if (rewriting !== undefined) {
    to = rewriting.parameters(path);
    headers = rewriting.requestHeaders(headers);
    if (rewriting.isMetadata(path)) headers = headers.filter(([name]) => !/^accept-encoding$/i.test(name));
  }
  incoming.on("data", (chunk: Buffer) => asked.add(chunk));
  incoming.on("error", () => undefined);
  const isForm = /^application\/x-www-form-urlencoded/i.test(incoming.headers["content-type"] ?? "");
  if (rewriting !== undefined && isForm)
    whole(incoming).then(
      (body) => {
        const form = Buffer.from(rewriting.parameters(body.toString("utf8")));
        headers = withLength(headers, form.length);
        start()?.end(form);
      },
      () => outgoing.destroy(),
    );
  else {
    const upstream = start();
    if (upstream !== undefined) incoming.pipe(upstream);
  }

  function start(): ClientRequest | undefined {
    let upstream: ClientRequest;
    try {
      upstream = connect(options, method, to, headers);
    } catch (error) {
      fail(error as Error);
      return undefined;
    }
    outgoing.once("close", () => {
      if (outgoing.writableFinished) return;
      finish(HUNG_UP);
      upstream.destroy();
    });
    upstream.once("response", (response) => answer(response));
    upstream.once("error", fail);
    return upstream;
  }

  function fail(error: Error): void {
    if (isOver || head !== undefined) return;
    const why = unreachable(error, target.origin);
    finish(why);
    outgoing.writeHead(502, { "content-type": "text/plain; charset=utf-8" });
    outgoing.end(notPassedOn(why));
  }

  function answer(response: IncomingMessage): void {
    const { statusCode: status = 502, statusMessage: statusText = "", rawHeaders } = response;
    head = { status, statusText, headers: paired(rawHeaders), wait: since() };
    response.on("data", (chunk: Buffer) => came.add(chunk));
    response.once("end", () => finish());
    response.once("close", () => {
      if (response.complete) return;
      finish(CUT_OFF);
      outgoing.destroy();
    });
    response.on("error", () => undefined);
    if (/^text\/event-stream/i.test(headerOf(head.headers, "content-type") ?? "")) seen(exchange({ open: true }));
    giveBack(response, outgoing, head, path, rewriting).catch((error: Error) => {
      finish(`The response can't be passed on: ${error.message}`);
      outgoing.destroy();
    });
  }
}

function connect({ target, ca }: PassOptions, method: string, path: string, headers: Headers): ClientRequest {
  const { protocol, hostname, port } = target;
  return (protocol === "https:" ? httpsRequest : httpRequest)({
    ...{ protocol, hostname: hostname.replace(/^\[|\]$/g, ""), port, path, method, agent: false as const },
    headers: headers.flat(),
    ...(ca !== undefined && { ca: [...rootCertificates, ca] }),
  });
}

async function giveBack(
  response: IncomingMessage,
  outgoing: ServerResponse,
  { status, statusText, headers }: Omit<Response, "body">,
  path: string,
  rewriting: Rewriting | undefined,
): Promise<void> {
  outgoing.sendDate = false;
  const to = backward(rewriting === undefined ? headers : rewriting.responseHeaders(headers));
  if (rewriting?.isMetadata(path) === true && status === 200) {
    const bytes = await whole(response);
    const text = decompressed(bytes, headerOf(headers, "content-encoding"))?.toString("utf8");
    const body = text === undefined ? bytes : Buffer.from(rewriting.metadata(text));
    const own = text === undefined ? to : to.filter(([name]) => !/^(?:content-encoding|etag)$/i.test(name));
    outgoing.writeHead(status, statusText, withLength(own, body.length).flat()).end(body);
    return;
  }
  outgoing.writeHead(status, statusText, to.flat());
  outgoing.flushHeaders();
  response.pipe(outgoing);
}

const withLength = (headers: Headers, length: number): Headers => [
  ...headers.filter(([name]) => !/^(?:content-length|transfer-encoding)$/i.test(name)),
  ["Content-Length", String(length)],
];

function whole(stream: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    stream.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > LONGEST) reject(new RangeError("It is too long to be changed."));
      else chunks.push(chunk);
    });
    stream.once("end", () => resolve(Buffer.concat(chunks)));
    stream.once("close", () => reject(new Error("It was cut off.")));
  });
}
