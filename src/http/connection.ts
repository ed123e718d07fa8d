/**
 * One connection. Its requests are handled one behind the other: of a client that sends many without reading the responses (an HTTP
 * pipelining flood) there is one response at most in memory.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests that may wait behind the one under way; clients that pipeline at all send fewer. */
const MOST_WAITING = 32;
/** Milliseconds after which a connection whose client has sent no request, not all of it, or not read the response, is the first to go. */
const SILENT = 1_000;

export class Connection {
  /** As it was accepted, below TLS. */
  readonly socket: Socket;
  /** None where it is exempt: a trusted proxy, or this machine itself. */
  readonly network: string | undefined;
  readonly #waiting: (() => void)[] = [];
  #current: { readonly request: IncomingMessage; readonly response: ServerResponse } | undefined;
  /** When the request under way began; otherwise when the connection was opened, or its last response ended. */
  #since: number;
  #responses = 0;

  constructor(socket: Socket, network: string | undefined, now: number) {
    this.socket = socket;
    this.network = network;
    this.#since = now;
  }

  /** Handles a request when it is its turn. `false` where too many wait already. */
  take(request: IncomingMessage, response: ServerResponse, handle: RequestListener): boolean {
    const begin = (): void => {
      this.#current = { request, response };
      this.#since = performance.now();
      response.on("close", this.#next);
      handle(request, response as Parameters<RequestListener>[1]);
    };
    if (this.#current === undefined) begin();
    else if (this.#waiting.length < MOST_WAITING) this.#waiting.push(begin);
    else return false;
    return true;
  }

  /** Runs `act` behind the response to a request that has arrived whole, so that nobody takes it for that response; otherwise at once. */
  after(act: () => void): void {
    if (this.#current?.request.complete === true) this.#waiting.push(act);
    else act();
  }

  /** One function for all responses of the connection, each of which closes once. */
  readonly #next = (): void => {
    this.#current = undefined;
    this.#since = performance.now();
    this.#responses++;
    if (this.socket.destroyed) this.#waiting.length = 0;
    else this.#waiting.shift()?.();
  };

  /** Whether a request has been under way since before `then`: its response is not read. */
  isStuck(then: number): boolean {
    return this.#current !== undefined && this.#since < then;
  }

  /** How much it would be missed, lowest first; `undefined` while its request is worked on here. */
  rank(now: number): number | undefined {
    const clientsTurn = this.#current === undefined ? this.#responses === 0 : isClientsTurn(this.#current);
    if (this.#current !== undefined && !clientsTurn) return undefined;
    return clientsTurn && now - this.#since > SILENT ? this.#since - now : this.#since;
  }
}

/** Whether the rest of the request is still to come, or the response only to be read. */
const isClientsTurn = ({ request, response }: { request: IncomingMessage; response: ServerResponse }): boolean =>
  !request.complete || response.writableEnded;
