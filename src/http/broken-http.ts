/** Bytes that are not HTTP get a response too; there is no request yet that could have one. */
import { maxHeaderSize } from "node:http";
import type { Socket } from "node:net";
import type { Log } from "../ports/log.ts";
import { CORS_HEADERS } from "./cors.ts";

/** Milliseconds in which the requester may read the response. A socket that waits longer for its other end would stay open for ever. */
const LINGER = 1_000;

/** Nobody is there any more to read a response, or the encryption below it has failed. */
const GONE = /^(?:ECONNRESET|EPIPE|ECONNABORTED|ETIMEDOUT|ERR_SSL_.*|ERR_TLS_.*)$/;

/** Status, slug of the reason and description by the code of Node's error. */
const SAID: Readonly<Record<string, readonly [status: string, slug: string, says: string]>> = {
  HPE_HEADER_OVERFLOW: [
    "431 Request Header Fields Too Large",
    "too-large",
    `The URL and the headers of the request together have more than ${maxHeaderSize} bytes; send fewer cookies or shorter parameters.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: [
    "408 Request Timeout",
    "http-malformed",
    "The request did not arrive in time; send headers and body without pauses.",
  ],
  CONNECT: ["405 Method Not Allowed", "wrong-method", "This is not a proxy; send the request to its URL."],
};

const OTHERWISE = [
  "400 Bad Request",
  "http-malformed",
  "The request cannot be read as HTTP; send it by an HTTP library.",
] as const;

/** Responds to what Node could not read, by the code of its error, and ends the connection for good. */
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
  // What else comes is read and dropped: closing a socket with unread bytes resets it, and the response with it.
  socket.resume();
  const timer = setTimeout(() => socket.destroy(), LINGER);
  socket.once("close", () => clearTimeout(timer));
}
