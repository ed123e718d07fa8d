/** Calls an MCP server over streamable HTTP, and reads what comes back: JSON, or a stream of events. */
import { type Exchange, headerOf, statusOf } from "../exchange.ts";
import type { ToSend } from "../sender.ts";
import type { Context, Session } from "./context.ts";
import { NEWEST, WITH_SESSIONS } from "./revision.ts";

export interface Message {
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code?: unknown; readonly message?: unknown; readonly data?: unknown };
}

export interface Call {
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** None for a notification. */
  readonly id?: number;
  readonly token?: string | undefined;
  readonly session?: Session | undefined;
}

const CLIENT = { name: "candor-try", version: "1" } as const;

export const INITIALIZE: Call = {
  id: 1,
  method: "initialize",
  params: { protocolVersion: WITH_SESSIONS, capabilities: {}, clientInfo: CLIENT },
};

/** What every request of a server without sessions says of itself ("Request Metadata"). */
const META = {
  "io.modelcontextprotocol/protocolVersion": NEWEST,
  "io.modelcontextprotocol/clientInfo": CLIENT,
  "io.modelcontextprotocol/clientCapabilities": {},
};

/** Sends one message by POST, as "Sending Messages to the Server" wants. */
export function call(
  { url, send }: Pick<Context, "url" | "send">,
  { token, session, ...message }: Call,
): Promise<Exchange> {
  const headers = {
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(session?.id !== undefined && { "mcp-session-id": session.id }),
    ...(session?.version !== undefined && { "mcp-protocol-version": session.version }),
    ...(session?.stateless === true && { "mcp-method": message.method }),
  };
  const params = session?.stateless === true ? { params: { ...message.params, _meta: META } } : {};
  const request: ToSend = {
    url,
    headers,
    body: JSON.stringify({ jsonrpc: "2.0", ...message, ...params }),
    enough: hasResponse,
  };
  return send(request);
}

/** Events of a stream that have a JSON-RPC response. */
const eventsIn = (body: string): readonly string[] =>
  body.split(/\r?\n\r?\n/).map((event) =>
    event
      .split(/\r?\n/)
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).trimStart())
      .join("\n"),
  );

const parsed = (text: string): Message | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    const isResponse = typeof value === "object" && value !== null && ("result" in value || "error" in value);
    return isResponse ? (value as Message) : undefined;
  } catch {
    return undefined;
  }
};

const hasResponse = (body: string): boolean =>
  /^(event|data|id|retry|:)/.test(body) &&
  eventsIn(body.slice(0, body.lastIndexOf("\n\n") + 1)).some((one) => parsed(one));

/** The JSON-RPC response; `undefined` if there is none. */
export function messageOf(exchange: Exchange): Message | undefined {
  const body = exchange.came?.body ?? "";
  return (
    parsed(body) ??
    eventsIn(body)
      .map(parsed)
      .find((one) => one !== undefined)
  );
}

/** The result of a call that went well. */
export const resultOf = (exchange: Exchange): Message["result"] =>
  statusOf(exchange) === 200 ? messageOf(exchange)?.result : undefined;

export const isPage = (exchange: Exchange): boolean =>
  /^text\/html\b/i.test(headerOf(exchange, "content-type") ?? "") ||
  /^\s*<(!doctype|html)/i.test(exchange.came?.body ?? "");

/** What an error of the server says, cut. */
export function errorIn(exchange: Exchange): string {
  const { error } = messageOf(exchange) ?? {};
  const text = typeof error === "object" && error !== null ? error.message : undefined;
  return typeof text === "string" ? `: ${text.slice(0, 200)}` : "";
}
