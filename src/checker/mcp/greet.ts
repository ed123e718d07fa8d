/** The first request to an MCP server, in the newest revision that it has (MCP 2026-07-28, "Backward Compatibility"). */
import { type Exchange, headerOf, statusOf } from "../exchange.ts";
import { call, INITIALIZE, messageOf, resultOf } from "./call.ts";
import type { Context, Session } from "./context.ts";
import { NEWEST } from "./revision.ts";

const STATELESS: Session = { version: NEWEST, stateless: true };

/** Errors of a server without sessions: a header that doesn't fit, a capability, or a version that it lacks. */
const OF_NEWEST = [-32_020, -32_021, -32_022];

/** Asks without a session. If the server has only older revisions, opens a session. What was found out once isn't tried again. */
export async function greet(context: Context, token?: string): Promise<Exchange> {
  if (context.revision !== "2025-11-25" && context.opensSession !== true) {
    const exchange = await call(context, { id: 1, method: "server/discover", params: {}, token, session: STATELESS });
    context.opensSession = context.revision === undefined && isOlder(exchange);
    if (!context.opensSession) return exchange;
  }
  return call(context, { ...INITIALIZE, token });
}

/** A token comes first, and a fault or a redirect says nothing of revisions. */
function isOlder(exchange: Exchange): boolean {
  const status = statusOf(exchange);
  if (exchange.came === undefined || status >= 500 || (status >= 300 && status < 400)) return false;
  if (status === 401 || status === 403 || isStateless(exchange)) return false;
  const { error } = messageOf(exchange) ?? {};
  if (!OF_NEWEST.includes(Number(error?.code))) return true;
  return supportedIn(exchange).some((one) => one < NEWEST);
}

/** What the server has, if it says so. */
export function supportedIn(exchange: Exchange): readonly string[] {
  const { result, error } = messageOf(exchange) ?? {};
  const { supported } = (error?.data ?? {}) as { readonly supported?: unknown };
  const list = result?.supportedVersions ?? supported;
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === "string") : [];
}

const isStateless = (exchange: Exchange): boolean => Array.isArray(resultOf(exchange)?.supportedVersions);

/** What the requests after it have in common. */
export const sessionIn = (exchange: Exchange): Session =>
  isStateless(exchange)
    ? STATELESS
    : { id: headerOf(exchange, "mcp-session-id"), version: String(resultOf(exchange)?.protocolVersion ?? "") };

/** As the server calls itself. */
export function nameIn(exchange: Exchange): string {
  const result = resultOf(exchange);
  const meta = result?._meta as Readonly<Record<string, unknown>> | undefined;
  const info = meta?.["io.modelcontextprotocol/serverInfo"] ?? result?.serverInfo;
  const { name } = (info ?? {}) as { readonly name?: unknown };
  return typeof name === "string" ? name : "nameless";
}

/** The method that it began with. */
export const greetingIn = ({ sent }: Exchange): string =>
  sent.body?.includes('"server/discover"') === true ? "server/discover" : "initialize";
