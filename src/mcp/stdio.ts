/** MCP over standard input and output. The client has started this process, and ends it by closing standard input. */
import type { Readable, Writable } from "node:stream";
import {
  isJSONRPCErrorResponse,
  isJSONRPCRequest,
  isJSONRPCResultResponse,
  type JSONRPCMessage,
  type Transport,
} from "@modelcontextprotocol/server";
import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { INVALID_REQUEST, Lines, LONGEST_LINE, readLine } from "./lines.ts";
import { mcpServer } from "./server.ts";
import type { Sources } from "./tool.ts";

/** Milliseconds for the requests that are being handled when standard input ends. */
const LAST = 20_000;

/** Resolves when the client has closed standard input and has all responses, or has stopped reading them. */
export function serveOverStdio(sources: Sources, input: Readable, output: Writable): Promise<void> {
  return new Promise((done) => {
    const transport = new LineTransport(input, output, done);
    serveStdio(() => mcpServer(sources), { transport });
  });
}

/**
 * The SDK's own transport drops what it can't read without a response, so that a client waits in vain, closes the connection
 * after a long line, and leaves requests without a response when standard input ends.
 */
class LineTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: (message: JSONRPCMessage) => void;
  readonly #input: Readable;
  readonly #output: Writable;
  readonly #done: () => void;
  readonly #lines = new Lines();
  readonly #waiting = new Set<string | number>();
  #ended = false;
  #closed = false;
  #last: NodeJS.Timeout | undefined;

  constructor(input: Readable, output: Writable, done: () => void) {
    this.#input = input;
    this.#output = output;
    this.#done = done;
  }

  async start(): Promise<void> {
    const end = (): void => {
      if (this.#ended) return;
      this.#ended = true;
      this.#read(this.#lines.end());
      this.#last = setTimeout(() => void this.close(), LAST);
      this.#closeIfIdle();
    };
    this.#input.on("data", (chunk: Buffer) => {
      for (const line of this.#lines.add(chunk)) this.#read(line);
    });
    this.#input.once("end", end).once("close", end).once("error", end);
    // The client has gone. Nobody reads a response.
    this.#output.once("error", () => void this.close());
  }

  #read(line: string | undefined): void {
    if (line === undefined) {
      this.#sendError(null, INVALID_REQUEST, `The message is longer than ${LONGEST_LINE / 1_000_000} MB.`);
      return;
    }
    const { messages, errors } = readLine(line);
    for (const { id, code, message } of errors) this.#sendError(id, code, message);
    for (const message of messages) {
      if (isJSONRPCRequest(message)) this.#waiting.add(message.id);
      const cancelled = cancelledBy(message);
      if (cancelled !== undefined) this.#waiting.delete(cancelled);
      this.onmessage?.(message);
    }
  }

  #sendError(id: string | number | null, code: number, message: string): void {
    this.#write({ jsonrpc: "2.0", id, error: { code, message } });
  }

  async send(message: JSONRPCMessage): Promise<void> {
    this.#write(message);
    if (!isJSONRPCResultResponse(message) && !isJSONRPCErrorResponse(message)) return;
    if (message.id !== undefined) this.#waiting.delete(message.id);
    this.#closeIfIdle();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#last);
    this.#input.pause();
    this.onclose?.();
    this.#done();
  }

  #closeIfIdle(): void {
    if (this.#ended && this.#waiting.size === 0) void this.close();
  }

  #write(message: object): void {
    if (!this.#closed) this.#output.write(`${JSON.stringify(message)}\n`);
  }
}

/** The request that a notification cancels. It gets no response. */
function cancelledBy(message: JSONRPCMessage): string | number | undefined {
  if (!("method" in message) || message.method !== "notifications/cancelled") return undefined;
  const { requestId } = message.params ?? {};
  return typeof requestId === "string" || typeof requestId === "number" ? requestId : undefined;
}
