/** How to end the parsing of what a client has sent. */
import type { Socket } from "node:net";

/** What the parser, if told so at the end of the headers, takes for another protocol, whose bytes it leaves alone. */
const ANOTHER_PROTOCOL = 2;

/**
 * From now on, no request of this connection is made. Destroying it isn't enough: what was read last, up to 64 kB, may have 2,000 requests,
 * and Node makes an object of each and keeps them until the socket has closed.
 *
 * This is Node's own interface between its server and its parser. Where it is missing, they are made, and nobody handles them.
 */
export function stopParsing(socket: Socket): void {
  const { parser } = socket as Socket & { readonly parser?: { onIncoming: unknown } | null };
  if (parser) parser.onIncoming = () => ANOTHER_PROTOCOL;
}
