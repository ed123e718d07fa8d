/** How a connection ends while a request is still arriving, for example one that is too large (RFC 9112 9.6). */
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** Milliseconds for which the rest of a request is read after its response. */
const LINGER = 5_000;

/**
 * Closing a socket with unread bytes resets it, and the client loses the response that says why. So after the response the rest of
 * the request, which `arriving` returns until it's complete, is read and dropped.
 */
export function lingerOver(socket: Socket, arriving: () => IncomingMessage | undefined): void {
  const { destroySoon } = socket;
  socket.destroySoon = () => {
    const request = arriving();
    if (request === undefined || socket.destroyed) {
      destroySoon.call(socket);
      return;
    }
    socket.end();
    const timer = setTimeout(() => socket.destroy(), LINGER);
    socket.once("close", () => clearTimeout(timer));
    request.once("end", () => destroySoon.call(socket)).resume();
  };
}
