/** Bytes that aren't HTTP get a response too, although there is no request yet. */
import { maxHeaderSize } from "node:http";
import type { Socket } from "node:net";
import type { Log } from "../ports/log.ts";
import { CORS_HEADERS } from "./cors.ts";

/**
 * Milliseconds in which the requester may read the response. A socket that waits longer for its other end would stay open
 * forever.
 */
const LINGER = 1_000;

/** Nobody is left to read a response, or the encryption below it has failed. */
const GONE = /^(?:ECONNRESET|EPIPE|ECONNABORTED|ETIMEDOUT|ERR_SSL_.*|ERR_TLS_.*)$/;

/** Status, slug of the reason and description, by Node's error code. */
const SAID: Readonly<Record<string, readonly [status: string, slug: string, says: string]>> = {
  HPE_HEADER_OVERFLOW: [
    "431 Request Header Fields Too Large",
    "too-large",
    `The URL and the headers of the request together have more than ${maxHeaderSize} bytes. Send fewer cookies or shorter parameters.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    "408 Request Timeout",
    "http-malformed",
    "The request did not arrive in time. Send headers and body without pauses.",
  ],
  CONNECT: ["405 Method Not Allowed", "wrong-method", "This is not a proxy. Send the request to its URL."],
};

const OTHERWISE = [
  "400 Bad Request",
  "http-malformed",
  "The request cannot be read as HTTP. Send it with an HTTP library.",
] as const;

/** Responds to what Node couldn't read, by its error code, and closes the connection. */
export function answerBrokenHttp(
  issuer: string,
  code: string | undefined,
  socket: Socket,
  log: Pick<Log, "debug">,
): void {
  if (socket.destroyed || socket.writableEnded) return;
  if (!socket.writable || GONE.test(code ?? "")) {
    socket.destroy();
    return;
  }
  const [status, slug, says] = SAID[code ?? ""] ?? OTHERWISE;
  log.debug({ method: "none", endpoint: "none", status: Number.parseInt(status, 10), fault: slug }, "request");
  const body = JSON.stringify({
    error: "invalid_request",
    error_description: says,
    error_uri: `${issuer}/errors/request/${slug}`,
  });
  const headers = { "content-type": "application/json", ...CORS_HEADERS, "content-length": body.length };
  const lines = Object.entries({ ...headers, connection: "close" }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${lines.join("")}\r\n${body}`);
  // Anything else that arrives is read and dropped. Closing a socket with unread bytes would reset it and lose the response.
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER);
  socket.once("close", () => clearTimeout(timer));
}
