/**
 * One keep-alive HTTP/1.1 connection that has one request under way at a time: no more of the protocol than the measured
 * servers speak, because what the generator spends is taken from the load that it can make.
 */
import { connect, type Socket } from "node:net";

export interface Answer {
  readonly status: number;
  /** Status line and header fields as they came. */
  readonly head: string;
  readonly body: string;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

export class Connection {
  readonly #socket: Socket;
  #waiting: Waiting | undefined;
  #held: Buffer | undefined;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk) => this.#read(chunk));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("The server closed the connection before it had responded.")));
  }

  /** Connects to a server on the loopback. */
  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port });
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        resolve(new Connection(socket));
      });
    });
  }

  /** Sends one whole request and gives its response. */
  send(request: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#waiting !== undefined) reject(new Error("The request before this one is still under way."));
      else if (this.#socket.destroyed) reject(new Error("The server has closed the connection."));
      else {
        this.#waiting = { resolve, reject };
        this.#socket.write(request, "latin1");
      }
    });
  }

  /** Whether the server, or this side, has closed it. */
  get isClosed(): boolean {
    return this.#socket.destroyed;
  }

  close(): void {
    this.#waiting = undefined;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    const bytes = this.#held === undefined ? chunk : Buffer.concat([this.#held, chunk]);
    const end = bytes.indexOf("\r\n\r\n");
    if (end === -1) {
      this.#held = bytes;
      return;
    }
    const head = bytes.toString("latin1", 0, end);
    const length = lengthOf(head);
    const isChunked = Number.isNaN(length) && /\r\ntransfer-encoding: *chunked/i.test(head);
    const total = isChunked ? endOfChunks(bytes, end + 4) : end + 4 + length;
    if (bytes.length < total) {
      this.#held = bytes;
      return;
    }
    this.#held = undefined;
    if (bytes.length !== total) {
      this.#fail(new Error(`A response has no length, or bytes after its end:\n${bytes.toString("latin1", 0, 1000)}`));
      return;
    }
    const waiting = this.#waiting;
    this.#waiting = undefined;
    const body = isChunked ? joined(bytes.subarray(end + 4)) : bytes.toString("utf8", end + 4);
    waiting?.resolve({ status: Number(head.slice(9, 12)), head, body });
  }

  #fail(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#socket.destroy();
    waiting?.reject(error);
  }
}

/** NaN where there is none, which equals no length. */
function lengthOf(head: string): number {
  const found = /\r\ncontent-length: *(\d+)/i.exec(head);
  return found === null ? Number.NaN : Number(found[1]);
}

/** Where a chunked body ends; Infinity as long as it hasn't. JSON has no line end in its strings, and so none of this kind. */
function endOfChunks(bytes: Buffer, start: number): number {
  const isEnded = bytes.toString("latin1", Math.max(start - 2, bytes.length - 7)) === "\r\n0\r\n\r\n";
  return isEnded ? bytes.length : Number.POSITIVE_INFINITY;
}

function joined(chunks: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = chunks.indexOf("\r\n", at);
    const length = Number.parseInt(chunks.toString("latin1", at, line), 16);
    if (!(length > 0)) return Buffer.concat(parts).toString();
    parts.push(chunks.subarray(line + 2, line + 2 + length));
    at = line + 2 + length + 2;
  }
}

/** A header field of a response. */
export function headerOf(answer: Answer, name: string): string | undefined {
  return new RegExp(`\\r\\n${name}: *([^\\r]*)`, "i").exec(answer.head)?.[1];
}
