/** How a request gets to the server, and what comes back to the check. */
import { type ClientRequest, request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest, type RequestOptions } from "node:https";
import { decompressed } from "./decompressed.ts";
import type { Exchange, Sent } from "./exchange.ts";
import type { Secured } from "./handshake.ts";

/** Brings a request to the server. Never rejects: what went wrong is part of the exchange. `late`: the time was over. */
export type Transport = (sent: Sent, how: How) => Promise<Exchange & { readonly late?: boolean }>;

/** Whether a response of which this came is enough. */
type Enough = (body: string) => boolean;

/** Resolves once it was called for every request of a group. */
export type Gate = () => Promise<void>;

interface How {
  /** Milliseconds until the response must be complete. */
  readonly timeout: number;
  /** What a connection with TLS is made with. */
  readonly secured: Secured;
  readonly enough: Enough | undefined;
  /** What the last byte of the body waits for. */
  readonly gate: Gate | undefined;
}

/** Bytes of a response that are read. */
const LONGEST = 2_000_000;

/** Over a connection as HTTP clients make it. */
export const overSockets: Transport = (sent, { timeout, secured, enough, gate }) => {
  const start = performance.now();
  return new Promise((resolve) => {
    const fail = (error: Error) =>
      error.name === "TimeoutError" || (error as NodeJS.ErrnoException).cause instanceof DOMException
        ? resolve({ sent, failure: `no complete response within ${timeout / 1_000} seconds`, late: true })
        : resolve({ sent, failure: inWords(error) });
    let outgoing: ClientRequest;
    try {
      const { protocol } = new URL(sent.url);
      const { method } = sent;
      const usual = { method, headers: sent.headers.flat(), signal: AbortSignal.timeout(timeout) };
      outgoing =
        protocol === "https:"
          ? httpsRequest(sent.url, { ...usual, ...(secured as RequestOptions) })
          : httpRequest(sent.url, usual);
    } catch (error) {
      fail(error as Error);
      return;
    }
    outgoing.once("error", fail);
    outgoing.once("response", (incoming) => {
      bodyOf(incoming, enough).then((body) => {
        const { rawHeaders, statusCode = 0 } = incoming;
        const headers = rawHeaders.flatMap((name, at) =>
          at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ""] as const] : [],
        );
        resolve({ sent, came: { status: statusCode, headers, body }, took: performance.now() - start });
      }, fail);
    });
    const body = Buffer.from(sent.body ?? "");
    if (gate === undefined || body.length === 0) outgoing.end(body);
    else outgoing.write(body.subarray(0, -1), () => void gate().then(() => outgoing.end(body.subarray(-1))));
  });
};

/** Node's words for what servers do wrong say nothing to most readers. */
function inWords({ message, name, code }: NodeJS.ErrnoException): string {
  if (code === "ECONNRESET") return "the connection was closed before the end of the response (ECONNRESET)";
  if (code?.startsWith("HPE_") === true) return `what came is not HTTP (${message})`;
  return message || code || name;
}

async function bodyOf(incoming: IncomingMessage, enough: Enough | undefined): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let text = "";
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (enough !== undefined) text += chunk.toString("utf8");
    if (bytes > LONGEST || enough?.(text) === true) {
      incoming.destroy();
      break;
    }
  }
  const whole = Buffer.concat(chunks).subarray(0, LONGEST);
  return (decompressed(whole, incoming.headers["content-encoding"]) ?? whole).toString("utf8");
}
