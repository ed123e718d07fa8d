/**
 * One connection. Its requests are handled one after the other. If a client sends many without reading the responses (an HTTP
 * pipelining flood), at most one response is in memory.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Socket } from "node:net";

/** Requests that may wait behind the current one. Clients that pipeline send fewer. */
const MOST_WAITING = 32;
/**
 * Milliseconds. After this time, a connection whose client has sent no complete request, or not read the response, is the first
 * to be closed.
 */
const SILENT = 1_000;

export class Connection {
  /** As it was accepted, below TLS. */
  readonly socket: Socket;
  /** None if it is exempt: a trusted proxy, or this machine itself. */
  readonly network: string | undefined;
  readonly #waiting: (() => void)[] = [];
  #current: { readonly request: IncomingMessage; readonly response: ServerResponse } | undefined;
  /** When the current request began, or otherwise when the connection was opened or its last response ended. */
  #since: number;
  #responses = 0;
  #isEnding = false;

  constructor(socket: Socket, network: string | undefined, now: number) {
    this.socket = socket;
    this.network = network;
    this.#since = now;
  }

  /** Handles a request when it is its turn. `false` if too many wait already. */
  take(request: IncomingMessage, response: ServerResponse, handle: RequestListener): boolean {
    const begin = (): void => {
      this.#current = { request, response };
      this.#since = performance.now();
      if (this.#isEnding) response.shouldKeepAlive = false;
      response.on("close", this.#next);
      handle(request, response as Parameters<RequestListener>[1]);
    };
    if (this.#current === undefined) begin();
    else if (this.#waiting.length < MOST_WAITING) this.#waiting.push(begin);
    else return false;
    return true;
  }

  /** The request whose response is in progress, if the rest of it hasn't arrived. */
  get arriving(): IncomingMessage | undefined {
    return this.#current?.request.complete === false ? this.#current.request : undefined;
  }

  /**
   * The response in progress is the last one of this connection, and those that wait behind it are never sent. If its headers
   * have been sent, the next one is the last.
   */
  end(): void {
    this.#isEnding = true;
    if (this.#current?.response.headersSent === false) this.#current.response.shouldKeepAlive = false;
  }

  /**
   * Runs `act` after the response to a request that has arrived completely, so that nobody confuses the two; otherwise at once.
   */
  after(act: () => void): void {
    if (this.#current?.request.complete === true) this.#waiting.push(act);
    else act();
  }

  /** One function for all responses of the connection. Each closes once. */
  readonly #next = (): void => {
    const isOver = this.socket.destroyed || this.#current?.request.socket.writableEnded === true;
    this.#current = undefined;
    this.#since = performance.now();
    this.#responses++;
    if (isOver) this.#waiting.length = 0;
    else this.#waiting.shift()?.();
  };

  /** Whether a request has been in progress since before `then`, so that its response isn't being read. */
  isStuck(then: number): boolean {
    return this.#current !== undefined && this.#since < then;
  }

  /** How much it would be missed, lowest first; `undefined` while its request is being handled. */
  rank(now: number): number | undefined {
    const clientsTurn = this.#current === undefined ? this.#responses === 0 : isClientsTurn(this.#current);
    if (this.#current !== undefined && !clientsTurn) return undefined;
    return clientsTurn && now - this.#since > SILENT ? this.#since - now : this.#since;
  }
}

/** Whether the rest of the request is missing, or only the response must still be read. */
const isClientsTurn = ({ request, response }: { request: IncomingMessage; response: ServerResponse }): boolean =>
  !request.complete || response.writableEnded;
