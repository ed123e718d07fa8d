/**
 * The messages that arrive on standard input: one JSON-RPC message per line, or a batch of them (protocol version 2025-03-26). A line
 * that isn't one is reported, and the next one is read. Nothing that a client sends ends the process.
 */
import {
  isJSONRPCNotification,
  isJSONRPCRequest,
  isJSONRPCResponse,
  type JSONRPCMessage,
} from "@modelcontextprotocol/server";

/** Bytes of a line. The largest input of a tool has 4 million characters, and JSON may escape each. */
export const LONGEST_LINE = 32_000_000;

/** JSON-RPC 2.0, section 5.1. */
export const PARSE_ERROR = -32_700;
export const INVALID_REQUEST = -32_600;

type Id = string | number | null;

/** What a line contains: messages, and errors to send back. */
export interface Read {
  readonly messages: readonly JSONRPCMessage[];
  readonly errors: readonly { readonly id: Id; readonly code: number; readonly message: string }[];
}

export function readLine(line: string): Read {
  if (line.trim() === "") return { messages: [], errors: [] };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return wrong(null, PARSE_ERROR, "This line is not JSON. Send one JSON-RPC message per line.");
  }
  if (!Array.isArray(value)) return readMessage(value);
  if (value.length === 0) return wrong(null, INVALID_REQUEST, "The batch is empty.");
  const read = value.map(readMessage);
  return { messages: read.flatMap(({ messages }) => messages), errors: read.flatMap(({ errors }) => errors) };
}

function readMessage(value: unknown): Read {
  if (isJSONRPCRequest(value) || isJSONRPCNotification(value) || isJSONRPCResponse(value))
    return { messages: [value], errors: [] };
  return wrong(
    idOf(value),
    INVALID_REQUEST,
    'This is not a JSON-RPC 2.0 message. A request has "jsonrpc": "2.0", an id, a method, and params that are an object.',
  );
}

function wrong(id: Id, code: number, message: string): Read {
  return { messages: [], errors: [{ id, code, message }] };
}

function idOf(value: unknown): Id {
  const id = typeof value === "object" && value !== null && "id" in value ? value.id : null;
  return typeof id === "string" || typeof id === "number" ? id : null;
}

/** Cuts a stream of bytes into lines. A line that is too long is skipped, and reported once by `undefined`. */
export class Lines {
  #parts: Buffer[] = [];
  #length = 0;
  #skipping = false;

  *add(chunk: Buffer): Generator<string | undefined> {
    let rest = chunk;
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      this.#keep(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
      yield this.#line();
    }
    this.#keep(rest);
  }

  /** What comes after the last line end. */
  end(): string | undefined {
    return this.#line();
  }

  #keep(part: Buffer): void {
    this.#length += part.length;
    this.#skipping ||= this.#length > LONGEST_LINE;
    if (this.#skipping) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  #line(): string | undefined {
    const line = this.#skipping ? undefined : Buffer.concat(this.#parts).toString("utf8");
    this.#parts = [];
    this.#length = 0;
    this.#skipping = false;
    return line;
  }
}
