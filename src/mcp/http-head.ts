/** Who may send a request to the MCP endpoint. Decided before its body is read. */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { localhostAllowedHostnames, validateHostHeader, validateOriginHeader } from "@modelcontextprotocol/server";

/** The path of the MCP endpoint. */
export const PATH = "/mcp";

export interface Allowed {
  /** Host names, in addition to those of this machine, under which clients reach it. */
  readonly names: readonly string[];
  /** What clients must send as a bearer token; `undefined` if none is needed. */
  readonly token: string | undefined;
}

interface Refused {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A page that a user visits can let its own name lead to this machine (DNS rebinding). Its requests then have that name as Host, and
 * its requests to other names have its Origin, so both are checked.
 */
export function refusedHead({ headers, url = "" }: IncomingMessage, { names, token }: Allowed): Refused | undefined {
  const allowed = [...localhostAllowedHostnames(), ...names];
  if (!validateHostHeader(headers.host, allowed).ok)
    return { status: 403, message: "This Host is not allowed. Use localhost, or start candor mcp with --allow-host." };
  if (!validateOriginHeader(headers.origin, allowed).ok)
    return { status: 403, message: "This Origin is not allowed. Start candor mcp with --allow-host if it should be." };
  if (url.split("?", 1)[0] !== PATH) return { status: 404, message: `The MCP endpoint is ${PATH}.` };
  if (token !== undefined && !hasToken(headers.authorization, token))
    return {
      status: 401,
      message: "Send the token of this server as a bearer token.",
      headers: { "www-authenticate": "Bearer" },
    };
  return undefined;
}

function hasToken(authorization: string | undefined, token: string): boolean {
  const [, sent = ""] = /^Bearer +(\S+)$/i.exec(authorization ?? "") ?? [];
  // Digests have the same length, so that the time says nothing about the token.
  return timingSafeEqual(digest(sent), digest(token));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
