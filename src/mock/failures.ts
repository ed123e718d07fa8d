/** What goes wrong on the way: delays, connections that break, responses of gateways, bodies that can't be read. */
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";

/** Failures, with what a client sees. Those in `AFTER` happen once the request has been carried out. */
export const FAILURES = {
  hang: "the request is read, and there is no response until the client gives up",
  drop: "the connection is closed, and the request isn't carried out",
  "server-error": "500 with a text, and the request isn't carried out",
  "gateway-page": "502 with the HTML page of a gateway, and the request isn't carried out",
  lost: "the request is carried out, and the connection is closed without a response",
  truncated: "the response ends in the middle, although Content-Length promises more",
  "malformed-json": "the body is cut, with the right Content-Length, so its JSON can't be parsed",
  "wrong-content-type": "the right body, sent as text/html",
  empty: "the right status and headers, without a body",
} as const;

/** How a request fails. */
export type MockFailure = keyof typeof FAILURES;

const AFTER: ReadonlySet<MockFailure> = new Set(["lost", "truncated", "malformed-json", "wrong-content-type", "empty"]);

/** Whether the request is carried out before it fails. */
export const isCarriedOut = (how: MockFailure): boolean => AFTER.has(how);

const GATEWAY_PAGE = `<html>
<head><title>502 Bad Gateway</title></head>
<body><center><h1>502 Bad Gateway</h1></center></body>
</html>
`;

/** Delays in progress, and connections that hang. All of them end with `release`. */
export class Waiting {
  readonly #sockets = new Set<Socket>();
  readonly #delays = new Set<() => void>();

  /** Resolves after so many milliseconds, or at the end of the mock. */
  delay(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#delays.delete(done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.#delays.add(done);
    });
  }

  hang(socket: Socket): void {
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
  }

  release(): void {
    for (const socket of this.#sockets) socket.destroy();
    for (const done of this.#delays) done();
  }
}

/** Fails instead of carrying out the request. */
export function failBefore(
  how: MockFailure,
  request: FastifyRequest,
  reply: FastifyReply,
  waiting: Waiting,
): FastifyReply {
  switch (how) {
    case "server-error":
      return reply.code(500).type("text/plain; charset=utf-8").send("Internal Server Error");
    case "gateway-page":
      return reply.code(502).type("text/html").send(GATEWAY_PAGE);
    case "hang":
      waiting.hang(request.raw.socket);
      return reply.hijack();
    default:
      reply.hijack();
      request.raw.socket.destroy();
      return reply;
  }
}

/** Fails with the response of a request that was carried out. Returns the body to send. */
export function failAfter(how: MockFailure, request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const bytes = Buffer.isBuffer(payload) ? payload : Buffer.from(typeof payload === "string" ? payload : "");
  const half = bytes.subarray(0, Math.ceil(bytes.length / 2));
  switch (how) {
    case "lost":
      request.raw.socket.destroy();
      return payload;
    case "truncated":
      reply.header("content-length", bytes.length);
      return cutOff(half);
    case "malformed-json":
      reply.header("content-length", half.length);
      return half;
    case "wrong-content-type":
      reply.header("content-type", "text/html; charset=utf-8");
      return payload;
    default:
      reply.header("content-length", 0);
      return "";
  }
}

/** A body that breaks off. */
function cutOff(start: Buffer): Readable {
  return Readable.from(
    (async function* () {
      yield start;
      // The first part leaves before the connection ends.
      await new Promise((next) => setImmediate(next));
      throw new Error("The rest is cut off, as ordered.");
    })(),
  );
}
