/** Fetches the JSON documents of discovery. Redirects are followed as clients do, and kept for the report. */
import { type Exchange, headerOf, jsonOf, statusOf } from "../exchange.ts";
import type { Send } from "../sender.ts";
import type { Metadata } from "../target.ts";
import { isPage } from "./call.ts";

export interface Found {
  /** The last one. */
  readonly exchange: Exchange;
  /** Where the redirects led; empty if there were none. */
  readonly redirects: readonly string[];
  readonly content?: Metadata | undefined;
  /** Why there is no content. */
  readonly lacks?: "unreachable" | "not found" | "page" | "not public" | "fault" | "no json";
}

const MOST_REDIRECTS = 3;

export async function jsonAt(send: Send, url: string): Promise<Found> {
  const redirects: string[] = [];
  let exchange = await send({ url });
  for (
    let to = redirectOf(exchange);
    to !== undefined && redirects.length < MOST_REDIRECTS;
    to = redirectOf(exchange)
  ) {
    redirects.push(to);
    exchange = await send({ url: to });
  }
  const status = statusOf(exchange);
  const content = status === 200 ? jsonOf(exchange) : undefined;
  if (content !== undefined) return { exchange, redirects, content };
  return { exchange, redirects, lacks: lackOf(exchange, status) };
}

function lackOf(exchange: Exchange, status: number): NonNullable<Found["lacks"]> {
  if (exchange.came === undefined) return "unreachable";
  if (status === 200) return isPage(exchange) ? "page" : "no json";
  if (status === 401 || status === 403 || status === 407) return "not public";
  if (status >= 300 && status < 400) return "not public";
  return status >= 500 ? "fault" : "not found";
}

function redirectOf(exchange: Exchange): string | undefined {
  const status = statusOf(exchange);
  const location = headerOf(exchange, "location");
  if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, exchange.sent.url))
    return undefined;
  const { href, protocol } = new URL(location, exchange.sent.url);
  return protocol === "http:" || protocol === "https:" ? href : undefined;
}

/** RFC 9728 3.1: the name goes before the path; MCP adds the root as a second place. */
export function resourceMetadataUrls(url: string): readonly string[] {
  const { origin, pathname, search } = new URL(url);
  const root = `${origin}/.well-known/oauth-protected-resource`;
  const path = pathname === "/" ? "" : pathname;
  return path + search === "" ? [root] : [root + path + search, root];
}

/** In the order in which MCP clients try them (RFC 8414 3.1 and 5, OpenID Connect Discovery 4). */
export function serverMetadataUrls(issuer: string): readonly string[] {
  const { origin, pathname } = new URL(issuer);
  const path = pathname.replace(/\/$/, "");
  const oauth = `${origin}/.well-known/oauth-authorization-server${path}`;
  const openid = `${origin}/.well-known/openid-configuration${path}`;
  return path === "" ? [oauth, openid] : [oauth, openid, `${origin}${path}/.well-known/openid-configuration`];
}
